"""SM006: total income and total spending of one thing are the same figure."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.model import Figure, Kind, Measure

_SIDE = re.compile(r"(?P<what>.*?)(?P<side>收入|支出)(?:总计|预算总[计额])$")


@rule(
    "SM006",
    "收入总计等于支出总计",
    severity=Severity.ERROR,
    words=("计", "总额"),
    needs=("figures",),
)
def two_sides(material: Material) -> Iterator[Outcome]:
    """收入总计与支出总计（含结转结余）相等，在舍入范围之内。

    Looked at where one section states each of them once under one name.

    Why: 两个数都是同一张表的最后一行，左右必须相等。
    Fails: 财政拨款收入总计27.45万元，财政拨款支出总计27.54万元。
    Passes: 财政拨款收入总计27.45万元，财政拨款支出总计27.45万元。
    """
    sides: dict[tuple[str, str], list[Figure]] = {}
    for each in material.read.figures:
        if each.kind is not Kind.AMOUNT or each.table >= 0:
            continue
        match = _SIDE.search(each.subject)
        final = each.measure in (Measure.FINAL, Measure.UNKNOWN)
        if match and (final or "预算总" in each.subject):
            sides.setdefault((match["what"], match["side"]), []).append(each)
    for (what, side), found in sides.items():
        others = sides.get((what, "支出"), [])
        if side == "收入" and len(found) == len(others) == 1:
            yield _judged(found[0], others[0])


def _judged(income: Figure, spending: Figure) -> Outcome:
    marks = (mark(income), mark(spending))
    if income.interval.meets(spending.interval):
        return Looked(marks)
    gap = number(abs(income.base - spending.base) / income.scale, income.step)
    return Draft(
        message=(
            f"{income.subject} {written(income)} 与{spending.subject} "
            f"{written(spending)} 应当相等，差 {gap}{income.unit}。"
        ),
        marks=marks,
        stated=written(spending),
        expected=written(income),
        suspects=marks,
    )
