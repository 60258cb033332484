"""PC007: a deviation rate in a table follows from the figures in the text."""

from collections.abc import Iterator, Mapping, Sequence

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.interval import exactly
from disclosures.figures.model import Change, Figure, Kind, SectionFigures
from disclosures.figures.ratios import HUNDRED, Fit, fit
from disclosures.figures.subjects import core
from disclosures.figures.words import period_of
from disclosures.parse.model import Section

_NAME = "预决算差异率"
Facts = tuple[tuple[Figure, ...], tuple[Change, ...]]


def gather(section: Section, read: SectionFigures) -> Facts:
    """Return the deviation rates of tables and the changes against the budget."""
    rates = tuple(
        each
        for each in read.figures
        if each.table >= 0 and each.kind is Kind.RATE and _NAME in each.subject
    )
    changes = tuple(
        each
        for each in read.changes
        if each.base is not None
        and each.now is not None
        and each.now.money
        and period_of(each.against) == "年初预算"
    )
    return rates, changes


@rule(
    "PC007",
    "预决算差异率与正文数字相符",
    severity=Severity.ERROR,
    scope="document",
    gather=gather,
    needs=("changes", "tables"),
)
def deviation(material: Material) -> Iterator[Outcome]:
    """差异率表中的数，等于正文中该项的（决算数－预算数）÷预算数。

    Why: 表和正文往往由不同的人填。舍入能够解释的作提示。
    Fails: 正文为决算数8万元、年初预算10万元；表中为-25.00%。
    Passes: 表中为-20.00%。
    """
    facts: Mapping[str, Facts] = material.facts
    changes = [each for _, found in facts.values() for each in found]
    for rates, _ in facts.values():
        for rate in rates:
            yield from _judged(rate, changes)


def _judged(rate: Figure, changes: Sequence[Change]) -> Iterator[Outcome]:
    wanted = core(rate.subject.replace(_NAME, ""))
    for each in changes:
        now, base = each.now, each.base
        if now is None or base is None or not base.value or not wanted:
            continue
        if core(now.subject) != wanted:
            continue
        exact = HUNDRED * (now.base - base.base) / base.base
        grown = now.interval.over(base.interval)
        if grown is None:
            return
        result = fit(rate, exact, grown.times(HUNDRED) - exactly(HUNDRED))
        marks = (mark(rate), mark(now), mark(base))
        if result.rounded == rate.value:
            yield Looked(marks)
            return
        cut = result.fit is Fit.CUT
        weight = Severity.WARNING if cut else None
        if result.fit is Fit.MEETS:
            cut, weight = True, Severity.INFO
        right = number(result.rounded, rate.step)
        yield Draft(
            message=(
                f"{rate.subject}：（{written(now)} − {written(base)}）÷ {written(base)}"
                f" × 100% = {number(result.computed)}%，应为 {right}%，表中为 "
                f"{written(rate)}{'（末位未四舍五入）' if cut else ''}。"
            ),
            marks=marks,
            severity=weight,
            stated=written(rate),
            expected=f"{right}%",
            suggestion=right if cut else "",
            suspects=marks,
        )
        return
