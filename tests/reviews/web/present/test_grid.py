"""A table as a grid of inputs, and the inputs as the table's text again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.parse.model import TableBlock, TextBlock
from disclosures.parse.stored import blocks_from_json, blocks_to_json
from reviews.web.present import editing, grid

TABLE = TableBlock(
    rows=(
        ("项目", "决算数", ""),
        ("", "合计", "其中：基本支出"),
        ("教育支出", "12.50", "10.00"),
        ("合计", "12.50", "10.00"),
    ),
    header=2,
    spans=((0, 0, 2, 1), (0, 1, 1, 2)),
)


def opened(*blocks):
    fields = editing.fields_of(blocks or (TABLE,))
    return fields, [(field, field.value) for field in fields]


def sent(cells):
    return {cell.name: cell.value for row in cells for cell in row}


def test_covered_cells_have_no_input_and_merged_ones_keep_their_size():
    _, shown = opened()
    rows = grid.grids(shown)["t0"]

    assert [[cell.name for cell in row] for row in rows[:2]] == [
        ["t0.0.0", "t0.0.1"],
        ["t0.1.1", "t0.1.2"],
    ]
    assert (rows[0][0].rows, rows[0][1].columns) == (2, 2)
    assert [cell.heading for cell in rows[1]] == [True, True]


def test_each_input_says_its_row_and_column():
    _, shown = opened()
    rows = grid.grids(shown)["t0"]

    assert rows[2][2].says == "第 3 行 教育支出，其中：基本支出"
    assert rows[0][1].says == "表头 项目，合计"
    assert rows[2][2].number and not rows[2][0].number


def test_one_changed_cell_changes_that_cell_alone():
    fields, shown = opened()
    values = sent(grid.grids(shown)["t0"]) | {"t0.2.2": "10.50"}

    [block] = editing.posted(fields, grid.gathered(fields, values))

    stored = blocks_to_json((TABLE,))[0]
    stored["table"][2][2] = "10.50"
    assert block == stored


def test_what_was_not_touched_stays_as_it_is():
    fields, shown = opened(TextBlock("说明"), TABLE)
    values = {"w0": "说明", "t1": shown[1][1], **sent(grid.grids(shown)["t1"])}

    assert blocks_from_json(editing.posted(fields, grid.gathered(fields, values))) == (
        TextBlock("说明"),
        TABLE,
    )


def test_the_whole_text_serves_as_well():
    fields, shown = opened()
    values = {"t0": shown[0][1] + "\n增加\t1\t1", **sent(grid.grids(shown)["t0"])}

    [block] = editing.posted(fields, grid.gathered(fields, values))

    assert block["table"][-1] == ["增加", "1", "1"]
    assert block["spans"] == [[0, 0, 2, 1], [0, 1, 1, 2]]


def test_both_ways_at_once_are_refused_and_nothing_is_guessed():
    fields, shown = opened()
    values = sent(grid.grids(shown)["t0"]) | {
        "t0": shown[0][1] + "\n增加\t1\t1",
        "t0.2.2": "10.50",
    }

    with pytest.raises(editing.Unfit) as refused:
        grid.gathered(fields, values)
    assert refused.value.field == "t0"


def test_a_table_of_another_shape_or_too_large_is_edited_as_text():
    fields, shown = opened()
    [(field, value)] = shown
    assert grid.grids([(field, value + "\n多\t一\t行")]) == {}

    large = TableBlock(rows=tuple(("1",) * 10 for _ in range(200)))
    assert grid.grids(opened(large)[1]) == {}
    both = opened(large, TABLE)[1]
    assert list(grid.grids(both)) == ["t1"]


def test_what_is_pasted_with_tabs_and_breaks_stays_in_its_cell():
    fields, shown = opened()
    values = sent(grid.grids(shown)["t0"]) | {"t0.2.0": "教育\t支出\r\n（类）"}

    [block] = editing.posted(fields, grid.gathered(fields, values))

    assert block["table"][2] == ["教育 支出 （类）", "12.50", "10.00"]


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        pytest.param("abXcde", ((0, 0, 2, 1), (4, 1, 2, 1)), id="one put in"),
        pytest.param("abde", ((0, 0, 2, 1), (2, 1, 2, 1)), id="one taken out"),
        pytest.param("aXbcde", ((4, 1, 2, 1),), id="inside a merged cell"),
        pytest.param("abcd", ((0, 0, 2, 1),), id="cut off below"),
        pytest.param("", (), id="nothing left"),
    ],
)
def test_merged_cells_move_with_their_rows(after, kept):
    spans = ((0, 0, 2, 1), (3, 1, 2, 1))

    assert editing.kept_spans(spans, "abcde", after) == kept


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.data())
def test_a_kept_merged_cell_never_leaves_the_table(before, after, data):
    rows = data.draw(st.integers(0, max(0, len(before) - 1)))
    spans = ((rows, 0, data.draw(st.integers(1, max(1, len(before) - rows))), 1),)
    if not before:
        return

    for row, _, height, _ in editing.kept_spans(spans, before, after):
        assert row >= 0 and row + height <= len(after)
        assert after[row : row + height] == before[rows : rows + height]
