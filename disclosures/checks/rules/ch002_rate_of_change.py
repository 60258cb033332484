"""CH002: the rate of a change follows from its amount and its base."""

from collections.abc import Iterator
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.model import Change, Direction, Figure, Kind
from disclosures.figures.movement import base_of, rate_of
from disclosures.figures.ratios import Fit, Ratio


@rule("CH002", "增减率与增减额、基数相符", severity=Severity.ERROR, needs=("changes",))
def rate_of_change(material: Material) -> Iterator[Outcome]:
    """增减率等于增减额除以基数；没有写基数的，按本数减去增减额推算。

    What the other direction would mend is left to CH003.

    Why: 金额和比率常常不是同一次填的。末位相差1的作警告；基数为0的没有增减率。
    Fails: 支出105万元，比上年增加5万元，增长6%。
    Passes: 支出105万元，比上年增加5万元，增长5%。
    """
    for each in material.read.changes:
        rate = each.rate
        if rate is None or each.now is None or not (each.amount or each.base):
            continue
        if rate.unit.endswith("百分点"):
            yield from _points(each, rate, each.now)
            continue
        marks = tuple(mark(one) for one in _figures(each))
        base = base_of(each)
        if base is not None and base.low <= 0 <= base.high and not rate.value:
            yield Looked(marks)
            continue
        result = rate_of(each)
        if result is None:
            if base is not None and base.low == base.high == 0 and rate.value:
                yield _no_base(each, rate)
        elif result.fit is Fit.MEETS:
            yield Looked(marks)
        elif not _turned_round(each):
            yield _draft(each, rate, result)


def _points(each: Change, rate: Figure, now: Figure) -> Iterator[Outcome]:
    """Look at 由31.5%提高到33.8%，提高2.3个百分点: there the two are subtracted."""
    base = each.base
    if base is None or now.kind is not base.kind or now.kind is not Kind.RATE:
        return
    marks = (mark(rate), mark(now), mark(base))
    gap = abs(now.value - base.value)
    if abs(gap - abs(rate.value)) <= (now.step + base.step + rate.step) / 2:
        yield Looked(marks)
        return
    yield Draft(
        message=(
            f"{now.subject}：{written(now)} 与 {written(base)} 相差 "
            f"{number(gap, rate.step)}个百分点，文中为 {written(rate)}。"
        ),
        marks=marks,
        stated=written(rate),
        expected=f"{number(gap, rate.step)}个百分点",
        suspects=marks,
    )


def _turned_round(each: Change) -> bool:
    """Whether the word before the amount alone is wrong, which CH003 says."""
    if {each.direction, each.rate_direction} != {Direction.UP, Direction.DOWN}:
        return False
    result = rate_of(each._replace(direction=each.rate_direction))
    return result is not None and result.fit is Fit.MEETS


def _figures(each: Change) -> list[Figure]:
    every = (each.rate, each.amount, each.now, each.base)
    return [one for one in every if one is not None]


def _draft(each: Change, rate: Figure, result: Ratio) -> Draft:
    marks = tuple(mark(one) for one in _figures(each))
    cut = result.fit is Fit.CUT
    exact = number(abs(result.rounded), rate.step)
    return Draft(
        message=(
            f"{each.now.subject if each.now else rate.subject}：{_computation(each)} = "
            f"{number(abs(result.computed))}%，应为 {exact}%，文中为 {written(rate)}"
            f"{'（末位未四舍五入）' if cut else ''}。"
        ),
        marks=marks,
        severity=Severity.WARNING if cut else None,
        stated=written(rate),
        expected=f"{exact}%",
        suggestion=exact if cut and rate.value >= 0 else "",
        suspects=marks,
    )


def _computation(each: Change) -> str:
    now, amount, base = each.now, each.amount, each.base
    if now is None:
        return ""
    if amount is None and base is not None:
        return f"（{written(now)} − {written(base)}）÷ {written(base)} × 100%"
    if amount is None:
        return written(now)
    if base is not None:
        return f"{written(amount)} ÷ {written(base)} × 100%"
    value = abs(amount.base)
    up = each.direction is Direction.UP
    derived: Decimal = (now.base - value if up else now.base + value) / now.scale
    sign = "−" if up else "+"
    return (
        f"{written(amount)} ÷ （{written(now)} {sign} {written(amount)}，即 "
        f"{number(derived, now.step)}{now.unit}）× 100%"
    )


def _no_base(each: Change, rate: Figure) -> Draft:
    return Draft(
        message=f"{rate.subject}：基数为 0，没有增减率可言，文中为 {written(rate)}。",
        marks=tuple(mark(one) for one in _figures(each)),
        severity=Severity.WARNING,
        stated=written(rate),
    )
