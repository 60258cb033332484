import io

import openpyxl
import pytest

from disclosures.ingest.limits import DEFAULT
from disclosures.ingest.model import Unreadable
from disclosures.ingest.sniff import Kind
from disclosures.ingest.spreadsheet import read_spreadsheet, text_of
from disclosures.parse.outline import outline
from tests.disclosures.ingest.builders import zipped


def workbook(**sheets: list[list[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes):
    return read_spreadsheet(data, Kind.XLSX, DEFAULT)


def test_each_sheet_is_a_table_by_its_name_and_blank_ones_are_left_out():
    book = workbook(
        收入=[["科目", "决算数"], [2010601, 12.5]], 空=[], 支出=[["合计", "1,234.50"]]
    )

    grids = read(saved(book)).items

    assert [grid.name for grid in grids] == ["收入", "支出"]
    assert [c.text for c in grids[0].cells] == ["科目", "决算数", "2010601", "12.5"]
    assert [c.text for c in grids[1].cells] == ["合计", "1,234.50"]


def test_merged_cells_are_spans():
    book = workbook(表=[["支出", None, "备注"], ["基本", "项目", None], [1, 2, "无"]])
    book["表"].merge_cells("A1:B1")
    book["表"].merge_cells("C1:C2")

    (grid,) = read(saved(book)).items

    spanned = [
        (c.text, c.rows, c.columns) for c in grid.cells if c.rows * c.columns > 1
    ]
    assert spanned == [("支出", 1, 2), ("备注", 2, 1)]


def test_hidden_sheets_are_left_out_and_a_note_says_so():
    book = workbook(明=[["甲", 1]], 暗=[["乙", 2]])
    book["暗"].sheet_state = "hidden"

    reading = read(saved(book))

    assert [grid.name for grid in reading.items] == ["明"]
    assert "隐藏" in reading.notes[0]


@pytest.mark.parametrize("far", ["XFD1", "A1048576", "XFD1048576"])
def test_a_cell_far_out_is_refused_before_anything_is_laid_out(far):
    book = workbook(表=[["甲"]])
    book["表"][far] = 1

    with pytest.raises(Unreadable) as refused:
        read(saved(book))
    assert refused.value.code == "too_complex"


def test_a_broken_workbook_is_refused():
    with pytest.raises(Unreadable) as refused:
        read(zipped({"xl/workbook.xml": "<workbook/>"}))
    assert refused.value.code == "damaged"


@pytest.mark.parametrize(
    ("value", "text"),
    [(2010601.0, "2010601"), (0.1 + 0.2, "0.3"), (-0.5, "-0.5"), (True, "是"),
     (" 甲 ", "甲"), (0.0, "0")],
)  # fmt: skip
def test_values_are_written_as_they_would_be_typed(value, text):
    assert text_of(value) == text


def test_a_workbook_alone_has_a_section_for_each_table():
    head = [["公开02表"], ["部门：青禾区水务局", None, "单位：万元"]]
    body = [["科目", "名称", "决算数"], [201, "服务", 12.3], ["合计", None, 12.3]]
    book = workbook(
        收入=[["收入决算表"], *head, *body], 支出=[["支出决算表"], *head, *body]
    )

    seen = outline(read(saved(book)))

    assert [(s.level, s.heading) for s in seen.sections] == [
        (1, "收入决算表"),
        (1, "支出决算表"),
    ]
    for section in seen.sections:
        table = section.blocks[-1]
        assert (table.title, table.unit) == (section.heading, "万元")
        assert table.rows[table.header :] == (
            ("201", "服务", "12.3"),
            ("合计", "", "12.3"),
        )


def test_a_table_without_printed_title_is_called_by_its_sheet():
    book = workbook(收入决算表=[["科目", "决算数"], ["合计", 12.3]])

    (section,) = outline(read(saved(book))).sections

    assert section.blocks[0].title == "收入决算表"
