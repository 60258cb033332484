"""A row of plain text whose last cells are blank still belongs to its table."""

from disclosures.ingest.model import Grid
from disclosures.ingest.text import read_text


def test_a_label_followed_by_blank_cells_is_a_row_of_the_table():
    lines = ["一、甲收入\t12.00\t本年合计\t", "二、乙收入\t\t\t", "总计\t12.00\t总计\t"]

    (grid,) = read_text("\n".join(lines).encode("utf-8")).items

    assert isinstance(grid, Grid)
    assert (grid.rows, grid.columns) == (3, 4)
    assert [cell.text for cell in grid.cells if cell.row == 1] == [
        "二、乙收入",
        "",
        "",
        "",
    ]
