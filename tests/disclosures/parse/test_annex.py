"""A spreadsheet beside a text: its tables are the text's, once, and told apart."""

import io
import zipfile
from dataclasses import replace

import pytest

from disclosures.ingest.model import Cell, Grid, Paragraph, Place, Reading
from disclosures.ingest.read import read
from disclosures.parse.model import Outline, TableBlock
from disclosures.parse.outline import outline
from disclosures.samples import build

HEAD = ("科目编码", "科目名称", "合计", "基本支出")
ROWS = (
    ("", "合计", "130.00", "30.00"),
    ("201", "一般公共服务支出", "120.00", "20.00"),
    ("221", "住房保障支出", "10.00", "10.00"),
)


def grid(*rows: tuple[str, ...], sheet: str = "", page: int | None = None) -> Grid:
    box = (10.0, 10.0, 90.0, 90.0) if page else None
    return Grid(
        cells=tuple(
            Cell(text, r, c, place=Place(page, box))
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
        ),
        rows=len(rows),
        columns=len(rows[0]),
        place=Place(page, box),
        name=sheet,
    )


def sheet(*rows: tuple[str, ...], unit: str = "单位：万元") -> Grid:
    """The table as a sheet holds it, its title and unit in rows of their own."""
    above = [("公开03表", "", "", ""), ("支出决算表", "", "", ""), (unit, "", "", "")]
    return grid(*above, HEAD, *rows, sheet="3")


def document(*items: Paragraph | Grid) -> Outline:
    return outline(Reading(format="zip", items=items))


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(text) for text in texts]


TEXT = [
    *paragraphs("第一部分 概况", "本单位负责档案的管理。", "第二部分 决算表"),
    *paragraphs("一、支出决算表", "单位：万元"),
]
AFTER = paragraphs("第三部分 情况说明", "本年支出合计130.00万元。")


def tables(found: Outline) -> list[TableBlock]:
    blocks = [b for s in found.sections for b in s.blocks]
    return [block for block in blocks if isinstance(block, TableBlock)]


def test_a_table_that_both_hold_is_there_once():
    found = document(*TEXT, grid(HEAD, *ROWS, page=3), *AFTER, sheet(*ROWS))

    (table,) = tables(found)
    assert table.places[0].page == 3
    assert found.notes == ()
    assert found.sections[-1].heading == "第三部分 情况说明"


def test_where_they_differ_the_annex_is_taken_and_the_difference_told():
    other = (*ROWS[:1], ("201", "一般公共服务支出", "120.00", "19.00"), *ROWS[2:])
    found = document(*TEXT, grid(HEAD, *ROWS, page=3), *AFTER, sheet(*other))

    (table,) = tables(found)
    assert table.rows[2][3] == "19.00"
    assert table.title == "一、支出决算表"
    assert table.places[0].page == 3
    (note,) = found.notes
    assert "支出决算表" in note
    assert "201一般公共服务支出" in note
    assert "20.00" in note and "19.00" in note


@pytest.mark.parametrize(
    ("rows", "unit"),
    [
        pytest.param(
            [
                (a, b, c.removesuffix(".00"), d.removesuffix(".00"))
                for a, b, c, d in ROWS
            ],
            "单位：万元",
            id="decimals left out",
        ),
        pytest.param(
            [(a, b, c[:-3] + "0004.20", d[:-3] + "0000") for a, b, c, d in ROWS],
            "单位：元",
            id="yuan that round to it",
        ),
        pytest.param(
            [*ROWS, ("229", "其他支出", "", "0")], "单位：万元", id="a blank row"
        ),
    ],
)
def test_other_units_decimals_and_blanks_are_no_difference(rows, unit):
    found = document(*TEXT, grid(HEAD, *ROWS, page=3), *AFTER, sheet(*rows, unit=unit))

    assert len(tables(found)) == 1
    assert found.notes == ()


def test_a_table_that_the_text_only_names_is_put_below_its_name():
    found = document(*TEXT, *AFTER, sheet(*ROWS))

    (section,) = [each for each in found.sections if each.heading == "一、支出决算表"]
    assert [
        block.rows[0] for block in section.blocks if isinstance(block, TableBlock)
    ] == [HEAD]
    assert not any("公开" in block.text for block in section.blocks)


def test_of_two_tables_with_little_in_common_both_are_kept():
    other = [("", "合计", "7.00", "1.00"), ("205", "教育支出", "7.00", "1.00")]
    found = document(*TEXT, grid(HEAD, *ROWS, page=3), *AFTER, sheet(*other))

    assert len(tables(found)) == 2
    assert "两份都保留" in found.notes[0]


def test_a_table_of_longer_name_is_another():
    title = Paragraph("二、一般公共预算财政拨款支出决算表")
    table = grid(HEAD, *ROWS, page=3)
    found = document(*TEXT[:3], title, table, *AFTER, sheet(*ROWS))

    assert found.notes == ()


def test_a_spreadsheet_alone_is_read_as_it_is():
    found = document(sheet(*ROWS), replace(sheet(*ROWS), name="4"))

    assert len(tables(found)) == 2


@pytest.mark.parametrize("form", ["pdf", "docx", "txt"])
def test_the_samples_annex_adds_nothing_to_a_text_that_has_its_tables(form):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"正文.{form}", build.document("qinghe-2025", form))
        archive.writestr("附表.xlsx", build.document("qinghe-2025", "xlsx"))

    both = outline(read(packed.getvalue(), "报送.zip"))

    text = outline(read(build.document("qinghe-2025", form), f"正文.{form}"))
    assert [each.heading for each in both.sections] == [
        each.heading for each in text.sections
    ]
    assert [each.rows for each in tables(both)] == [each.rows for each in tables(text)]
    assert both.notes == text.notes
