"""What a change says of its base and of its rate."""

from decimal import Decimal

from disclosures.figures.interval import Interval, exactly
from disclosures.figures.model import Change, Direction, Figure
from disclosures.figures.ratios import HUNDRED, Ratio, fit, middle


def signed(figure: Figure, direction: Direction) -> Interval | None:
    """Return the change's interval with its sign; None where no word gives one.

    A minus sign before the number counts as the direction of a word without one,
    and a word for a decrease before a negative number says decrease.
    """
    inner = figure.interval
    if direction is Direction.UP:
        return inner
    if direction is Direction.DOWN:
        return inner if figure.value < 0 else -inner
    if direction is Direction.NONE and figure.value < 0:
        return inner
    return None


def base_of(change: Change) -> Interval | None:
    """Return the base: as stated, else now − change; None where neither is known."""
    if change.base is not None:
        return change.base.interval
    if change.now is None or change.amount is None:
        return None
    if change.amount.money != change.now.money:
        return None
    delta = signed(change.amount, change.direction)
    return None if delta is None else change.now.interval - delta


def rate_of(change: Change) -> Ratio | None:
    """Compare the stated rate with the computed one, sizes alone.

    None where there is no base, or one that may be 0.
    """
    base, now, rate = base_of(change), change.now, change.rate
    if base is None or now is None or rate is None or base.low <= 0 <= base.high:
        return None
    if change.amount is not None:
        around = _grown(change, change.amount, now, base)
        exact = HUNDRED * abs(change.amount.base) / abs(middle(base))
    else:
        grown = now.interval.over(base)
        around = None if grown is None else grown - exactly(Decimal(1))
        exact = HUNDRED * abs(now.base - middle(base)) / abs(middle(base))
    if around is None:
        return None
    around = around.times(HUNDRED)
    if around.high + around.low < 0:
        around = -around
    return fit(_size(rate), exact, around)


def _grown(
    change: Change, amount: Figure, now: Figure, base: Interval
) -> Interval | None:
    """Return change ÷ base, the base being derived from the change if not stated.

    The change then stands above and below the line, and is taken once.
    """
    size = amount.interval if amount.value >= 0 else -amount.interval
    if change.base is not None:
        return size.over(base)
    down = signed(amount, change.direction) != amount.interval or amount.value < 0
    sign = 1 if down else -1
    low = now.interval.high + sign * size.low
    high = now.interval.low + sign * size.high
    if low <= 0 or high <= 0:
        return size.over(base)
    return Interval(size.low / low, size.high / high)


def _size(rate: Figure) -> Figure:
    if rate.value >= 0:
        return rate
    return Figure(
        rate.text,
        -rate.value,
        rate.unit,
        rate.step,
        rate.kind,
        rate.section,
        rate.start,
        rate.end,
    )
