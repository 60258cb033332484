import io

import pytest

from disclosures.ingest import tesseract
from disclosures.ingest.limits import DEFAULT, Limits
from disclosures.ingest.model import Grid, Paragraph, Unreadable
from disclosures.ingest.pdf import read_pdf
from tests.disclosures.ingest.pdf_builder import Pages

SENTENCES = (
    "青禾区水务局负责全区河道、水库和供水设施的建设与养护，组织编制水资源规划并监督实施，"
    "承担防汛抗旱的日常工作，指导各镇做好农田灌溉和饮水安全工作。",
    "主要原因是当年新增泵站两座，运行费用相应增加，同时压减了一般性支出。",
)


def read(data: bytes, limits: Limits = DEFAULT):
    return read_pdf(data, limits)


def paragraphs(data: bytes) -> list[str]:
    return [each.text for each in read(data).items if isinstance(each, Paragraph)]


def test_lines_are_joined_into_paragraphs_over_lines_and_pages():
    pages = Pages()
    written = [SENTENCES[i % 2] for i in range(24)]
    for text in written:
        pages.paragraph(text)

    reading = read(pages.saved())

    assert [each.text for each in reading.items] == written
    assert len(reading.pages) > 1


def test_headers_footers_and_page_numbers_are_left_out():
    pages = Pages(header="青禾区水务局2023年度部门决算", footer=True)
    written = [SENTENCES[i % 2] for i in range(40)]
    for text in written:
        pages.paragraph(text)

    assert paragraphs(pages.saved()) == written


def test_a_heading_stays_apart_and_a_centred_title_says_so():
    pages = Pages()
    pages.centred("第一部分 概况")
    pages.paragraph("一、主要职能")
    for text in SENTENCES:
        pages.paragraph(text)

    items = read(pages.saved()).items

    assert [each.text for each in items][1:] == ["一、主要职能", *SENTENCES]
    assert "".join(items[0].text.split()) == "第一部分概况"
    assert [each.centred for each in items[:2]] == [True, False]


def test_a_ruled_table_is_a_grid_in_its_place_and_its_text_is_not_read_twice():
    pages = Pages()
    pages.paragraph(SENTENCES[0])
    pages.table([["项目", "决算数"], ["基本支出", "1,234.50"], ["合计", ""]])
    pages.paragraph(SENTENCES[1])

    before, grid, after = read(pages.saved()).items

    assert (before.text, after.text) == SENTENCES
    assert isinstance(grid, Grid)
    assert [(c.row, c.column, c.text) for c in grid.cells] == [
        (0, 0, "项目"), (0, 1, "决算数"), (1, 0, "基本支出"), (1, 1, "1,234.50"),
        (2, 0, "合计"), (2, 1, ""),
    ]  # fmt: skip
    left, top, right, bottom = grid.cells[3].place.box
    assert 190 < left < right < 300 and 0 < top < bottom < 842


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_displayed(turn):
    straight, turned = Pages(), Pages()
    turned.canvas.setPageRotation(turn)
    if turn == 90:
        turned.canvas.translate(595.28, 0)
        turned.canvas.rotate(90)
    elif turn == 180:
        turned.canvas.translate(595.28, 841.89)
        turned.canvas.rotate(180)
    else:
        turned.canvas.translate(0, 841.89)
        turned.canvas.rotate(270)
    for pages in (straight, turned):
        pages.canvas.scale(0.7, 0.7)
        pages.paragraph(SENTENCES[1])
        pages.table([["项目", "决算数"], ["合计", "12.30"]])

    def said(pages: Pages) -> list[object]:
        return [
            each.text if isinstance(each, Paragraph) else [c.text for c in each.cells]
            for each in read(pages.saved()).items
        ]

    assert said(turned) == said(straight)


def test_every_block_knows_its_page_and_box():
    pages = Pages()
    pages.paragraph(SENTENCES[0])
    pages.new_page()
    pages.paragraph("二、" + SENTENCES[1])

    places = [each.place for each in read(pages.saved()).items]

    assert [place.page for place in places] == [1, 2]
    assert all(0 < p.box[0] < p.box[2] <= 595 for p in places)
    assert all(0 < p.box[1] < p.box[3] <= 842 for p in places)


def test_a_password_is_asked_for_in_a_sentence():
    data = Pages(encrypt="secret")
    data.paragraph(SENTENCES[0])

    with pytest.raises(Unreadable) as refused:
        read(data.saved())
    assert refused.value.code == "encrypted"


def test_pages_without_text_are_refused_when_there_is_nothing_else():
    with pytest.raises(Unreadable) as refused:
        read(Pages().saved())
    assert refused.value.code == "no_text"


def test_a_scanned_page_among_others_is_named(monkeypatch):
    monkeypatch.setattr(tesseract, "installed", lambda: False)
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    pages = Pages()
    pages.paragraph(SENTENCES[0])
    pages.new_page()
    picture = io.BytesIO()
    Image.new("L", (60, 80), 128).save(picture, "PNG")
    picture.seek(0)
    pages.canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)

    reading = read(pages.saved())

    assert [page.kind for page in reading.pages] == ["text", "scan"]
    assert "第 2 页" in reading.notes[0]


def test_too_many_pages_and_characters_are_refused():
    pages = Pages()
    for _ in range(3):
        pages.paragraph(SENTENCES[0])
        pages.new_page()
    data = pages.saved()

    for limits, code in (
        (Limits(pages=2), "too_many_pages"),
        (Limits(page_characters=10), "too_complex"),
        (Limits(page_objects=0), "too_complex"),
    ):
        with pytest.raises(Unreadable) as refused:
            read(data, limits)
        assert refused.value.code == code


def test_progress_counts_the_pages():
    pages = Pages()
    pages.paragraph(SENTENCES[0])
    pages.new_page()
    pages.paragraph(SENTENCES[1])
    said: list[tuple[str, int, int]] = []

    read_pdf(pages.saved(), DEFAULT, lambda *step: said.append(step))

    assert said == [("pages", 1, 2), ("pages", 2, 2)]
