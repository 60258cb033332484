"""CH001: the amount of a change is the difference of the two figures beside it."""

from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.interval import Interval
from disclosures.figures.model import Figure
from disclosures.figures.sums import compare


@rule("CH001", "增减额等于两数之差", severity=Severity.ERROR, needs=("changes",))
def amount_of_change(material: Material) -> Iterator[Outcome]:
    """一句话里本数、基数和增减额都有的，三者对得上。

    Why: 三个数中改了一个，另外两个没有跟着改。增减的方向由CH003检查，一处错只报一次。
    Fails: 决算数10万元，比年初预算数15万元减少4万元。
    Passes: 决算数10万元，比年初预算数15万元减少5万元。
    """
    for each in material.read.changes:
        now, base, amount = each.now, each.base, each.amount
        if now is None or base is None or amount is None:
            continue
        if now.money != base.money or now.money != amount.money:
            continue
        marks = (mark(amount), mark(now), mark(base))
        if _agrees(now, base, amount):
            yield Looked(marks)
        else:
            yield _draft(now, base, amount)


def _agrees(now: Figure, base: Figure, amount: Figure) -> bool:
    around = now.interval - base.interval
    exact = now.base - base.base
    if exact < 0:
        exact, around = -exact, -around
    size = abs(amount.base)
    half = (amount.interval.high - amount.interval.low) / 2
    return Interval(size - half, size + half).meets(around)


def _draft(now: Figure, base: Figure, amount: Figure) -> Draft:
    high, low = (now, base) if now.base >= base.base else (base, now)
    exact = compare(amount, high.base - low.base, high.interval - low.interval)
    word = "增加" if now.base > base.base else "减少"
    if now.base == base.base:
        word = "持平，即增减"
    said = f"{number(exact.computed, amount.step)}{amount.unit}"
    marks = (mark(amount), mark(now), mark(base))
    return Draft(
        message=(
            f"{now.subject}：{written(high)} − {written(low)} = {said}，应为{word} "
            f"{said}，文中增减额为 {written(amount)}。"
        ),
        marks=marks,
        stated=written(amount),
        expected=said,
        suspects=marks,
    )
