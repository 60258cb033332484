"""Reads any file that a department sends, by what is in it; runs in this process."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from disclosures.ingest import refusals, tesseract
from disclosures.ingest.annexes import with_annexes
from disclosures.ingest.archive import members_of, unread_notes
from disclosures.ingest.docx import read_docx
from disclosures.ingest.html import read_html
from disclosures.ingest.legacy import to_docx
from disclosures.ingest.limits import DEFAULT, Limits
from disclosures.ingest.model import Grid, Item, Paragraph, Reading
from disclosures.ingest.pdf import read_pdf
from disclosures.ingest.picture_file import as_pdf
from disclosures.ingest.progress import Progress, silent
from disclosures.ingest.sniff import NAMES, Kind, sniff
from disclosures.ingest.spreadsheet import read_spreadsheet
from disclosures.ingest.text import read_text

LEGACY = (Kind.DOC, Kind.RTF, Kind.ODT, Kind.WORD_XML)
SHEETS = (Kind.XLSX, Kind.XLS, Kind.ODS)
READABLE = (
    Kind.PDF, Kind.DOCX, Kind.HTML, Kind.TEXT, Kind.ZIP, Kind.IMAGE, *LEGACY, *SHEETS,
)  # fmt: skip
EXPECTED = {
    "pdf": (Kind.PDF,),
    "docx": (Kind.DOCX,),
    "doc": (Kind.DOC, Kind.RTF, Kind.DOCX, Kind.WORD_XML, Kind.HTML),
    "wps": (Kind.DOC, Kind.DOCX, Kind.RTF),
    "rtf": (Kind.RTF, Kind.DOC),
    "xlsx": SHEETS,
    "xls": (*SHEETS, Kind.HTML),
    "et": SHEETS,
    "ods": SHEETS,
    "txt": (Kind.TEXT, Kind.HTML),
    "html": (Kind.HTML, Kind.TEXT),
    "htm": (Kind.HTML, Kind.TEXT),
    "zip": (Kind.ZIP,),
    **dict.fromkeys(("png", "jpg", "jpeg", "tif", "tiff", "bmp"), (Kind.IMAGE,)),
}
"""The kinds that a name's extension may stand for; programs mislabel some."""
OFFICE = ("docx", "xlsx", "doc", "xls", "wps", "et", "zip")
COUNTED = re.compile(r"[\w\u3400-\u9fff]")


def read(
    data: bytes,
    name: str,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
) -> Reading:
    """Return what `data` says; of `name` only the extension is used, to advise.

    Untrusted files belong in `sandbox.read_safely`: the libraries below may take all
    memory or abort the process. Raises `Unreadable`.
    """
    check_size(len(data), limits)
    kind = sniff(data)
    extension = extension_of(name)
    _check_kind(kind, extension, data)
    say = progress or silent
    reading = (
        _read_zip(data, limits, say)
        if kind is Kind.ZIP
        else _read_kind(data, kind, limits, say)
    )
    return _checked(_clean(reading), limits)


def check_size(size: int, limits: Limits = DEFAULT) -> None:
    """Refuse an empty or too large file by its size alone, before it is loaded."""
    if size == 0:
        raise refusals.empty()
    if size > limits.file:
        raise refusals.too_large(size, limits.file)


