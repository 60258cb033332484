"""CH007: the rate of a change fits the figure that stands in another section."""

from collections.abc import Iterator, Mapping

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.model import Change, Figure, Measure, SectionFigures
from disclosures.figures.movement import base_of, rate_of
from disclosures.figures.ratios import Fit, Ratio, middle
from disclosures.figures.subjects import core, names
from disclosures.figures.words import period_of
from disclosures.parse.model import Section

Facts = tuple[tuple[Change, ...], tuple[Figure, ...]]
_NOW = (Measure.FINAL, Measure.UNKNOWN, Measure.INITIAL)
_LEAST = 2
_FUNDS = ("财政拨款", "一般公共预算", "政府性基金", "国有资本")


def gather(section: Section, read: SectionFigures) -> Facts:
    """Return the changes whose figure the section does not give, and its amounts."""
    loose = tuple(
        each
        for each in read.changes
        if each.now is None and each.amount is not None and each.rate is not None
    )
    amounts = tuple(
        each
        for each in read.figures
        if each.money and each.table < 0 and each.measure in _NOW and each.subject
    )
    return loose, amounts


@rule(
    "CH007",
    "增减率与他处的数相符",
    severity=Severity.WARNING,
    scope="document",
    gather=gather,
    needs=("figures",),
)
def rate_elsewhere(material: Material) -> Iterator[Outcome]:
    """本节只写增减额和增减率的，与他处写明的本数相符。

    Looked at where all figures of exactly that name, of this year, are equal.

    Why: 本数写在前面的章节，增减写在后面，两处由不同的人填。
    Fails: 前文基本支出105万元；此处写基本支出增加5万元，增长6%。
    Passes: 此处写基本支出增加5万元，增长5%。
    """
    facts: Mapping[str, Facts] = material.facts
    year = str(material.context.year or "")
    planned = material.context.kind == "预算"
    amounts = [
        each
        for _, found in facts.values()
        for each in found
        if each.period in ("", year)
        and (planned or each.measure is not Measure.INITIAL)
    ]
    for change in (each for loose, _ in facts.values() for each in loose):
        now = _meant(change, amounts)
        if now is not None and period_of(change.against):
            yield from _judged(change, now)


def _meant(change: Change, amounts: list[Figure]) -> Figure | None:
    name = change.about
    if len(core(name)) < _LEAST:
        return None
    found = [
        each
        for each in amounts
        if names(name, each.subject) == 2 and _fund(each.subject) == _fund(name)
    ]
    return found[0] if len({each.base for each in found}) == 1 else None


def _fund(name: str) -> str:
    return next((each for each in _FUNDS if each in name), "")


def _judged(change: Change, now: Figure) -> Iterator[Outcome]:
    whole = change._replace(now=now)
    result, base = rate_of(whole), base_of(whole)
    if result is None or base is None or change.rate is None:
        return
    if result.fit is Fit.MEETS:
        yield LOOKED
    elif result.fit is Fit.OFF:
        yield _draft(whole, now, result)


def _draft(change: Change, now: Figure, result: Ratio) -> Draft:
    rate, amount, base = change.rate, change.amount, base_of(change)
    figures = [each for each in (rate, amount, now) if each is not None]
    marks = tuple(mark(each) for each in figures)
    exact = number(abs(result.rounded), rate.step if rate else None)
    before = number(middle(base) / now.scale, now.step) if base is not None else ""
    return Draft(
        f"{now.subject}为 {written(now)}，{written(amount) if amount else ''} ÷ "
        f"{before}{now.unit} × 100% = {number(abs(result.computed))}%，应为 {exact}%，"
        f"文中为 {written(rate) if rate else ''}。",
        marks,
        stated=written(rate) if rate else "",
        expected=f"{exact}%",
        suspects=marks,
    )
