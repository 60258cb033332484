"""Whether parts give their total: exactly, but for rounding, or not."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from disclosures.figures.interval import Interval
from disclosures.figures.model import Figure


class Verdict(StrEnum):
    """How what is stated stands to what its parts give."""

    EXACT = "exact"
    TAIL = "tail"
    """Not equal, but both can round to what is written."""
    OFF = "off"


class Sum(NamedTuple):
    """A total compared: `computed` and `gap` (stated − computed) in its own unit."""

    verdict: Verdict
    computed: Decimal
    gap: Decimal


def add_up(stated: Figure, parts: Sequence[Figure]) -> Sum:
    """Compare a total with the sum of its parts, whatever units they are in."""
    exact = sum([each.value * each.scale for each in parts], Decimal(0))
    gap = abs(stated.base - exact)
    if not gap:
        verdict = Verdict.EXACT
    elif gap <= sum([each.half for each in parts], stated.half):
        # The intervals meet: each reaches half of its last digit both ways.
        verdict = Verdict.TAIL
    else:
        verdict = Verdict.OFF
    computed = exact / stated.scale
    return Sum(verdict, computed, stated.value - computed)


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