def extension_of(name: str) -> str:
    """Return the extension of the last part of `name`, in lower case, no dot."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return last.rpartition(".")[2].lower() if "." in last else ""


def _check_kind(kind: Kind, extension: str, data: bytes) -> None:
    if kind is Kind.ENCRYPTED_OFFICE:
        raise refusals.encrypted(" Office ")
    if kind is Kind.BROKEN_ZIP:
        raise refusals.damaged(_office_name(extension))
    expected = EXPECTED.get(extension)
    if expected and kind not in expected:
        if kind in (Kind.OLE, Kind.UNKNOWN, Kind.TEXT) and not data.strip(b"\0 \r\n\t"):
            raise refusals.damaged(_office_name(extension))
        raise refusals.mismatch(extension, NAMES[kind])
    if kind is Kind.UNKNOWN:
        raise refusals.unknown_kind()
    if kind not in READABLE:
        raise refusals.unsupported(NAMES[kind])
    if kind is Kind.IMAGE and not tesseract.installed():
        raise refusals.not_recognised()


def _office_name(extension: str) -> str:
    return f" {extension} " if extension in (*OFFICE, "pdf") else ""


def _read_kind(data: bytes, kind: Kind, limits: Limits, say: Progress) -> Reading:
    if kind in LEGACY:
        converted = to_docx(data, kind, limits)
        reading = read_docx(converted, limits, say)
        return replace(
            reading, format=kind.value, parser=f"{reading.parser}+libreoffice"
        )
    if kind in SHEETS:
        return read_spreadsheet(data, kind, limits, say)
    if kind is Kind.IMAGE:
        return replace(read_pdf(as_pdf(data, limits), limits, say), format="image")
    if kind is Kind.TEXT:
        say("document", 1, 1)
        return read_text(data, limits)
    readers: dict[Kind, Callable[[bytes, Limits, Progress], Reading]] = {
        Kind.PDF: read_pdf,
        Kind.DOCX: read_docx,
        Kind.HTML: read_html,
    }
    return readers[kind](data, limits, say)


def _read_zip(data: bytes, limits: Limits, say: Progress) -> Reading:
    """Read the text of an archive and append its annexes."""
    members = members_of(data, limits)
    readings: list[Reading] = []
    for done, member in enumerate(members):
        readings.append(_read_kind(member.data, member.kind, limits, say))
        say("members", done + 1, len(members))
    read = with_annexes(readings[0], readings[1:], format_="zip")
    return replace(read, notes=(*read.notes, *unread_notes(data, limits)))


def _checked(reading: Reading, limits: Limits) -> Reading:
    """Refuse a reading with too little or too much text."""
    _check_amount(reading, limits)
    count = 0
    for item in reading.items:
        for text in _texts(item):
            count += len(COUNTED.findall(text))
    if count < limits.least_characters:
        raise refusals.too_little_text(count, limits.least_characters)
    return reading


def _check_amount(reading: Reading, limits: Limits) -> None:
    """Refuse what would keep those busy who look at the reading after this."""
    if len(reading.items) > limits.paragraphs:
        raise refusals.too_complex(f"文件超过 {limits.paragraphs} 个段落")
    characters = cells = 0
    for item in reading.items:
        texts = _texts(item)
        if isinstance(item, Grid):
            cells += sum(1 for text in texts if text)
        longest = max(map(len, texts), default=0)
        if longest > limits.paragraph_characters:
            raise refusals.too_complex(
                f"有一段文字超过 {limits.paragraph_characters} 个字"
            )
        characters += sum(map(len, texts))
    if characters > limits.characters:
        raise refusals.too_complex(f"文件的文字超过 {limits.characters} 个字")
    if cells > limits.cells:
        raise refusals.too_complex(f"文件的表格超过 {limits.cells} 个单元格")


def _texts(item: Item) -> list[str]:
    if isinstance(item, Paragraph):
        return [item.text]
    return [cell.text for cell in item.cells]


UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Controls, halves of characters: databases and JSON refuse them."""


def _clean(reading: Reading) -> Reading:
    return replace(reading, items=tuple(_clean_item(item) for item in reading.items))


def _clean_item(item: Item) -> Item:
    if isinstance(item, Paragraph):
        text = UNSTORABLE.sub("", item.text)
        return item if text == item.text else replace(item, text=text)
    return replace(item, cells=_clean_cells(item), name=UNSTORABLE.sub("", item.name))


def _clean_cells(grid: Grid) -> tuple:  # type: ignore[type-arg]
    return tuple(
        replace(cell, text=UNSTORABLE.sub("", cell.text))
        if UNSTORABLE.search(cell.text)
        else cell
        for cell in grid.cells
    )
