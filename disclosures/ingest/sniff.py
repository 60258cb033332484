"""What kind of file some bytes are, told by the bytes alone, never by the name."""

import io
import re
import zipfile
from enum import StrEnum

import olefile

from disclosures.ingest.encoding import encoding_of

HEAD = 8192
BREAKS = (9, 10, 12, 13)


class Kind(StrEnum):
    """Kinds of files that are told apart."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"
    TEXT = "txt"
    ZIP = "zip"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    WORD_XML = "wordml"
    WEB_ARCHIVE = "mht"
    ENCRYPTED_OFFICE = "encrypted-office"
    BROKEN_ZIP = "broken-zip"
    OFD = "ofd"
    SLIDES = "slides"
    XLSB = "xlsb"
    IMAGE = "image"
    ARCHIVE = "archive"
    OLE = "ole"
    UNKNOWN = "unknown"


NAMES = {
    Kind.PDF: " PDF 文件",
    Kind.DOCX: " Word 文档（docx）",
    Kind.XLSX: " Excel 表格（xlsx）",
    Kind.XLS: " Excel 表格（xls）",
    Kind.ODS: "电子表格（ods）",
    Kind.HTML: "网页（html）",
    Kind.TEXT: "纯文本",
    Kind.ZIP: " zip 压缩包",
    Kind.DOC: " Word 或 WPS 旧格式文档（doc、wps）",
    Kind.RTF: " RTF 文档",
    Kind.ODT: "文本文档（odt）",
    Kind.WORD_XML: " Word 2003 XML 文档",
    Kind.WEB_ARCHIVE: "单一文件网页（mht）",
    Kind.ENCRYPTED_OFFICE: "加密的 Office 文件",
    Kind.BROKEN_ZIP: "损坏的压缩包",
    Kind.OFD: " OFD 版式文件",
    Kind.SLIDES: "演示文稿",
    Kind.XLSB: " Excel 二进制表格（xlsb）",
    Kind.IMAGE: "图片",
    Kind.ARCHIVE: "压缩包（rar、7z 等）",
    Kind.OLE: "无法识别的旧版 Office 文件",
    Kind.UNKNOWN: "无法识别的数据",
}
"""How each kind is called in a sentence; a blank stands before Latin letters."""

SIGNATURES = (
    (b"{\\rtf", Kind.RTF),
    (b"\x89PNG", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"BM", Kind.IMAGE),
    (b"II*\0", Kind.IMAGE),
    (b"MM\0*", Kind.IMAGE),
    (b"Rar!", Kind.ARCHIVE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
)
TAGS = re.compile(rb"<(!doctype html|html|head|body|table|meta|div|p)\b")


def sniff(data: bytes) -> Kind:
    """Return the kind of `data`; containers are looked into."""
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zipped(data)
    if data.startswith(olefile.MAGIC):
        return _compound(data)
    for signature, kind in SIGNATURES:
        if data.startswith(signature) and not _bitmap_by_chance(data, signature):
            return kind
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    return _written(data)


def _bitmap_by_chance(data: bytes, signature: bytes) -> bool:
    """Say whether a text merely begins with the letters BM."""
    return signature == b"BM" and 0 not in data[:16]


def _zipped(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {each.lstrip("/").replace("\\", "/") for each in archive.namelist()}
            return _by_members(archive, names)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return Kind.BROKEN_ZIP


def _by_members(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    if "OFD.xml" in names:
        return Kind.OFD
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    for folder, kind in (
        ("word/", Kind.DOCX),
        ("xl/", Kind.XLSX),
        ("ppt/", Kind.SLIDES),
    ):
        if any(name.startswith(folder) for name in names):
            return kind
    if "mimetype" in names:
        with archive.open("mimetype") as member:
            declared = member.read(80).decode("ascii", "replace")
        for ending, kind in ((".spreadsheet", Kind.ODS), (".text", Kind.ODT)):
            if declared.strip().endswith(ending):
                return kind
    return Kind.ZIP


def _compound(data: bytes) -> Kind:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            streams = {"/".join(each) for each in compound.listdir()}
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        return Kind.OLE
    if "EncryptedPackage" in streams:
        return Kind.ENCRYPTED_OFFICE
    if "WordDocument" in streams:
        return Kind.DOC
    if "Workbook" in streams or "Book" in streams:
        return Kind.XLS
    if "PowerPoint Document" in streams:
        return Kind.SLIDES
    return Kind.OLE


def _written(data: bytes) -> Kind:
    head = data[:HEAD]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = data[:HEAD].decode("utf-16", "replace").encode("utf-8", "replace")
    plain = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"mime-version:" in plain[:500] and b"multipart/related" in plain[:2000]:
        return Kind.WEB_ARCHIVE
    if plain.startswith(b"<?xml") and b"mso-application" in plain[:600]:
        return Kind.WORD_XML
    if plain.startswith(b"<") and TAGS.search(plain[:4096]):
        return Kind.HTML
    if TAGS.search(plain[:4096]) and b"</" in plain:
        return Kind.HTML
    return Kind.TEXT if _is_text(data) else Kind.UNKNOWN


def _is_text(data: bytes) -> bool:
    """Say whether bytes are writing: UTF-16, or hardly any control codes."""
    sample = data[:HEAD]
    if encoding_of(sample[: len(sample) // 2 * 2]).startswith("utf-16"):
        return True
    controls = sum(1 for each in sample if each < 32 and each not in BREAKS)
    return 0 not in sample and controls <= len(sample) // 100
