"""Zip containers read within bounds, and their XML parts without any DTD."""

import io
import re
import struct
import zipfile
import zlib

from lxml import etree

from disclosures.ingest.limits import Limits
from disclosures.ingest.refusals import (
    damaged,
    encrypted,
    megabytes,
    too_complex,
    unsafe,
)

DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    NotImplementedError,
    ValueError,
)
"""What the zip library raises for damaged archives."""
HEAD = 65_536
MACROS_IGNORED = "文件带有宏（自动执行的程序），系统只读取内容，没有运行它。"
DECLARED = "文件内含外部实体或文档类型声明（DTD）"


class Package:
    """A zip whose members are read one by one, each and together within `limits`.

    Raises `Unreadable`: damaged, encrypted, too_complex, unsafe.
    """

    def __init__(self, data: bytes, what: str, limits: Limits) -> None:
        self._what = what
        self._limits = limits
        self._unpacked = 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            members = self._archive.infolist()
        except BROKEN as failure:
            raise damaged(what) from failure
        if len(members) > limits.entries:
            raise too_complex(
                f"压缩包里有 {len(members)} 个条目，超过 {limits.entries}"
            )
        if sum(each.file_size for each in members) > limits.unpacked:
            raise self._too_big()
        if any(each.flag_bits & 1 for each in members):
            raise encrypted(what)
        self._members = {each.filename.lstrip("/"): each for each in members}

    @property
    def members(self) -> list[zipfile.ZipInfo]:
        """The members in the order they are listed."""
        return self._archive.infolist()

    def has(self, name: str) -> bool:
        return name in self._members

    @property
    def has_macros(self) -> bool:
        """Whether a program lies in it; nothing here would ever run it."""
        return any(
            name.endswith("vbaProject.bin") or "macrosheets/" in name
            for name in self._members
        )

    def get(self, name: str) -> bytes | None:
        """Return a member's bytes, None where there is none of that name."""
        member = self._members.get(name)
        if member is None:
            return None
        limits = self._limits
        packed = max(member.compress_size, 1)
        dense = member.file_size / packed > limits.ratio
        if dense and member.file_size > limits.ratio_from:
            raise self._too_big()
        # The sizes a header states may be false: what is unpacked is counted.
        try:
            with self._archive.open(member) as opened:
                content = opened.read(min(limits.part, limits.unpacked) + 1)
        except RuntimeError as failure:
            raise encrypted(self._what) from failure
        except BROKEN as failure:
            raise damaged(self._what) from failure
        self._unpacked += len(content)
        if len(content) > limits.part or self._unpacked > limits.unpacked:
            raise self._too_big()
        return content

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of an XML member; entities are refused, nothing is loaded."""
        content = self.get(name)
        return None if content is None else parse_xml(content, self._what)

    def _too_big(self) -> Exception:
        limit = megabytes(self._limits.unpacked)
        return too_complex(f"文件解压后超过 {limit} MB 或压缩比异常")


def parse_xml(content: bytes, what: str) -> etree._Element:
    """Return the root of `content`, parsed without DTD, entities or network."""
    # UTF-16 has a zero byte beside each letter of a declaration.
    if DTD.search(content) or DTD.search(content[:HEAD].replace(b"\0", b"")):
        raise unsafe(DECLARED)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as failure:
        if "huge" in str(failure) or "depth" in str(failure).lower():
            raise too_complex("文件内部结构嵌套过深或过大") from failure
        raise damaged(what) from failure
