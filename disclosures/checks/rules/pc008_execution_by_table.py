"""PC008: a rate of execution in the text follows from the table's budget."""

from collections.abc import Iterator, Mapping

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.model import Figure, Kind, Measure, Rate, SectionFigures
from disclosures.figures.ratios import Fit, ratio
from disclosures.figures.subjects import core
from disclosures.parse.model import Section

Facts = tuple[tuple[Rate, ...], tuple[Figure, ...]]


def gather(section: Section, read: SectionFigures) -> Facts:
    """Return the rates without a budget beside them, and the budgets of tables."""
    rates = tuple(each for each in read.rates if each.base is None)
    budgets = tuple(
        each
        for each in read.figures
        if each.table >= 0
        and each.kind is Kind.AMOUNT
        and each.measure is Measure.INITIAL
        and not each.subject.endswith(("合计", "小计"))
    )
    return rates, budgets


@rule(
    "PC008",
    "执行率与表中预算数相符",
    severity=Severity.ERROR,
    scope="document",
    gather=gather,
    needs=("rates", "tables"),
)
def execution_by_table(material: Material) -> Iterator[Outcome]:
    """正文没有写预算数的执行率，等于决算数除以表中的预算数。

    Looked at where one budget column of one table bears the thing's name.

    Why: “三公”经费的正文逐项写执行率，预算数在表里。
    Fails: 表中预算数10.00；公务接待费决算为8.00万元，完成预算的90%。
    Passes: 表中预算数10.00；公务接待费决算为8.00万元，完成预算的80%。
    """
    facts: Mapping[str, Facts] = material.facts
    budgets: dict[str, list[Figure]] = {}
    for _, found in facts.values():
        for each in found:
            budgets.setdefault(_key(each.subject), []).append(each)
    for rates, _ in facts.values():
        for rate in rates:
            named = budgets.get(_key(rate.now.subject), [])
            if len({each.base for each in named}) == 1:
                yield from _judged(rate, named[0])


def _key(subject: str) -> str:
    return core(subject).replace("运行维护", "运行")


def _judged(each: Rate, base: Figure) -> Iterator[Outcome]:
    result = ratio(each.percent, each.now.interval, base.interval)
    if result is None:
        return
    marks = (mark(each.percent), mark(each.now), mark(base))
    if result.fit is Fit.MEETS:
        yield Looked(marks)
        return
    cut = result.fit is Fit.CUT
    right = number(result.rounded, each.percent.step)
    yield Draft(
        message=(
            f"{each.now.subject}：{written(each.now)} ÷ 表中预算数 {written(base)} × "
            f"100% = {number(result.computed)}%，应为 {right}%，文中为 "
            f"{written(each.percent)}{'（末位未四舍五入）' if cut else ''}。"
        ),
        marks=marks,
        severity=Severity.WARNING if cut else None,
        stated=written(each.percent),
        expected=f"{right}%",
        suggestion=right if cut else "",
        suspects=marks,
    )
