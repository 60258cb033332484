"""Tables without rules: the project's own sample, and small pages drawn for it."""

from decimal import Decimal

import pytest

from disclosures.ingest.limits import DEFAULT
from disclosures.ingest.model import Grid, Paragraph, Reading
from disclosures.ingest.pdf import read_pdf
from disclosures.parse.model import TableBlock
from disclosures.parse.outline import outline
from disclosures.samples import build, compose
from disclosures.samples.forms import pdf as form
from tests.disclosures.ingest.pdf_builder import LEFT, SIZE, Pages

RIGHT_EDGES = (300.0, 400.0, 490.0)
SMALL = 9.0


def amounts(pages: Pages, *rows: tuple[str, ...], step: float = 18.0) -> None:
    """Print rows without rules: a label flush left, amounts flush right."""
    for label, *values in rows:
        pages.canvas.setFont("STSong-Light", SMALL)
        pages.canvas.drawString(LEFT, pages.y, label)
        for edge, value in zip(RIGHT_EDGES, values, strict=False):
            pages.canvas.drawRightString(edge, pages.y, value)
        pages.y -= step


def small(pages: Pages, x: float, text: str) -> None:
    pages.canvas.setFont("STSong-Light", SMALL)
    pages.canvas.drawString(x, pages.y, text)


def grids(reading: Reading) -> list[Grid]:
    return [item for item in reading.items if isinstance(item, Grid)]


def rows_of(grid: Grid) -> list[tuple[str, ...]]:
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.text
    return [tuple(row) for row in rows]


def tables(data: bytes) -> list[TableBlock]:
    sections = outline(read_pdf(data, DEFAULT)).sections
    return [b for s in sections for b in s.blocks if isinstance(b, TableBlock)]


BODY = (
    ("一、教育支出", "120.00", "100.00", "20.00"),
    ("二、卫生健康支出", "1,030.50", "", "1,030.50"),
    ("三、农林水支出", "", "", ""),
    ("四、住房保障支出", "88.00", "88.00", ""),
    ("合计", "1,238.50", "188.00", "1,050.50"),
)


def test_amounts_in_line_are_a_table_of_low_confidence():
    pages = Pages()
    pages.paragraph("青禾区水务局的支出情况见下表。")
    amounts(pages, ("项目", "合计", "基本支出", "项目支出"), *BODY)
    pages.paragraph("以上各项支出均已按规定入账。")

    before, grid, after = read_pdf(pages.saved(), DEFAULT).items

    assert isinstance(grid, Grid)
    assert rows_of(grid) == [("项目", "合计", "基本支出", "项目支出"), *BODY]
    assert grid.confidence < 1
    assert isinstance(before, Paragraph)
    assert isinstance(after, Paragraph)


def test_each_cell_knows_its_box():
    pages = Pages()
    amounts(pages, ("项目", "合计", "基本支出", "项目支出"), *BODY)
    (grid,) = grids(read_pdf(pages.saved(), DEFAULT))

    cell = next(each for each in grid.cells if each.text == "1,050.50")

    assert cell.place.page == 1
    assert cell.place.box is not None
    left, top, right, bottom = cell.place.box
    assert left < RIGHT_EDGES[2] - 20 < RIGHT_EDGES[2] <= right + 2
    assert 0 < bottom - top < 2 * SIZE


def test_a_header_over_several_columns_spans_them():
    pages = Pages()
    small(pages, 370, "本年支出")
    pages.y -= 18
    amounts(pages, ("项目", "合计", "基本支出", "项目支出"), *BODY)

    (grid,) = grids(read_pdf(pages.saved(), DEFAULT))

    top = next(each for each in grid.cells if each.text == "本年支出")
    assert (top.row, top.column, top.columns) == (0, 1, 3)


def test_the_further_lines_of_a_label_belong_to_its_row():
    pages = Pages()
    amounts(pages, ("项目", "合计", "基本支出"), *(row[:3] for row in BODY))
    pages.y += 18
    pages.y -= 30
    amounts(pages, ("五、机关事业单位基本养老保险", "60.00", "60.00"), step=11)
    amounts(pages, ("缴费支出",), step=18)
    amounts(pages, ("六、其他支出", "1.00", "1.00"))

    (grid,) = grids(read_pdf(pages.saved(), DEFAULT))

    assert rows_of(grid)[-2][0] == "五、机关事业单位基本养老保险缴费支出"
    assert rows_of(grid)[-1] == ("六、其他支出", "1.00", "1.00")


def test_a_column_without_any_value_is_known_by_its_header():
    pages = Pages()
    rows = [(label, total, "", rest) for label, total, _, rest in BODY]
    amounts(pages, ("项目", "合计", "基本支出", "项目支出"), *rows)

    (grid,) = grids(read_pdf(pages.saved(), DEFAULT))

    assert rows_of(grid)[1] == ("一、教育支出", "120.00", "", "20.00")


