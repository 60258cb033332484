"""PC005: an average is its amount divided by its number."""

import re
from collections.abc import Iterator, Mapping, Sequence

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.model import Figure, Kind, Measure, SectionFigures
from disclosures.figures.sums import Verdict, compare
from disclosures.parse.model import Section

Facts = tuple[tuple[str, ...], tuple[Figure, ...]]
_AVERAGE = re.compile(
    r"(?:(?P<car>车均|单车平均|平均每辆车?|每辆平均)|(?P<head>人均(?=.*接待)))(?P<what>.*)$"
)
_COSTS = ("费", "支出", "接待", "用车", "均", "平均")


def gather(section: Section, read: SectionFigures) -> Facts:
    """Return the section's path and its costs, its averages, vehicles and guests."""
    kept = tuple(
        each
        for each in read.figures
        if each.table < 0
        and not each.direction
        and (
            each.unit in ("辆", "人", "人次")
            or (
                each.kind is Kind.AMOUNT
                and each.measure in (Measure.FINAL, Measure.UNKNOWN)
                and any(word in each.subject for word in _COSTS)
            )
        )
    )
    return section.path, kept


@rule(
    "PC005",
    "平均费用与总额、数量相符",
    severity=Severity.ERROR,
    scope="document",
    gather=gather,
    words=("均", "接待费", "维护费"),
    needs=("figures",),
)
def average(material: Material) -> Iterator[Outcome]:
    """车均（人均）费用等于费用总额除以辆数（人数）。

    The cost and the number are the last so called in the section or, if there is
    none, the only ones in the sections beside it.

    Why: 车辆数（人数）变了，平均数还是上一年的。
    Fails: 公务用车运行维护费6万元。公务用车保有量3辆，车均运行维护费3万元。
    Passes: 公务用车运行维护费6万元。公务用车保有量3辆，车均运行维护费2万元。
    """
    facts: Mapping[str, Facts] = material.facts
    for path, figures in facts.values():
        for index, each in enumerate(figures):
            match = _AVERAGE.search(each.subject)
            if match is None or each.kind is not Kind.AMOUNT:
                continue
            before = figures[:index]
            units = ("辆",) if match["car"] else ("人", "人次")
            count = _last([one for one in _counted(before, units) if one.value])
            amount = _last(_costs(before, match["what"])) or _only(
                one
                for other, beside in facts.values()
                if other[:-1] == path[:-1]
                for one in _costs(beside, match["what"])
            )
            if count is not None and amount is not None and count.value:
                counted = [one for one in _counted(before, units) if one.value]
                fits = (_judged(each, amount, one) for one in counted)
                good = next((one for one in fits if isinstance(one, Looked)), None)
                yield good or _judged(each, amount, count)


def _judged(each: Figure, amount: Figure, count: Figure) -> Outcome:
    exact = amount.base / count.value
    around = amount.interval.times(1 / count.value)
    result = compare(each, exact, around)
    marks = (mark(each), mark(amount), mark(count))
    if result.verdict is not Verdict.OFF:
        return Looked(marks)
    computed = number(round(result.computed, 4), each.step)
    return Draft(
        message=(
            f"{each.subject}：{written(amount)} ÷ {written(count)} = {computed}"
            f"{each.unit}，文中为 {written(each)}。"
        ),
        marks=marks,
        stated=written(each),
        expected=f"{computed}{each.unit}",
        suspects=marks,
    )


def _counted(before: Sequence[Figure], units: tuple[str, ...]) -> list[Figure]:
    return [each for each in before if each.unit in units]


def _costs(before: Sequence[Figure], what: str) -> list[Figure]:
    """Return the amounts so called; with nothing named, those of vehicles."""
    return [
        each
        for each in before
        if each.kind is Kind.AMOUNT
        and (each.subject.endswith(what) if what else "用车" in each.subject)
        and not _AVERAGE.search(each.subject)
    ]


def _last(found: Sequence[Figure]) -> Figure | None:
    return found[-1] if found else None


def _only(found: Iterator[Figure]) -> Figure | None:
    """Return the first of figures that are all equal, None where they differ."""
    every = list(found)
    same = len({each.base for each in every}) == 1
    return every[0] if same else None
