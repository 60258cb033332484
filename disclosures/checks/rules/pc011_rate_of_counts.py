"""PC011: a rate right behind two counts of one unit is theirs."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.model import Figure, Kind
from disclosures.figures.ratios import HUNDRED
from disclosures.figures.slips import alike

_RATE = re.compile(r"率(?:为|达到?|是|[: ])*$")
_BROKEN = re.compile(r"[。;\n]")
_LEAST = 3
"""So many digits that agreeing in all but one is hardly chance."""


@rule("PC011", "比率与前面两个数量相符", severity=Severity.WARNING, needs=("figures",))
def rate_of_counts(material: Material) -> Iterator[Outcome]:
    """紧跟在两个同单位数量之后的比率，是这两个数量之比，或者是它的余数。

    Said only where one slip of the pen parts the rate from what the counts give:
    then nothing else can have been meant.

    Why: 数量改了，比率没有重算；或者比率抄错一位。
    Fails: 受理案件6,482件，审结6,301件，结案率92.71%。
    Passes: 同上，结案率97.21%。
    """
    figures, text = material.read.figures, material.read.plain
    for index, each in enumerate(figures):
        if each.kind is not Kind.RATE or index < 2 or each.table >= 0:
            continue
        one, another = figures[index - 2 : index]
        if not _counts(one, another) or _BROKEN.search(text[one.end : each.start]):
            continue
        if not _RATE.search(text[another.end : each.start]):
            continue
        yield from _judged(each, one, another)


def _counts(one: Figure, another: Figure) -> bool:
    alike_kind = one.kind is another.kind is Kind.COUNT and one.unit == another.unit
    return alike_kind and bool(one.value) and bool(another.value)


def _judged(rate: Figure, one: Figure, another: Figure) -> Iterator[Outcome]:
    low, high = sorted((one.value, another.value))
    share = HUNDRED * low / high
    possible = (share, HUNDRED - share, HUNDRED * high / low)
    marks = (mark(rate), mark(one), mark(another))
    if any(abs(each - rate.value) <= rate.step / 2 for each in possible):
        yield LOOKED
        return
    meant = _slipped(rate, possible[:2])
    if meant is None:
        return
    exact = number(meant.quantize(rate.step), rate.step)
    yield Draft(
        f"{written(another)}与{written(one)}之比为 {number(round(meant, 6))}%，应为 "
        f"{exact}%，文中为 {written(rate)}。",
        marks,
        stated=written(rate),
        expected=f"{exact}%",
        suspects=marks,
    )


def _slipped(rate: Figure, possible: Sequence[Decimal]) -> Decimal | None:
    if len(rate.text.replace(".", "")) < _LEAST:
        return None
    return next(
        (
            each
            for each in possible
            if alike(rate.text, f"{each.quantize(rate.step):f}")
        ),
        None,
    )
