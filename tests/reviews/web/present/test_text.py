from disclosures.parse.model import TableBlock, TextBlock
from reviews.web.present.text import Chip, Mark, Paragraph, Table, heading_runs, marked

BLOCKS = (
    TextBlock("支出合计500.00万元。"),
    TableBlock(
        rows=(("科目", "金额", ""), ("办公费", "9.50", "1,000")),
        header=1,
        spans=((0, 1, 1, 2),),
    ),
)


def mark(start: int, end: int, number: int = 1, severity: str = "error") -> Mark:
    return Mark(number, severity, start, end, "不符")


def test_no_character_is_lost_or_doubled():
    marks = (mark(4, 10), mark(6, 12, 2, "warning"), mark(-3, -1, 3))
    [paragraph, _table] = marked(BLOCKS, marks, (Chip(4, 10, "支出"),))

    assert isinstance(paragraph, Paragraph)
    assert "".join(run.text for run in paragraph.runs) == BLOCKS[0].text


def test_overlapping_marks_share_the_words_that_they_share():
    marks = (mark(4, 8), mark(6, 10, 2, "warning"))
    [paragraph, _table] = marked(BLOCKS, marks)

    assert isinstance(paragraph, Paragraph)
    assert [(r.text, r.numbers) for r in paragraph.runs if r.marks] == [
        ("50", "1"),
        ("0.", "1 2"),
        ("00", "2"),
    ]
    assert paragraph.runs[2].severity == "error"


def test_a_mark_in_a_table_stands_in_its_cell():
    text = "\n".join(block.text for block in BLOCKS)
    start = text.index("9.50")
    [_paragraph, table] = marked(BLOCKS, (mark(start, start + 4),))

    assert isinstance(table, Table)
    cell = table.body[0][1]
    assert [(run.text, len(run.marks)) for run in cell.runs] == [("9.50", 1)]
    assert cell.number


def test_a_spanned_position_is_left_out_and_its_cell_reaches_over_it():
    [_paragraph, table] = marked(BLOCKS)

    assert isinstance(table, Table)
    assert [(cell.rows, cell.columns) for cell in table.head[0]] == [(1, 1), (1, 2)]


def test_a_mark_before_offset_nought_stands_in_the_heading():
    heading = "二、收入情况"
    runs = heading_runs(heading, (mark(-len(heading) - 1, -len(heading) + 1),))

    assert [run.text for run in runs] == ["二、", "收入情况"]
    assert runs[0].marks and not runs[1].marks


def test_a_figure_within_a_mark_keeps_its_meaning():
    [paragraph, _table] = marked(BLOCKS, (mark(4, 12),), (Chip(4, 10, "支出合计"),))

    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs[1].chip == Chip(4, 10, "支出合计")
