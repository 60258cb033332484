"""A zip of a text and its annexes: which member is which, safely unpacked."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Unreadable
from disclosures.ingest.package import Package
from disclosures.ingest.refusals import FORMATS, unsafe
from disclosures.ingest.sniff import NAMES, Kind, sniff

WHAT = "压缩包"
RUBBISH = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)")
SHEETS = (Kind.XLSX, Kind.XLS, Kind.ODS)
TEXTS = (
    Kind.DOCX, Kind.PDF, Kind.HTML, Kind.TEXT, Kind.DOC, Kind.RTF, Kind.ODT,
    Kind.WORD_XML,
)  # fmt: skip
READ = (*TEXTS, *SHEETS)
FLAG_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive: name without folders, kind by content, bytes."""

    name: str
    kind: Kind
    data: bytes


def members_of(data: bytes, limits: Limits) -> list[Member]:
    """Return the text first, then the annexes by name.

    Raises `Unreadable`: damaged, encrypted, too_complex, unsafe (a path that leaves
    the archive), unknown_kind (no text and no spreadsheet inside).
    """
    found = [each for each in _unpacked(data, limits) if each.kind in READ]
    texts = [each for each in found if each.kind in TEXTS]
    sheets = sorted((m for m in found if m.kind in SHEETS), key=lambda m: m.name)
    texts.sort(key=lambda member: (-_likeness(member), member.name))
    if not found:
        raise Unreadable(
            "unknown_kind",
            f"压缩包里没有可以读取的正文或表格，请放入 {FORMATS}文件。",
        )
    return [*texts, *sheets][: limits.annexes + 1]


def unread_notes(data: bytes, limits: Limits) -> list[str]:
    """Return a sentence for each kind of member that `members_of` leaves out.

    Names are not told: they may hold a person's.
    """
    left = Counter(
        NAMES.get(each.kind, "认不出的文件").strip()
        for each in _unpacked(data, limits)
        if each.kind not in READ
    )
    return [
        f"压缩包里有 {count} 个文件没有读取：{kind}。"
        for kind, count in sorted(left.items())
    ]


def _unpacked(data: bytes, limits: Limits) -> Iterator[Member]:
    package = Package(data, WHAT, limits)
    for info in package.members:
        name = _name(info.filename, info.flag_bits)
        _check_path(name)
        if not (info.is_dir() or RUBBISH.search(name)):
            content = package.get(info.filename.lstrip("/")) or b""
            yield Member(PurePosixPath(name).name, sniff(content), content)


def _name(stored: str, flags: int) -> str:
    """Return a member's name; older Chinese programs wrote GBK without saying so."""
    if flags & FLAG_UTF8:
        return stored.replace("\\", "/")
    try:
        return stored.encode("cp437").decode("gb18030").replace("\\", "/")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return stored.replace("\\", "/")


def _check_path(name: str) -> None:
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
        raise unsafe("压缩包里有带路径的文件名")


def _likeness(member: Member) -> int:
    """Return how like the main text a member is named, the larger the liker."""
    score = 2 * len(re.findall("[决预]算|公开|说明", member.name))
    return score - 3 * len(re.findall("附件|附表|报表|表", member.name))
