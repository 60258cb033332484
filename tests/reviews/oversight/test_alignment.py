"""A number is found again in the version before, whatever was written around it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.oversight.alignment import Alignment, Stretch

OLD = "收入48.60万元，支出41.31万元。\n说明一\n说明二"
PUT_IN = OLD.replace("，支出", "，其中拨款12.00万元，支出")


def before(new, number, old=OLD):
    start = new.index(number)
    found = Alignment(old, new).before(Stretch(start, start + len(number)))
    return None if found is None else old[found.start : found.end]


@pytest.mark.parametrize(
    ("new", "number", "was"),
    [
        pytest.param(OLD, "48.60", "48.60", id="untouched"),
        pytest.param("前言\n" + OLD, "41.31", "41.31", id="moved down"),
        pytest.param(OLD.replace("48.60", "48.00"), "48.00", "48.60", id="changed"),
        pytest.param(OLD.replace("48.60", "48.00"), "41.31", "41.31", id="beside it"),
        pytest.param(OLD + "\n另有3.30万元", "3.30", None, id="a line put in"),
        pytest.param(
            PUT_IN,
            "12.00",
            None,
            id="put in",
        ),
        pytest.param(
            PUT_IN,
            "41.31",
            "41.31",
            id="behind what was put in",
        ),
    ],
)
def test_where_a_number_stood(new, number, was):
    assert before(new, number) == was


def test_a_number_is_never_half_another():
    assert before("共148.60万元", "148.60", "共48.60万元") == "48.60"


LINES = st.lists(
    st.text(alphabet="收支共1234.,\t", max_size=12).filter(lambda t: "\n" not in t),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(old=LINES, new=LINES, data=st.data())
def test_every_stretch_has_an_answer_inside_the_old_text(old, new, data):
    was, now = "\n".join(old), "\n".join(new)
    if not now:
        return
    start = data.draw(st.integers(0, len(now) - 1))
    found = Alignment(was, now).before(Stretch(start, start + 1))
    if found is not None:
        assert 0 <= found.start <= found.end <= len(was)
    if was == now:
        assert found == Stretch(start, start + 1)
