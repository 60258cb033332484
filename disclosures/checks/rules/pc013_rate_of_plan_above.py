"""PC013: a rate of execution whose plan stands in a section before fits that plan."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.model import Figure, Measure, Rate, SectionFigures
from disclosures.figures.ratios import HUNDRED, Fit, ratio
from disclosures.figures.slips import alike
from disclosures.parse.model import Section

_PLANS = (Measure.ADJUSTED, Measure.INITIAL)
_LEAST = 3
_NEAR = 6
"""So many sections back, and so many plans, are looked at."""


class Facts(NamedTuple):
    """The rates whose plan the section does not give, and the plans that it gives."""

    rates: tuple[Rate, ...]
    plans: tuple[Figure, ...]


def _gather(section: Section, read: SectionFigures) -> Facts:
    changed = {id(each.now) for each in read.changes if "预算" in each.against}
    return Facts(
        tuple(
            each
            for each in read.rates
            if each.base is None and each.now.money and id(each.now) not in changed
        ),
        tuple(
            each
            for each in read.figures
            if each.money and each.table < 0 and each.measure in _PLANS
        ),
    )


@rule(
    "PC013",
    "执行率与前文预算数相符",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
    needs=("figures",),
)
def rate_of_plan_above(material: Material) -> Iterator[Outcome]:
    """本句没有写预算数的执行率，等于决算数除以前文写明的预算数。

    Said only where one slip of the pen parts the rate from what one of the nearest
    plans gives, so that another plan is not meant.

    Why: 预算数写在前一节，执行率抄错一位不容易看出来。
    Fails: 前文全年预算103.73万元；此处实际支出101.66万元，预算执行率89.00%。
    Passes: 此处预算执行率98.00%。
    """
    facts: Mapping[str, Facts] = material.facts
    rows = list(facts.values())
    for at, each in enumerate(rows):
        above = [one for row in rows[max(at - _NEAR, 0) : at + 1] for one in row.plans]
        for rate in each.rates:
            yield from _judged(rate, list(reversed(above))[:_NEAR])


def _judged(rate: Rate, plans: list[Figure]) -> Iterator[Outcome]:
    percent, now = rate.percent, rate.now
    found = [ratio(percent, now.interval, each.interval) for each in plans]
    if any(each is not None and each.fit is Fit.MEETS for each in found):
        yield LOOKED
        return
    if len(percent.text.replace(".", "")) < _LEAST:
        return
    for plan in plans:
        if not plan.value or now.base > plan.base:
            continue
        exact = f"{(HUNDRED * now.base / plan.base).quantize(percent.step):f}"
        if alike(percent.text, exact):
            marks = (mark(percent), mark(now), mark(plan))
            yield Draft(
                f"{written(now)} ÷ 前文预算数 {written(plan)} × 100% = "
                f"{number(round(HUNDRED * now.base / plan.base, 4))}%，"
                f"文中为 {written(percent)}。",
                marks,
                stated=written(percent),
                expected=f"{exact}%",
                suspects=marks,
            )
            return
