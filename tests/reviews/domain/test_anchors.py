"""Where a quote stands after the text has changed, and whom a text speaks to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.domain.anchors import around, locate
from reviews.domain.mentions import mentioned

TEXT = "收入合计100.00万元，其中财政拨款60.00万元；支出合计100.00万元。"
QUOTE = "合计100.00万元"


def found(text, quote, at):
    """Locate a quote taken from its place `at` of `TEXT` in another text."""
    before, after = TEXT[:at], TEXT[at + len(quote) :]
    return locate(text, quote, before[-40:], after[:40])


def test_of_two_places_the_one_with_its_surroundings_is_meant():
    first, second = TEXT.index(QUOTE), TEXT.rindex(QUOTE)

    assert found(TEXT, QUOTE, first).start == first
    assert found(TEXT, QUOTE, second).start == second
    moved = "说明：" + TEXT
    assert found(moved, QUOTE, second).start == second + 3


def test_words_that_changed_are_found_between_the_same_surroundings():
    at = TEXT.index("60.00万元")
    text = TEXT.replace("60.00", "61.50")

    place = found(text, "60.00万元", at)

    assert place.changed and text[place.start : place.end] == "61.50万元"


@pytest.mark.parametrize("text", ["", "全文已重写。", TEXT[:4]])
def test_what_is_gone_is_detached(text):
    assert found(text, "60.00万元", TEXT.index("60.00万元")) is None


def test_no_quote_stands_nowhere():
    assert locate(TEXT, "", "", "") is None
    assert around(TEXT, "没有的话") == ("", "")


@given(st.text(max_size=30), st.text(max_size=30), st.text(min_size=1, max_size=10))
def test_a_quote_that_stands_in_the_text_is_found_as_it_is(before, after, quote):
    text = before + quote + after

    place = locate(text, quote, before[-40:], after[:40])

    assert place is not None and not place.changed
    assert text[place.start : place.end] == quote


NAMES = {"王敏": [1], "王敏华": [2], "reviewer": [3], "李四": [4, 5]}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("请@王敏看", {1}),
        ("请@王敏华看", {2}),
        ("＠reviewer：", {3}),
        ("@李四", {4, 5}),
        ("写信到a@reviewer.example", set()),
        ("@ 王敏", set()),
        ("王敏", set()),
        ("@王敏@李四", {1, 4, 5}),
    ],
)
def test_who_is_spoken_to(text, people):
    assert mentioned(text, NAMES) == people
