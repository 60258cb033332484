"""Scanned pages: read by machine where that is installed, and named where not."""

import io
import re
from difflib import SequenceMatcher

import pypdfium2 as pdfium
import pytest
from reportlab.lib.utils import ImageReader

from disclosures.ingest import scan_pages, tesseract
from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Grid, Paragraph, Source, Unreadable
from disclosures.ingest.read import read
from disclosures.ingest.sandbox import read_safely
from disclosures.ingest.scan_cells import _Reading, _settled
from disclosures.ingest.scan_pages import mended, page_list
from disclosures.samples import build
from tests.conftest import absent
from tests.disclosures.ingest.builders import zipped
from tests.disclosures.ingest.pdf_builder import Pages
from tests.disclosures.ingest.scans import partly_scanned, pictures, scanned_pdf

PROSE, TABLE = 17, 5
AMOUNT = re.compile(r"-?\d[\d,]*\.\d\d%?")


@pytest.fixture(scope="module")
def sample():
    return build.document("qinghe-2025", "pdf")


@pytest.fixture
def recognising():
    if not tesseract.installed():
        absent("tesseract with chi_sim is not installed", "REQUIRE_OCR")


def alone(sample: bytes, page: int) -> bytes:
    """The sample's page `page` by itself, with its text."""
    with pdfium.PdfDocument(sample) as whole:
        one = pdfium.PdfDocument.new()
        one.import_pages(whole, [page])
        out = io.BytesIO()
        one.save(out)
        return out.getvalue()


def text_of(reading) -> str:
    lines = [each.text for each in reading.items if isinstance(each, Paragraph)]
    return "".join("".join(lines).split())


def amounts_of(reading) -> list[str]:
    cells = [c.text for g in reading.items if isinstance(g, Grid) for c in g.cells]
    return [text.replace(",", "") for text in cells if AMOUNT.fullmatch(text)]


def kept(truth, found) -> float:
    """Return the share of `truth` that `found` holds, in its order."""
    matcher = SequenceMatcher(None, truth, found, autojunk=False)
    return sum(each.size for each in matcher.get_matching_blocks()) / len(truth)


@pytest.mark.slow
@pytest.mark.parametrize("worn", [False, True], ids=["clean", "worn"])
def test_a_scanned_page_says_what_the_page_said(sample, recognising, worn):
    reading = read(scanned_pdf(sample, [PROSE], worn=worn), "a.pdf")

    truth = read(alone(sample, PROSE), "a.pdf")
    assert kept(text_of(truth), text_of(reading)) > (0.9 if worn else 0.95)
    assert {each.source for each in reading.items} == {Source.OCR}
    assert all(0 < each.confidence <= 1 for each in reading.items)
    assert [page.kind for page in reading.pages] == ["ocr"]
    assert "机器识别" in reading.notes[0]


@pytest.mark.slow
@pytest.mark.parametrize("worn", [False, True], ids=["clean", "worn"])
def test_a_scanned_table_keeps_its_cells_and_its_figures(sample, recognising, worn):
    reading = read(scanned_pdf(sample, [TABLE], worn=worn), "a.pdf")

    truth = read(alone(sample, TABLE), "a.pdf")
    (grid,) = [each for each in reading.items if isinstance(each, Grid)]
    (true,) = [each for each in truth.items if isinstance(each, Grid)]
    assert (grid.rows, grid.columns) == (true.rows, true.columns)
    assert kept(amounts_of(truth), amounts_of(reading)) > (0.9 if worn else 0.95)
    assert grid.source is Source.OCR


@pytest.mark.slow
def test_only_the_scanned_pages_are_read_by_machine(recognising):
    steps = []
    data = partly_scanned(printed(3), [1])

    reading = read_safely(data, "a.pdf", progress=lambda *step: steps.append(step))

    assert [page.kind for page in reading.pages] == ["text", "ocr", "text"]
    by_page = {(item.place.page, item.source) for item in reading.items}
    assert by_page == {(1, Source.BODY), (2, Source.OCR), (3, Source.BODY)}
    assert (scan_pages.RECOGNISING, 2, 3) in steps


def printed(count: int) -> bytes:
    """A document of so many pages with text."""
    pages = Pages()
    for number in range(count):
        if number:
            pages.new_page()
        for _ in range(3):
            pages.paragraph(
                f"第{number + 1}页：本局设办公室、财务科和水政科，全年支出与预算一致。"
            )
    return pages.saved()


