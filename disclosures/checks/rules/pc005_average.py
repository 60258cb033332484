"""PC005: an average is its amount divided by its number."""

import re
from collections.abc import Iterator, Sequence

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.model import Figure, Kind
from disclosures.figures.sums import Verdict, compare

_AVERAGE = re.compile(r"(?:^|[,。;])?(?:车均|单车平均|每辆平均)(?P<what>.+)$")


@rule("PC005", "车均费用与总额、辆数相符", severity=Severity.ERROR)
def average(material: Material) -> Iterator[Outcome]:
    """What one vehicle costs on average equals the cost ÷ the number of vehicles.

    Why: the average is copied from the year before when the number changed.
    Fails: 公务用车运行维护费6万元。公务用车保有量3辆，车均运行维护费3万元。
    Passes: 公务用车运行维护费6万元。公务用车保有量3辆，车均运行维护费2万元。
    """
    figures = material.read.figures
    for index, each in enumerate(figures):
        match = _AVERAGE.search(each.subject)
        if match is None or each.kind is not Kind.AMOUNT:
            continue
        vehicles = _vehicles(figures[:index])
        amount = _amount(figures[:index], match["what"])
        if vehicles is not None and amount is not None and vehicles.value:
            yield _judged(each, amount, vehicles)


def _judged(each: Figure, amount: Figure, vehicles: Figure) -> Outcome:
    exact = amount.base / vehicles.value
    around = amount.interval.times(1 / vehicles.value)
    result = compare(each, exact, around)
    marks = (mark(each), mark(amount), mark(vehicles))
    if result.verdict is not Verdict.OFF:
        return Looked(marks)
    computed = number(round(result.computed, 4), each.step)
    return Draft(
        message=(
            f"{each.subject}：{written(amount)} ÷ {written(vehicles)} = {computed}"
            f"{each.unit}，文中为 {written(each)}。"
        ),
        marks=marks,
        stated=written(each),
        expected=f"{computed}{each.unit}",
        suspects=marks,
    )


def _vehicles(before: Sequence[Figure]) -> Figure | None:
    found = [each for each in before if each.unit == "辆"]
    return found[-1] if found else None


def _amount(before: Sequence[Figure], what: str) -> Figure | None:
    """Return the last final amount so called; what it changed by does not count."""
    found = [
        each
        for each in before
        if each.kind is Kind.AMOUNT
        and each.measure in ("决算", "")
        and each.subject.endswith(what)
        and not each.direction
    ]
    return found[-1] if found else None
