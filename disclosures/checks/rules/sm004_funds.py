"""SM004: the three funds add up to all appropriations spent."""

from collections.abc import Iterator, Sequence

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import addition, number, written
from disclosures.figures.model import Figure, Kind, Measure, SectionFigures
from disclosures.figures.subjects import keys
from disclosures.figures.sums import Verdict, add_up
from disclosures.parse.model import Section

_FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
_WHOLE = ("财政拨款收入", "财政拨款支出", "收入", "支出")


def gather(section: Section, read: SectionFigures) -> tuple[Figure, ...]:
    """Return the figures of the section that name a fund's spending or the whole."""
    return tuple(
        each
        for each in read.figures
        if each.kind is Kind.AMOUNT
        and each.table < 0
        and each.measure in (Measure.FINAL, Measure.UNKNOWN)
        and (_fund(each) >= 0 or _whole(each))
    )


@rule(
    "SM004",
    "三类财政拨款支出合计等于财政拨款支出",
    severity=Severity.ERROR,
    scope="document",
    gather=gather,
    needs=("figures",),
)
def funds(material: Material) -> Iterator[Outcome]:
    """三类财政拨款支出加起来等于财政拨款支出。

    Said only where the totals of income, of spending and of appropriations are one
    and the same figure, so that nothing is carried over and nothing comes from
    elsewhere.

    Why: 三类分在三节说明，常常由三个人写。
    Fails: 本年收入、支出、财政拨款收支总计均为100万元；三项支出分别为90、5、4万元。
    Passes: 同上，三类为90、5和5。
    """
    figures = [each for facts in material.facts.values() for each in facts]
    parts = [_first(figures, each) for each in range(3)]
    whole = _agreed(figures)
    if whole is None or parts[0] is None:
        return
    found = [each for each in parts if each is not None]
    if len(found) < 3:
        return
    marks = (*(mark(each) for each in found), mark(whole))
    result = add_up(whole, found)
    if result.verdict is not Verdict.OFF:
        yield Looked(marks)
        return
    computed = number(result.computed, whole.step)
    yield Draft(
        message=(
            f"三类财政拨款支出合计 {addition(found, whole.scale)} = {computed}，与"
            f"财政拨款支出 {written(whole)} 不符，差 "
            f"{number(abs(result.gap), whole.step)}{whole.unit}。"
        ),
        marks=marks,
        stated=computed + whole.unit,
        expected=written(whole),
        suspects=marks,
    )


def _fund(figure: Figure) -> int:
    for index, each in enumerate(_FUNDS):
        if figure.subject.startswith(each) and "基本支出" not in figure.subject:
            rest = figure.subject[len(each) :]
            if rest.replace("财政", "").replace("总计", "").replace("合计", "") in (
                "拨款支出",
                "拨款本年支出",
            ):
                return index
    return -1


def _whole(figure: Figure) -> bool:
    return any(each in _WHOLE for each in keys(figure.subject))


def _first(figures: Sequence[Figure], fund: int) -> Figure | None:
    return next((each for each in figures if _fund(each) == fund), None)


def _agreed(figures: Sequence[Figure]) -> Figure | None:
    """Return the figure that stands for all income and all spending, if one does."""
    values: dict[str, set[object]] = {each: set() for each in _WHOLE}
    last = None
    for figure in figures:
        for each in keys(figure.subject):
            if each in values and _fund(figure) < 0:
                values[each].add(figure.base)
                last = figure
    seen = [each for each in values.values() if each]
    if len(seen) < 4 or len(set().union(*seen)) != 1:
        return None
    return last
