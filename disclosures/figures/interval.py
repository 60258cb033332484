"""Interval arithmetic, the only tolerance there is (as in XBRL Calculations 1.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included; `low` is never above `high`."""

    low: Decimal
    high: Decimal

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def __neg__(self) -> "Interval":
        return Interval(-self.high, -self.low)

    def times(self, factor: Decimal) -> "Interval":
        """Return the interval with both ends multiplied."""
        ends = (self.low * factor, self.high * factor)
        return Interval(min(ends), max(ends))

    def over(self, other: "Interval") -> "Interval | None":
        """Return the quotient; None where the divisor may be 0."""
        if other.low <= 0 <= other.high:
            return None
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def gap(self, other: "Interval") -> Decimal:
        """Return the distance between the two; 0 where they meet."""
        return max(self.low - other.high, other.low - self.high, Decimal(0))


def exactly(value: Decimal) -> Interval:
    """Return the interval that holds one value."""
    return Interval(value, value)


def total(intervals: Iterable[Interval]) -> Interval:
    """Return the sum; 0 for none."""
    low = high = Decimal(0)
    for each in intervals:
        low += each.low
        high += each.high
    return Interval(low, high)
