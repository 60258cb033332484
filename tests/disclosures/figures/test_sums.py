"""Sums: judged by their exact values, as the intervals would judge them."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from disclosures.figures.interval import total
from disclosures.figures.model import Figure, Kind
from disclosures.figures.sums import Verdict, add_up, compare

KINDS = st.sampled_from([Kind.AMOUNT, Kind.COUNT, Kind.SHARE])
SCALES = st.sampled_from([Decimal(1), Decimal(10_000)])


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    step = Decimal(1).scaleb(-draw(st.integers(0, 3)))
    value = draw(st.integers(-40, 40)) * step
    return Figure(
        str(value), value, "", step, draw(KINDS), "s1", 0, 1, scale=draw(SCALES)
    )


@given(figures(), st.lists(figures(), min_size=1, max_size=4))
def test_a_sum_holds_where_its_interval_meets_that_of_its_parts(stated, parts):
    exact = sum((each.base for each in parts), Decimal(0))
    around = total(each.interval for each in parts)

    assert add_up(stated, parts) == compare(stated, exact, around)


@given(figures(), figures())
def test_only_equal_values_are_an_exact_sum(stated, part):
    verdict = add_up(stated, [part]).verdict

    assert (verdict is Verdict.EXACT) == (stated.base == part.base)