def unreadable_letters(picture=None) -> bytes:
    """A page of which the text layer gives Latin letters, whatever is to be seen."""
    pages = Pages()
    canvas = pages.canvas
    if picture is not None:
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    words = canvas.beginText(60, 700)
    words.setFont("Helvetica", 10)
    words.setTextRenderMode(0 if picture is None else 3)
    for _ in range(8):
        words.textLine("what the letters say is not what is printed on the page")
    canvas.drawText(words)
    return pages.saved()


@pytest.mark.slow
def test_a_page_with_a_text_layer_of_rubbish_is_read_by_machine(sample, recognising):
    (picture,) = pictures(sample, [PROSE])

    reading = read(unreadable_letters(picture), "a.pdf")

    assert [page.kind for page in reading.pages] == ["ocr"]
    assert "青禾区" in text_of(reading)
    assert "letters" not in text_of(reading)


@pytest.mark.slow
def test_a_page_in_another_language_keeps_its_text(recognising):
    reading = read(unreadable_letters(), "a.pdf")

    assert [page.kind for page in reading.pages] == ["garbled"]
    assert "letters" in text_of(reading)
    assert {item.source for item in reading.items} == {Source.BODY}


@pytest.mark.slow
def test_a_scan_in_an_archive_may_take_its_time(sample, recognising):
    steps = []
    data = zipped({"决算.pdf": scanned_pdf(sample, [PROSE])})

    reading = read_safely(data, "a.zip", progress=lambda *each: steps.append(each))

    assert (scan_pages.RECOGNISING, 1, 1) in steps
    assert {item.source for item in reading.items} == {Source.OCR}


@pytest.fixture
def without(monkeypatch):
    monkeypatch.setattr(tesseract, "installed", lambda: False)


def test_without_the_program_a_scanned_page_is_named_where_it_stands(without):
    reading = read(partly_scanned(printed(3), [1]), "a.pdf")

    assert [page.kind for page in reading.pages] == ["text", "scan", "text"]
    sources = [item.source for item in reading.items]
    assert sources.count(Source.UNREAD) == 1
    assert sources.index(Source.UNREAD) not in (0, len(sources) - 1)
    (missing,) = [i for i in reading.items if i.source is Source.UNREAD]
    assert missing.text == "【第 2 页是扫描图像，没有读取】"
    assert missing.place.page == 2
    assert any("第 2 页" in n and "没有安装文字识别程序" in n for n in reading.notes)


def test_a_document_of_nothing_but_scans_is_refused_without_the_program(
    sample, without
):
    with pytest.raises(Unreadable) as refused:
        read(scanned_pdf(sample, [TABLE]), "a.pdf")
    assert refused.value.code == "no_text"


def test_a_page_that_takes_too_long_is_left_unread(recognising):
    data = partly_scanned(printed(2), [1])

    for limits in (Limits(page_recognition=0.01), Limits(recognition=0.0)):
        reading = read(data, "a.pdf", limits)

        assert any("限定时间" in note for note in reading.notes)
        assert reading.items[-1].source is Source.UNREAD


@pytest.mark.parametrize(
    ("read_as", "printed"),
    [
        ("支出 1.302. 60万元", "支出 1,302.60万元"),
        ("《二)项目支出", "（二）项目支出"),
        ("部门:青禾区,见下表:", "部门：青禾区，见下表："),
        ("《预算法》12:30", "《预算法》12:30"),
    ],
)
def test_signs_are_mended_and_letters_left(read_as, printed):
    assert mended(read_as) == printed


def test_pages_are_listed_in_runs():
    assert page_list([1, 2, 3, 5, 8, 9]) == "1-3、5、8-9"


@pytest.mark.parametrize(
    ("first", "second", "text", "sure"),
    [
        ("1,234.50", "1,234.50", "1,234.50", True),
        ("1，234。50", "1,234.50", "1,234.50", True),
        ("]148.75", "148.75", "148.75", True),
        ("59.20", "55.20", "55.20", False),
        ("12.30", "12..3", "12.30", False),
        ("1-2", "1.-", "1-2", False),
    ],
)
def test_a_figure_is_sure_where_two_readings_agree(first, second, text, sure):
    settled = _settled(_Reading(first, 80.0), _Reading(second, 80.0))

    assert settled.text == text
    assert (settled.confidence >= 90) is sure
    assert sure or settled.confidence <= 40
