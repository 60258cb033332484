"""Files made to harm the reader: each is refused, and the worker lives on."""

import io
import json
import resource
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Reading, Unreadable
from disclosures.ingest.read import read
from disclosures.ingest.sandbox import read_safely
from tests.disclosures.ingest.builders import (
    FILLER,
    NAMESPACES,
    docx,
    p,
    tbl,
    tc,
    zipped,
)
from tests.disclosures.ingest.pdf_builder import Pages

QUICK = Limits(processor_time=6, wall_time=25)
CANARY = "口令不得外泄"


def whole_pdf() -> bytes:
    pages = Pages()
    pages.paragraph(FILLER)
    pages.table([["项目", "决算数"], ["合计", "12.30"]])
    pages.new_page()
    pages.paragraph(FILLER)
    return pages.saved()


def whole_xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in range(40):
        book.active.append([f"科目{row}", row * 1.5])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WHOLE = {
    "a.docx": docx(p(FILLER) + tbl(tc("合计") + tc("12.30"))),
    "a.pdf": whole_pdf(),
    "a.xlsx": whole_xlsx(),
    "a.html": f"<html><body><p>{FILLER}</p><table><tr><td>合计<td>1</table>".encode(),
    "a.txt": FILLER.encode("gb18030"),
    "a.zip": zipped({"决算.txt": FILLER, "附表.xlsx": whole_xlsx()}),
}


def zip_bomb() -> bytes:
    chunk = b"\0" * 2**20
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(300):
            member.write(chunk)
    return out.getvalue()


def laughs() -> str:
    entities = '<!ENTITY a0 "哈">' + "".join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)
    )
    return f"<!DOCTYPE x [{entities}]><w:document {NAMESPACES}>&a9;</w:document>"


def external_entity(path: Path) -> str:
    return (
        f'<!DOCTYPE x [<!ENTITY leak SYSTEM "{path.as_uri()}">]>'
        f"<w:document {NAMESPACES}><w:body>{p(FILLER)}{p('&leak;')}</w:body>"
        "</w:document>"
    )


def raw_pdf(objects: list[bytes]) -> bytes:
    """A PDF of `objects`, the first being the catalogue, with a true table of them."""
    out = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Root 1 0 R/Size %d>>\n" % (len(objects) + 1)
    return out + b"startxref\n%d\n%%%%EOF" % start


def stream(content: bytes, extra: bytes = b"", *, packed: bool = False) -> bytes:
    data = zlib.compress(content, 9) if packed else content
    coded = b"/Filter/FlateDecode" if packed else b""
    return b"<</Length %d%s%s>>\nstream\n%s\nendstream" % (
        len(data), coded, extra, data,
    )  # fmt: skip


def one_page(content: bytes, resources: bytes = b"", *more: bytes) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s>>"
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page % (b"/Resources<<" + resources + b">>"),
            content,
            *more,
        ]
    )


def page_tree(pages: int) -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(pages))
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        ]
    )


def looped_tree() -> bytes:
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99>>",
        ]
    )


def doubling_forms(levels: int) -> bytes:
    forms = []
    for level in range(levels):
        inner = b"/F Do " * 10 if level + 1 < levels else b"0 0 5 5 re S "
        named = b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level)
        extra = b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]" + (
            named if level + 1 < levels else b""
        )
        forms.append(stream(inner, extra))
    return one_page(stream(b"/F Do"), b"/XObject<</F 5 0 R>>", *forms)


def many_paths() -> bytes:
    return one_page(stream(b"0 0 m 9 9 l S\n" * 300_000, packed=True))


def flate_bomb() -> bytes:
    return one_page(stream(b" " * 2**28, packed=True))


HOSTILE = {
    "zip bomb.docx": zip_bomb,
    "laughs.docx": lambda: zipped({"word/document.xml": laughs()}),
    "page tree.pdf": lambda: page_tree(100_000),
    "loop.pdf": looped_tree,
    "forms.pdf": lambda: doubling_forms(7),
    "paths.pdf": many_paths,
    "flate.pdf": flate_bomb,
    "deep.html": lambda: b"<body>" + b"<div>" * 200_000 + FILLER.encode(),
    "wide.html": lambda: b"<body><table><tr>" + b"<td colspan=99>1" * 9_000,
    "zip of zips.zip": lambda: zipped({"a.docx": zip_bomb()}),
    "deep.docx": lambda: docx("<w:sdt><w:sdtContent>" * 400 + p("底") + (
        "</w:sdtContent></w:sdt>" * 400)),
    "tabs.txt": lambda: (b"1\t" * 90_000 + b"\n") * 9,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_within_the_limits(name):
    with pytest.raises(Unreadable) as refused:
        read_safely(HOSTILE[name](), name, limits=QUICK)

    assert refused.value.code in {
        "too_complex", "unsafe", "damaged", "too_many_pages", "no_text",
        "too_little_text",
    }  # fmt: skip
    assert refused.value.message.endswith("。")
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert used <= QUICK.memory


def test_an_external_entity_brings_nothing_in(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY, "utf-8")
    data = zipped({"word/document.xml": external_entity(secret)})

    with pytest.raises(Unreadable) as refused:
        read(data, "a.docx")

    assert refused.value.code == "unsafe"
    assert CANARY not in json.dumps(refused.value.details, ensure_ascii=False)


def test_a_page_that_names_a_file_of_this_machine_does_not_show_it(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY, "utf-8")
    page = (
        f"<body><p>{FILLER}</p><iframe src='{secret.as_uri()}'></iframe>"
        f"<img src='{secret.as_uri()}'><object data='{secret.as_uri()}'></object>"
    )

    reading = read(page.encode(), "a.html")

    assert CANARY not in str(reading)


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_cut_off_at_any_tenth_is_read_in_part_or_refused(name):
    data = WHOLE[name]

    for tenth in range(1, 10):
        outcome(data[: len(data) * tenth // 10], name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [each for each in WHOLE if each != "a.xlsx"])
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(damage=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=20))
def test_flipped_bytes_are_read_or_refused(name, damage):
    data = bytearray(WHOLE[name])
    for where, byte in damage:
        data[min(int(where * len(data)), len(data) - 1)] = byte

    outcome(bytes(data), name)


def outcome(data: bytes, name: str) -> Reading | None:
    """Read in this process, where nothing but a refusal may be raised."""
    try:
        reading = read(data, name)
    except Unreadable as refused:
        assert refused.message.endswith("。")
        return None
    assert reading.items
    return reading
