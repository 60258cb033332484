"""Whether a percentage is what its numerator and denominator give."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from disclosures.figures.interval import Interval
from disclosures.figures.model import Figure

HUNDRED = Decimal(100)


class Fit(StrEnum):
    """How a stated percentage stands to the computed one."""

    MEETS = "meets"
    CUT = "cut"
    """Off by one in its last digit: cut off, or rounded the wrong way."""
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A percentage compared; `computed` in percent with six decimals."""

    fit: Fit
    computed: Decimal
    rounded: Decimal
    """The computed percentage with as many decimals as the stated one."""


def ratio(percent: Figure, part: Interval, whole: Interval) -> Ratio | None:
    """Compare a percentage with part ÷ whole; None where the whole may be 0.

    The exact quotient is taken at the middle of both intervals.
    """
    around = part.over(whole)
    if around is None:
        return None
    exact = HUNDRED * middle(part) / middle(whole)
    return fit(percent, exact, around.times(HUNDRED))


def fit(percent: Figure, exact: Decimal, around: Interval) -> Ratio:
    """Compare a stated percentage with one computed and the interval around it."""
    rounded = exact.quantize(percent.step, ROUND_HALF_UP)
    half = percent.step / 2
    stated = Interval(percent.value - half, percent.value + half)
    if stated.meets(around):
        result = Fit.MEETS
    elif stated.gap(around) <= percent.step:
        result = Fit.CUT
    else:
        result = Fit.OFF
    return Ratio(result, exact.quantize(Decimal("0.000001")), rounded)


def middle(interval: Interval) -> Decimal:
    """Return the value half-way."""
    return (interval.low + interval.high) / 2
