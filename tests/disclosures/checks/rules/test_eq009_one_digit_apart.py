import pytest

from disclosures.checks.rules.eq009_one_digit_apart import one_digit_apart
from tests.disclosures.checks.reading import drafts, passes

FIRST = "2025年培训费支出1,433.56万元。"


def test_the_same_amount_elsewhere_passes():
    assert passes(one_digit_apart, FIRST, "全年培训费支出1,433.56万元。")


@pytest.mark.parametrize("amount", ["1,433.65", "1,438.56"])
def test_one_slip_apart_is_found(amount):
    (draft,) = drafts(one_digit_apart, FIRST, f"全年培训费支出{amount}万元。")

    assert draft.stated == f"{amount}万元"


@pytest.mark.parametrize(
    "other",
    [
        "全年培训费支出1,208.11万元。",
        "2024年培训费支出1,433.65万元。",
        "全年会议费支出1,433.65万元。",
    ],
)
def test_another_scope_year_or_thing_is_left_alone(other):
    assert drafts(one_digit_apart, FIRST, other) == []
