"""Rates and averages whose base is derived, or stands somewhere before."""

import pytest

from disclosures.checks.rules.pc010_rate_from_change import rate_from_change
from disclosures.checks.rules.pc011_rate_of_counts import rate_of_counts
from disclosures.checks.rules.pc012_average_of_nearest import average_of_nearest
from tests.disclosures.checks.reading import drafts, outcomes, passes

CHANGED = "接待费支出决算40.00万元，比预算数减少10.00万元，预算执行率{rate}。"
COUNTS = "受理案件6,482件，审结6,301件，结案率{rate}。"
GRANTS = "补助总额399.00万元，培训学员140名，人均补助{each}万元。"


def test_a_rate_agrees_with_the_change_against_the_plan():
    assert passes(rate_from_change, CHANGED.format(rate="80.00%"))


def test_a_rate_that_contradicts_the_change_is_found():
    (draft,) = drafts(rate_from_change, CHANGED.format(rate="90.00%"))

    assert draft.expected == "80.00%"


@pytest.mark.parametrize("rate", ["97.21%", "2.79%"])
def test_a_rate_is_of_the_counts_before_it_or_of_the_rest(rate):
    assert passes(rate_of_counts, COUNTS.format(rate=rate))


def test_a_rate_with_digits_exchanged_is_found():
    (draft,) = drafts(rate_of_counts, COUNTS.format(rate="92.71%"))

    assert draft.expected == "97.21%"


def test_a_rate_of_something_else_is_left_alone():
    assert outcomes(rate_of_counts, COUNTS.format(rate="88.50%")) == []


def test_an_average_is_the_nearest_amount_by_the_nearest_number():
    assert passes(average_of_nearest, GRANTS.format(each="2.85"))


def test_an_average_with_one_slip_is_found():
    (draft,) = drafts(average_of_nearest, GRANTS.format(each="3.85"))

    assert draft.expected == "2.85万元"


def test_counts_that_divide_evenly_are_held_to_it():
    text = "布设点位1,280个，覆盖乡镇16个，平均每个乡镇{}个。"

    assert passes(average_of_nearest, text.format(80))
    assert drafts(average_of_nearest, text.format(60))
