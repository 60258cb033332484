from hypothesis import given
from hypothesis import strategies as st

from reviews.web.present.differences import NumberChange, compare

TEXTS = st.text("预算支出 48.60,万元。%\n", max_size=40)


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(old, new):
    difference = compare(old, new)

    assert "".join(piece.text for piece in difference.old) == old
    assert "".join(piece.text for piece in difference.new) == new


def test_a_number_is_replaced_whole():
    difference = compare("预算为48.60万元", "预算为48.00万元")

    assert [(p.how, p.text) for p in difference.pieces] == [
        (0, "预算为"),
        (-1, "48.60"),
        (1, "48.00"),
        (0, "万元"),
    ]


def test_the_table_of_numbers_says_what_stands_before_them():
    difference = compare(
        "年初预算1,200万元，完成86.42%。", "年初预算1,300万元，完成86.06%。"
    )

    assert difference.numbers == (
        NumberChange("年初预算", "1,200", "1,300"),
        NumberChange("年初预算1,300万元，完成"[-14:], "86.42%", "86.06%"),
    )
    assert difference.words == 0


def test_changes_of_spaces_and_punctuation_alone_are_not_counted_as_words():
    assert compare("支出，其中", "支出, 其中").words == 0
    assert compare("支出增加", "支出减少").words == 1


def test_equal_texts_are_the_same():
    assert compare("支出48.60万元", "支出48.60万元").same
