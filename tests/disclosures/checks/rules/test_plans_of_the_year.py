"""Plans at the start, changes of them, and rates of plans told before."""

import pytest

from disclosures.checks.rules.pc013_rate_of_plan_above import rate_of_plan_above
from disclosures.checks.rules.sm012_adjusted_budget import adjusted_budget
from tests.disclosures.checks.reading import drafts, passes

PLANS = "年初预算90.00万元，年中{change}万元，调整后预算{whole}万元。"
ABOVE = "全年预算数为103.73万元。"
HERE = "2025年实际支出101.66万元，预算执行率{rate}。"


@pytest.mark.parametrize(
    ("change", "whole"), [("追加10.00", "100.00"), ("调减10.00", "80.00")]
)
def test_what_was_added_or_taken_makes_the_whole_years_plan(change, whole):
    assert passes(adjusted_budget, PLANS.format(change=change, whole=whole))


def test_a_plan_that_does_not_follow_is_found():
    (draft,) = drafts(adjusted_budget, PLANS.format(change="追加15.00", whole="100.00"))

    assert (draft.stated, draft.expected) == ("100.00万元", "105万元")


def test_a_rate_of_the_plan_above_passes():
    assert passes(rate_of_plan_above, ABOVE, HERE.format(rate="98.00%"))


def test_a_rate_one_slip_off_is_found():
    (draft,) = drafts(rate_of_plan_above, ABOVE, HERE.format(rate="89.00%"))

    assert draft.expected == "98.00%"


def test_a_rate_of_another_plan_is_left_alone():
    assert drafts(rate_of_plan_above, ABOVE, HERE.format(rate="76.50%")) == []
