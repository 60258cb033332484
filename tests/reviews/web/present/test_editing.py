import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.parse.model import Block, TableBlock, TextBlock
from disclosures.parse.stored import blocks_to_json
from reviews.web.present.editing import Unfit, fields_of, locate, posted

WORDS = st.text(st.characters(exclude_characters="\r\n"), max_size=20)
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(WORDS, min_size=width, max_size=width).map(tuple),
        min_size=1,
        max_size=3,
    ).map(lambda rows: TableBlock(rows=tuple(rows)))
)
BLOCKS = st.lists(st.one_of(WORDS.map(TextBlock), TABLES), max_size=5)

TABLE = TableBlock(
    rows=(("科目", "金额"), ("办公费", "9.50")),
    title="支出表",
    unit="万元",
    header=1,
    spans=((0, 0, 2, 1),),
)
SECTION: tuple[Block, ...] = (TextBlock("第一段。"), TextBlock("第二段。"), TABLE)


@given(BLOCKS)
def test_what_is_not_touched_stays_to_the_letter(blocks):
    fields = fields_of(blocks)
    sent = {field.name: field.value.replace("\n", "\r\n") for field in fields}

    assert list(posted(fields, sent)) == blocks_to_json(blocks)


@given(BLOCKS)
def test_each_field_knows_where_it_begins(blocks):
    text = "\n".join(block.text for block in blocks)

    for field in fields_of(blocks):
        if field.kind == "words":
            assert text[field.start : field.start + len(field.value)] == field.value


def test_paragraphs_together_make_one_field_and_a_table_its_own():
    fields = fields_of(SECTION)

    assert [(f.kind, f.value) for f in fields] == [
        ("words", "第一段。\n第二段。"),
        ("cells", "科目\t金额\n办公费\t9.50"),
    ]


def test_a_new_line_is_a_new_paragraph_and_blank_lines_are_dropped():
    fields = fields_of(SECTION[:2])

    made = posted(fields, {"w0": "第一段。\r\n\r\n插入一段。\r\n第二段。\r\n"})

    assert made == ({"p": "第一段。"}, {"p": "插入一段。"}, {"p": "第二段。"})


def test_a_changed_cell_keeps_the_table_s_title_unit_and_spans():
    made = posted(fields_of(SECTION), {"t1": "科目\t金额\n办公费\t9.60"})

    assert made[2] == {
        "table": [["科目", "金额"], ["办公费", "9.60"]],
        "title": "支出表",
        "unit": "万元",
        "header": 1,
        "spans": [[0, 0, 2, 1]],
    }


def test_an_added_row_ends_the_spans_and_short_rows_are_filled():
    made = posted(fields_of(SECTION), {"t1": "科目\t金额\n办公费\t9.60\n差旅费"})

    assert made[2]["table"][2] == ["差旅费", ""]
    assert "spans" not in made[2]


def test_a_row_with_too_many_cells_is_named():
    with pytest.raises(Unfit) as refused:
        posted(fields_of(SECTION), {"t1": "科目\t金额\n办公费\t9.60\t多出"})

    assert (refused.value.field, refused.value.says[:5]) == ("t1", "第 2 行")


def test_an_offset_is_found_in_its_field():
    fields = fields_of(SECTION)
    text = "\n".join(block.text for block in SECTION)

    field, at = locate(fields, text.index("9.50"))

    assert field.value[at : at + 4] == "9.50"
    assert locate(fields, len(text) + 5) is None


def test_a_section_without_text_can_be_written():
    assert posted(fields_of(()), {"w0": "补充说明。"}) == ({"p": "补充说明。"},)
