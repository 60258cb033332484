"""PC003: the shares of a complete list add up to one hundred per cent."""

from collections.abc import Iterator
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number
from disclosures.figures.interval import exactly, total
from disclosures.figures.model import Figure, Share
from disclosures.figures.ratios import HUNDRED
from disclosures.figures.sums import Verdict, add_up


@rule("PC003", "各项占比合计为100%", severity=Severity.WARNING, needs=("shares",))
def shares_of_hundred(material: Material) -> Iterator[Outcome]:
    """构成总数的各项占比加起来等于100%，在舍入范围之内。

    Why: 一组占比是连起来读的，加起来是100.07%就说明其中有错。
    Fails: 支出100万元，其中：教育支出40万元，占41%；住房支出60万元，占60%。
    Passes: 支出100万元，其中：教育支出40万元，占40%；住房支出60万元，占60%。
    """
    shares = {id(each.part): each for each in material.read.shares}
    for each in material.read.totals:
        found = [shares[id(one)] for one in each.parts if id(one) in shares]
        if len(found) < 2 or len(found) < len(each.parts):
            continue
        if len({one.of for one in found}) > 1:
            continue
        if add_up(each.total, each.parts).verdict is Verdict.OFF:
            continue
        if any(not _of_total(one, each.total) for one in found):
            continue
        yield _judged(found)


def _of_total(share: Share, whole: Figure) -> bool:
    return share.whole is None or share.whole.base == whole.base


def _judged(found: list[Share]) -> Outcome:
    percents = [each.percent for each in found]
    marks = tuple(mark(each) for each in percents)
    computed = sum((each.value for each in percents), Decimal(0))
    if total(each.interval for each in percents).meets(exactly(HUNDRED)):
        return Looked()
    said = " + ".join(number(each.value, each.step) for each in percents)
    return Draft(
        message=f"各项占比合计 {said} = {number(computed)}%，不等于 100%。",
        marks=marks,
        stated=f"{number(computed)}%",
        expected="100%",
        suspects=marks,
    )