def test_one_row_of_amounts_below_a_unit_line_is_a_table():
    pages = Pages()
    small(pages, LEFT, "单位：万元")
    pages.y -= 20
    for x, text in zip(
        (100, 180, 260, 340), ("合计", "因公出国", "接待", "用车"), strict=True
    ):
        small(pages, x, text)
    pages.y -= 18
    for x, text in zip(
        (100, 180, 260, 340), ("8.20", "0.00", "1.20", "7.00"), strict=True
    ):
        small(pages, x, text)

    (grid,) = grids(read_pdf(pages.saved(), DEFAULT))

    assert rows_of(grid)[1] == ("8.20", "0.00", "1.20", "7.00")


def test_a_table_goes_on_where_the_next_page_begins():
    pages = Pages()
    amounts(pages, ("项目", "合计", "基本支出", "项目支出"), *BODY[:-1])
    pages.new_page()
    amounts(pages, BODY[-1])
    pages.paragraph("以上各项支出均已按规定入账。")

    (table,) = tables(pages.saved())

    assert table.rows[-1] == BODY[-1]
    assert table.header == 1
    assert [place.page for place in table.places] == [1, 2]


def test_a_header_left_on_the_page_before_heads_the_table():
    pages = Pages()
    pages.paragraph("青禾区水务局的支出情况见下表。")
    amounts(pages, ("项目", "合计", "基本支出", "项目支出"))
    pages.new_page()
    amounts(pages, *BODY)

    (table,) = tables(pages.saved())

    assert table.rows == (("项目", "合计", "基本支出", "项目支出"), *BODY)
    assert table.header == 1


PROSE = (
    "2023年度收入总计1,020.30万元，支出总计1,020.30万元。与2022年度相比，收入增加35.20万元，"
    "增长3.57%；支出增加35.20万元，增长3.57%。",
    "其中：基本支出830.00万元，占81.35%；项目支出190.30万元，占18.65%。",
)


@pytest.mark.parametrize("times", [1, 12])
def test_running_text_full_of_amounts_is_no_table(times):
    pages = Pages()
    for text in PROSE * times:
        pages.paragraph(text)

    reading = read_pdf(pages.saved(), DEFAULT)

    assert [each.text for each in reading.items] == [*PROSE * times]


def test_a_table_of_contents_is_no_table():
    pages = Pages()
    for at, name in enumerate(("概况", "决算表", "情况说明", "名词解释"), 1):
        small(pages, LEFT, f"第{at}部分 {name}")
        pages.canvas.drawRightString(490, pages.y, str(at * 3))
        pages.y -= 20
    for text in PROSE:
        pages.paragraph(text)

    assert not grids(read_pdf(pages.saved(), DEFAULT))


@pytest.fixture(scope="module")
def unruled() -> bytes:
    """The project's sample, its tables drawn without rules."""
    drawn = form.Grid

    def without_rules(rows, colWidths, style):  # noqa: N803 - reportlab's own name
        kept = [each for each in style if each[0] != "GRID"]
        return drawn(rows, colWidths=colWidths, style=kept)

    form.Grid = without_rules
    try:
        return form.written(compose.document("qinghe-2025"))
    finally:
        form.Grid = drawn


def test_the_sample_without_rules_has_the_tables_that_it_has_with_rules(unruled):
    ruled = [t for t in tables(build.document("qinghe-2025", "pdf")) if t.title]
    found = {table.title: table for table in tables(unruled) if table.title}
    filled = [t for t in ruled if any("." in text for row in t.rows for text in row)]

    assert len(filled) == 8
    for table in filled:
        assert found[table.title].rows == table.rows
        assert found[table.title].header == table.header
        assert found[table.title].unit == table.unit


def test_a_table_left_blank_keeps_its_header(unruled):
    ruled = tables(build.document("qinghe-2025", "pdf"))
    (there,) = [t for t in ruled if t.title.startswith("九、")]
    (found,) = [t for t in tables(unruled) if t.title == there.title]

    assert found.rows[:2] == there.rows[:2]
    assert found.header == 2


def test_a_list_of_words_below_serial_numbers_is_a_table(unruled):
    ruled = tables(build.document("qinghe-2025", "pdf"))

    assert ruled[0].rows[0][0] == "序号"
    assert tables(unruled)[0].rows == ruled[0].rows


def test_pages_with_unruled_tables_are_named(unruled):
    (note,) = read_pdf(unruled, DEFAULT).notes

    assert "没有框线" in note
    assert "核对" in note


def test_no_character_is_lost_where_rules_are_missing(unruled):
    def characters(data: bytes) -> list[str]:
        items = read_pdf(data, DEFAULT).items
        texts = [i.text for i in items if isinstance(i, Paragraph)]
        texts += [c.text for i in items if isinstance(i, Grid) for c in i.cells]
        return sorted("".join("".join(texts).split()))

    assert characters(unruled) == characters(build.document("qinghe-2025", "pdf"))


def test_sums_hold_in_the_unruled_table_of_spending(unruled):
    (table,) = [t for t in tables(unruled) if t.title.endswith("、支出决算表")]

    for row in table.rows[table.header :]:
        total, *parts = [Decimal(text.replace(",", "") or 0) for text in row[2:]]
        assert total == sum(parts), row
