"""What a submitter reads when a file cannot be read: what is wrong, and what to do."""

import io
import zipfile

import pytest

from disclosures.ingest.limits import DEFAULT, Limits
from disclosures.ingest.model import Unreadable
from disclosures.ingest.read import check_size, extension_of, read
from disclosures.ingest.sniff import Kind, sniff
from tests.disclosures.ingest.builders import FILLER, docx, p, zipped
from tests.disclosures.ingest.hostile import encrypted_pdf, encrypted_zip
from tests.disclosures.ingest.pdf_builder import Pages

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60


LINE = "决算说明。".encode()
LOCKED = encrypted_zip(docx(p(FILLER)))
PROGRAM = b"\x7fELF\2\1\1" + b"\0\3\1" * 99
CASES = [
    pytest.param(b"", "决算.docx", "empty", "重新上传", id="empty"),
    pytest.param(PNG, "决算.docx", "kind_mismatch", "图片", id="picture as docx"),
    pytest.param(PNG, "决算.pdf", "kind_mismatch", "图片", id="picture as pdf"),
    pytest.param(FILLER.encode(), "a.pdf", "kind_mismatch", "纯文本", id="text as pdf"),
    pytest.param(docx(p(FILLER))[:-30], "a.docx", "damaged", "另存", id="cut docx"),
    pytest.param(docx("<w:p>"), "a.docx", "damaged", "另存", id="broken docx"),
    pytest.param(
        encrypted_zip(docx(p(FILLER))),
        "a.docx",
        "encrypted",
        "密码",
        id="locked",
    ),
    pytest.param(encrypted_pdf(), "a.pdf", "encrypted", "密码", id="encrypted pdf"),
    pytest.param(Pages().saved(), "a.pdf", "no_text", "扫描", id="pdf without text"),
    pytest.param(b"%PDF-1.7 and then?", "a.pdf", "damaged", "损坏", id="damaged pdf"),
    pytest.param(
        "决算说明。".encode(), "a.txt", "too_little_text", "4 个字", id="line"
    ),
    pytest.param(
        b"\x7fELF\2\1\1" + b"\0\3\1" * 99, "a", "unknown_kind", "格式", id="?"
    ),
    pytest.param(b"Rar!\x1a\7\0" + b"1" * 9, "a.rar", "unsupported", "rar", id="rar"),
    pytest.param(zipped({"OFD.xml": "<o/>"}), "a.ofd", "unsupported", "OFD", id="ofd"),
    pytest.param(zipped({"ppt/a.xml": ""}), "a.pptx", "unsupported", "演示", id="ppt"),
    pytest.param(zipped({"a.png": PNG}), "a.zip", "unknown_kind", "正文", id="png"),
    pytest.param(
        zipped({"../../a.txt": FILLER}), "a.zip", "unsafe", "路径", id="path in zip"
    ),
    pytest.param(
        docx(""), "a.docx", "too_little_text", "0 个字", id="docx without text"
    ),
]


@pytest.mark.parametrize(("data", "name", "code", "says"), CASES)
def test_each_says_what_is_wrong_in_one_sentence_and_what_to_do(data, name, code, says):
    with pytest.raises(Unreadable) as refused:
        read(data, name)

    assert refused.value.code == code
    assert says in refused.value.message
    assert refused.value.message.endswith("。")
    assert refused.value.message.count("。") == 1
    assert "请" in refused.value.message or code == "unsafe"


def test_two_hundred_megabytes_are_refused_by_their_size_alone():
    with pytest.raises(Unreadable) as refused:
        check_size(200 * 2**20)

    assert refused.value.code == "too_large"
    assert "200 MB" in refused.value.message
    assert "50 MB" in refused.value.message


def test_the_limit_itself_is_not_too_large():
    check_size(DEFAULT.file)


def test_a_path_in_the_name_is_only_a_name():
    reading = read(FILLER.encode(), "../../etc/passwd.txt")

    assert reading.format == "txt"
    assert extension_of("C:\\报表\\决算.DOCX") == "docx"
    assert extension_of("..") == ""


def test_too_much_text_is_refused():
    with pytest.raises(Unreadable) as refused:
        read(FILLER.encode() * 9, "a.txt", Limits(characters=500))
    assert refused.value.code == "too_complex"


def test_what_no_database_takes_is_taken_out():
    data = (FILLER + "\x00\x01\x0b收入\ufffe").encode("utf-16")

    (only,) = read(data, "a.txt").items

    assert only.text == FILLER + "\n收入".strip()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"junk\n%PDF-1.4", Kind.PDF),
        (b"{\\rtf1 ", Kind.RTF),
        (b"<!DOCTYPE html><p>", Kind.HTML),
        ("\ufeff<html><body>".encode("utf-16-le"), Kind.HTML),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;", Kind.WEB_ARCHIVE),
        (b'<?xml version="1.0"?><?mso-application progid="Word"?>', Kind.WORD_XML),
        ("第一部分 概况".encode("utf-16-le"), Kind.TEXT),
        ("第一部分 概况".encode("gb18030"), Kind.TEXT),
        (zipped({"xl/workbook.xml": ""}), Kind.XLSX),
        (zipped({"xl/workbook.bin": ""}), Kind.XLSB),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            Kind.ODS,
        ),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), Kind.ODT),
        (zipped({"a.txt": "x"}), Kind.ZIP),
        (b"PK\x03\x04" + b"1" * 40, Kind.BROKEN_ZIP),
        (b"BMW is no picture", Kind.TEXT),
        (bytes(range(256)), Kind.UNKNOWN),
    ],
)
def test_the_kind_is_told_by_the_bytes(data, kind):
    assert sniff(data) is kind


def test_a_name_without_extension_is_read_by_content():
    assert read(docx(p(FILLER)), "决算公开").format == "docx"


def test_an_archive_whose_headers_lie_is_bounded_all_the_same():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("正文.txt", FILLER * 40_000)
    data = bytearray(out.getvalue())
    start = data.index(b"PK\x01\x02")
    data[start + 24 : start + 28] = (100).to_bytes(4, "little")

    with pytest.raises(Unreadable) as refused:
        read(bytes(data), "a.zip", Limits(part=2**20))
    assert refused.value.code in ("too_complex", "damaged")
