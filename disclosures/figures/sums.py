"""Whether parts give their total: exactly, but for rounding, or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from disclosures.figures.interval import Interval, total
from disclosures.figures.model import Figure


class Verdict(StrEnum):
    """How what is stated stands to what its parts give."""

    EXACT = "exact"
    TAIL = "tail"
    """Not equal, but both can round to what is written."""
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Sum:
    """A total compared: `computed` and `gap` (stated − computed) in its own unit."""

    verdict: Verdict
    computed: Decimal
    gap: Decimal


def add_up(stated: Figure, parts: Sequence[Figure]) -> Sum:
    """Compare a total with the sum of its parts, whatever units they are in."""
    exact = sum((each.base for each in parts), Decimal(0))
    return compare(stated, exact, total(each.interval for each in parts))


def compare(stated: Figure, exact: Decimal, around: Interval) -> Sum:
    """Compare a figure with a value computed, and with the interval around that."""
    computed = exact / stated.scale
    if stated.base == exact:
        verdict = Verdict.EXACT
    elif stated.interval.meets(around):
        verdict = Verdict.TAIL
    else:
        verdict = Verdict.OFF
    return Sum(verdict, computed, stated.value - computed)


def step_interval(written: str) -> Interval:
    """Return what a number as written stands for: half of its last digit both ways."""
    value = Decimal(written)
    half = Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2
    return Interval(value - half, value + half)
