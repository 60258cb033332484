"""SC002: the rate of execution and its score follow from the funds."""

from collections.abc import Iterator
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule
from disclosures.checks.self_evaluation import Entry, Funds, forms
from disclosures.figures.interval import Interval, exactly

_HUNDRED = Decimal(100)


@rule(
    "SC002",
    "自评表预算执行率",
    severity=Severity.ERROR,
    words=("得分", "评分"),
    needs=("tables",),
)
def execution(material: Material) -> Iterator[Outcome]:
    """执行率等于全年执行数除以全年预算数；执行率得分等于分值乘以执行率，不超过分值。

    Why: 执行率得分由执行率直接算出，二者不一致说明改动后没有重算。
    Fails: 预算数100、执行数80，执行率写90%。
    Passes: 执行率写80%，分值10，得分8。
    """
    for form in forms(material.section):
        if form.funds is not None:
            yield from _rate(form.funds)
            yield from _score(form.funds)


def _rate(funds: Funds) -> Iterator[Outcome]:
    budget, spent, rate = funds.budget, funds.spent, funds.rate
    if budget is None or spent is None or rate is None:
        return
    if not budget.value or spent.value is None or rate.value is None:
        return
    stated = rate.value if rate.percent else rate.value * _HUNDRED
    right = spent.value / budget.value * _HUNDRED
    if _around(rate.value, rate).meets(exactly(right if rate.percent else right / 100)):
        yield LOOKED
        return
    rounded = right.quantize(Decimal("0.01"))
    close = abs(stated - right) < Decimal("0.011")
    yield Draft(
        f"执行率应为{spent.value}÷{budget.value}×100%={rounded}%，表中为{stated}%",
        (rate.place, spent.place, budget.place),
        severity=Severity.WARNING if close else None,
        stated=rate.text.strip(),
        expected=f"{rounded}%",
        suggestion=f"{rounded}%" if rate.percent else "",
    )


def _score(funds: Funds) -> Iterator[Outcome]:
    weight, rate, score = funds.weight, funds.rate, funds.score
    if weight is None or rate is None or score is None:
        return
    if weight.value is None or rate.value is None or score.value is None:
        return
    part = rate.value / _HUNDRED if rate.percent else rate.value
    right = weight.value * min(part, Decimal(1))
    step = _step(score.value)
    if abs(score.value - right) <= step / 2:
        yield LOOKED
        return
    cut = 0 < right - score.value < step
    yield Draft(
        f"执行率得分按分值×执行率应为{weight.value}×{rate.text.strip()}={right}，"
        f"表中为{score.value}",
        (score.place, rate.place, weight.place),
        severity=Severity.INFO if cut else Severity.WARNING,
        stated=score.text.strip(),
        expected=str(right),
    )


def _around(value: Decimal, entry: Entry) -> Interval:
    half = _step(value) / 2
    return Interval(value - half, value + half)


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
