"""Tables compared as tables: a row put in is one row; a cell that moved is none."""

import pytest

from disclosures.parse.model import TableBlock, TextBlock
from reviews.web.present.since import changed
from reviews.web.present.tables import compare

HEAD = ("科目", "预算数", "决算数")
ROWS = (
    ("办公费", "10.00", "9.50"),
    ("差旅费", "2.00", "1.00"),
    ("会议费", "3.00", "3.00"),
)


def table(rows=ROWS, head=HEAD, title="支出表"):
    return TableBlock(rows=(head, *rows), header=1, title=title)


def told(change):
    return [(row.how, row.cells[0].new or row.cells[0].old) for row in change.rows]


def test_a_row_put_in_at_the_top_is_one_added_row():
    change = compare(table(), table((("合计", "15.00", "13.50"), *ROWS)))

    assert told(change) == [("added", "合计")]
    assert (change.count("changed"), change.same) == (0, 3)


def test_a_changed_cell_is_one_changed_row_and_its_others_stay():
    rows = (ROWS[0], ("差旅费", "2.00", "1.50"), ROWS[2])
    (row,) = compare(table(), table(rows)).rows

    assert row.how == "changed"
    assert [(c.old, c.new) for c in row.cells if c.changed] == [("1.00", "1.50")]


def test_a_row_that_moved_is_not_deleted_and_added():
    change = compare(table(), table((ROWS[2], ROWS[0], ROWS[1])))

    assert told(change) == [("moved", "会议费")]


def test_a_column_put_in_leaves_the_cells_beside_it_alone():
    head = ("科目", "编码", "预算数", "决算数")
    rows = tuple((name, "x", *numbers) for name, *numbers in ROWS)

    change = compare(table(), table(rows, head))

    assert change.columns_added == ("编码",)
    assert change.rows == ()


def test_a_renamed_row_is_changed_in_its_place():
    rows = (("办公经费", "10.00", "9.50"), *ROWS[1:])

    assert told(compare(table(), table(rows))) == [("changed", "办公经费")]


@pytest.mark.parametrize(("old", "new"), [(ROWS, ()), ((), ROWS), ((), ())])
def test_tables_without_rows_are_no_fault(old, new):
    change = compare(table(old), table(new))

    assert len(change.rows) == abs(len(old) - len(new))


def test_tables_are_paired_by_their_titles():
    text = TextBlock(text="说明。")
    other = table(title="收入表")

    found = changed([text, table(), other], [text, other, table()])
    gone = changed([table(), other], [table()])

    assert found.same
    assert [(t.title, t.how) for t in gone.tables] == [("收入表", "removed")]
