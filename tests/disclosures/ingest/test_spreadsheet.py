import datetime
import io

import openpyxl
import pytest
from python_calamine import CalamineError

from disclosures.ingest import spreadsheet
from disclosures.ingest.limits import DEFAULT
from disclosures.ingest.model import Unreadable
from disclosures.ingest.sheet_values import text_of
from disclosures.ingest.sniff import Kind
from disclosures.ingest.spreadsheet import read_spreadsheet
from disclosures.parse.outline import outline
from tests.disclosures.ingest.builders import zipped
from tests.disclosures.ingest.hostile import far_cell, sheet, unpacked


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


def test_shares_are_written_as_they_are_shown():
    book = workbook(表=[["执行率", 0.7949, 0.5, 0.5]])
    for column, form in (("B", "0.00%"), ("C", "0%"), ("D", "0.000")):
        book["表"][f"{column}1"].number_format = form

    (grid,) = read(saved(book)).items

    assert [cell.text for cell in grid.cells] == ["执行率", "79.49%", "50%", "0.5"]


def test_hidden_rows_are_read_and_named():
    book = workbook(表=[["甲", 1], ["乙", 2]])
    book["表"].row_dimensions[2].hidden = True

    reading = read(saved(book))

    assert reading.items[0].rows == 2
    assert any("“表”有隐藏的行或列" in note for note in reading.notes)


def test_a_formula_saved_without_its_value_is_a_blank_and_named():
    book = workbook(表=[["合计", "=1+1"], ["甲", 1]])

    reading = read(saved(book))

    assert [cell.text for cell in reading.items[0].cells] == ["合计", "", "甲", "1"]
    assert any("1 个公式没有保存计算结果" in note for note in reading.notes)


def test_a_day_is_written_without_its_hour():
    assert text_of(datetime.datetime(2023, 12, 31)) == "2023-12-31"  # noqa: DTZ001


def test_two_tables_on_one_sheet_are_two_where_a_title_stands_between():
    book = workbook(
        表=[
            ["收入决算表"], ["项目", "决算数"], ["合计", 1], [],
            ["注：本表为示例。", ""], [],
            ["支出决算表"], ["单位：万元"], ["项目", "决算数"], ["基本", 2],
            [None, None], ["合计", 2],
        ]
    )  # fmt: skip

    first, second = read(saved(book)).items

    assert first.cells[0].text == "收入决算表"
    assert second.cells[0].text == "支出决算表"
    assert second.rows == 6


@pytest.mark.parametrize(
    "attributes",
    ['r="XFD1048576"', "r='XFD9'", 't="n"\n  r = "A6001"', 'r="&#88;FD9"', 'r="xfd9"'],
)
def test_a_cell_far_out_is_told_however_it_is_written(attributes):
    with pytest.raises(Unreadable) as refused:
        read(far_cell(attributes))
    assert refused.value.code == "too_complex"


def test_what_the_quick_library_takes_for_damaged_is_read_by_the_other(monkeypatch):
    def damaged(source):
        raise CalamineError("no")

    book = workbook(表=[["甲", 1.5]])
    monkeypatch.setattr(spreadsheet.CalamineWorkbook, "from_filelike", damaged)

    (grid,) = read(saved(book)).items

    assert [cell.text for cell in grid.cells] == ["甲", "1.5"]


def test_a_library_that_panics_over_a_file_calls_it_damaged(monkeypatch):
    class PanicException(BaseException):
        """As Rust's panics come to Python."""

    def panics(source):
        raise PanicException("index out of bounds")

    monkeypatch.setattr(spreadsheet.CalamineWorkbook, "from_filelike", panics)

    with pytest.raises(Unreadable) as refused:
        read(saved(workbook(表=[["甲", 1.5]])))
    assert refused.value.code == "damaged"


def test_macros_are_named_and_left_alone():
    members = unpacked(saved(workbook(表=[["甲", 1]])))

    reading = read(zipped({**members, "xl/vbaProject.bin": b"Sub Auto_Open()"}))

    assert any("宏" in note for note in reading.notes)
    assert len(reading.items) == 1


def test_a_sheet_whose_cells_say_no_place_is_read_in_order():
    (grid,) = read(sheet("<row><c><v>1</v></c><c><v>2</v></c></row>")).items

    assert [cell.text for cell in grid.cells] == ["1", "2"]
