from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.figures.interval import Interval, exactly, total

NUMBERS = st.decimals(-1000, 1000, places=3, allow_nan=False)
INTERVALS = st.tuples(NUMBERS, NUMBERS).map(lambda ends: Interval(*sorted(ends)))


def interval(low: str, high: str) -> Interval:
    return Interval(Decimal(low), Decimal(high))


@given(INTERVALS, INTERVALS)
def test_a_sum_of_members_is_a_member_of_the_sum(one: Interval, other: Interval):
    assert (one + other).meets(exactly(one.low + other.high))
    assert (one - other).meets(exactly(one.high - other.low))


@given(INTERVALS, INTERVALS)
def test_two_intervals_meet_where_no_gap_is_between_them(
    one: Interval, other: Interval
):
    assert one.meets(other) == (one.gap(other) == 0)
    assert one.gap(other) == other.gap(one)


@given(INTERVALS, INTERVALS.filter(lambda each: each.low > 0))
def test_a_quotient_of_members_is_a_member_of_the_quotient(
    one: Interval, other: Interval
):
    quotient = one.over(other)
    assert quotient is not None
    assert quotient.meets(exactly(one.low / other.high))
    assert quotient.meets(exactly(one.high / other.low))


def test_what_may_be_zero_divides_nothing():
    assert interval("1", "2").over(interval("-1", "1")) is None


def test_ends_that_touch_meet():
    assert interval("0", "1").meets(interval("1", "2"))
    assert interval("0", "1").gap(interval("1.5", "2")) == Decimal("0.5")


@pytest.mark.parametrize(
    ("factor", "low", "high"), [("2", "2", "6"), ("-1", "-3", "-1")]
)
def test_a_factor_keeps_the_ends_in_order(factor: str, low: str, high: str):
    assert interval("1", "3").times(Decimal(factor)) == interval(low, high)


def test_the_sum_of_nothing_is_zero():
    assert total([]) == exactly(Decimal(0))
