"""PC010: a rate of execution agrees with the change against the same plan."""

from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.model import Change, Rate, SectionFigures
from disclosures.figures.movement import base_of
from disclosures.figures.ratios import Fit, Ratio, middle, ratio
from disclosures.figures.words import period_of

_PLANS = ("年初预算", "全年预算")


@rule(
    "PC010",
    "执行率与对预算的增减相符",
    severity=Severity.ERROR,
    needs=("rates",),
)
def rate_from_change(material: Material) -> Iterator[Outcome]:
    """没有写预算数的，执行率与“比预算增减多少”推算出来的一致。

    Why: 预算数虽没有写，由决算数和增减额就能算出，执行率与它不符必有一处写错。
    Fails: 支出决算40万元，比预算减少10万元，预算执行率90%。
    Passes: 支出决算40万元，比预算减少10万元，预算执行率80%。
    """
    for each in material.read.rates:
        if each.base is not None:
            continue
        change = _against_plan(material.read, each)
        base = base_of(change) if change is not None else None
        if change is None or change.amount is None or base is None:
            continue
        result = ratio(each.percent, each.now.interval, base)
        if result is None:
            continue
        marks = (mark(each.percent), mark(each.now), mark(change.amount))
        if result.fit is Fit.MEETS:
            yield Looked(marks)
        else:
            planned = number(middle(base) / each.now.scale, each.now.step)
            yield _draft(each, f"{planned}{each.now.unit}", result, change)


def _against_plan(read: SectionFigures, rate: Rate) -> Change | None:
    """Return the one change of what was executed against a plan of this year."""
    found = [
        each
        for each in read.changes
        if each.now is rate.now
        and each.amount is not None
        and period_of(each.against) in _PLANS
        and "上年" not in each.against
    ]
    return found[0] if len(found) == 1 else None


def _draft(each: Rate, planned: str, result: Ratio, change: Change) -> Draft:
    marks = [mark(each.percent), mark(each.now)]
    if change.amount is not None:
        marks.append(mark(change.amount))
    exact = number(result.rounded, each.percent.step)
    return Draft(
        message=(
            f"{each.now.subject}：由增减额推得预算数 {planned}，{written(each.now)} ÷ "
            f"{planned} × 100% = {number(result.computed)}%，应为 {exact}%，"
            f"文中为 {written(each.percent)}。"
        ),
        marks=tuple(marks),
        severity=Severity.WARNING if result.fit is Fit.CUT else None,
        stated=written(each.percent),
        expected=f"{exact}%",
        suspects=tuple(marks),
    )
