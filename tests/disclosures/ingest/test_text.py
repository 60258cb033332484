from disclosures.ingest.model import Grid, Paragraph
from disclosures.ingest.text import read_text


def items(text: str):
    return read_text(text.encode()).items


def rows(grid: Grid) -> list[list[str]]:
    found = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        found[cell.row][cell.column] = cell.text
    return found


def test_each_line_with_text_is_a_paragraph_without_blanks_at_its_ends():
    read = items("  一、概况\r\n\r\n\u3000\u3000本局设三个科室。\n")

    assert [item.text for item in read] == ["一、概况", "本局设三个科室。"]


def test_lines_of_cells_parted_by_tabs_are_a_table():
    (title, grid, after) = items("支出表\n类别\t金额\n基本\t40\n项目\t25\n以上。")

    assert isinstance(title, Paragraph) and isinstance(after, Paragraph)
    assert rows(grid) == [["类别", "金额"], ["基本", "40"], ["项目", "25"]]
    assert grid.confidence == 1.0


def test_a_line_a_cell_with_rows_parted_by_empty_lines_is_a_table():
    text = "\t差异率表\n\n\t名称\n\t差异率\n\n\t收入\n\t-2.84%\n\n\t支出\n\t\n\n\n末"

    title, grid, after = items(text)

    assert title.text == "差异率表"
    assert rows(grid) == [["名称", "差异率"], ["收入", "-2.84%"], ["支出", ""]]
    assert after.text == "末"


def test_rows_of_different_lengths_lower_the_confidence_and_lose_no_cell():
    _, grid = items("自评表\n甲\t乙\t丙\n丁\t戊\n己\t庚\t辛")

    assert grid.confidence < 1.0
    assert [cell.text for cell in grid.cells] == list("甲乙丙丁戊己庚辛")


def test_a_table_of_contents_with_tabs_stays_lines():
    read = items("目录\n第一部分 概况\t1\n一、职能\t2\n第二部分 说明\t10\n")

    assert all(isinstance(item, Paragraph) for item in read)
    assert len(read) == 4


def test_one_line_with_a_tab_is_no_table():
    (only,) = items("单位名称\t青禾区水务局")

    assert isinstance(only, Paragraph)


def test_unreadable_bytes_are_counted_in_a_note():
    data = bytearray(("青禾区水务局决算说明。" * 30).encode())
    data[50] = 0xFF

    assert "无法识别" in read_text(bytes(data)).notes[0]


def test_a_row_whose_first_cells_are_blank_is_a_row_of_its_own():
    reading = read_text(
        "收入\t\t支出\t\n拨款\t9.00\t教育\t4.00\n\t\t卫生\t\n\t\t农林\t5.00\n".encode()
    )

    (grid,) = [item for item in reading.items if isinstance(item, Grid)]
    rows = [[c.text for c in grid.cells if c.row == row] for row in range(grid.rows)]
    assert rows[2:] == [["", "", "卫生", ""], ["", "", "农林", "5.00"]]
