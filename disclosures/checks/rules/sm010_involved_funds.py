"""SM010: the funds that evaluated projects involve are those of the projects told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from disclosures.checks.enumerators import enumerator
from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, mark, rule
from disclosures.checks.wording import addition, number, written
from disclosures.figures.model import Figure, Kind, Measure, SectionFigures
from disclosures.figures.sums import Verdict, add_up
from disclosures.parse.model import Section

_INVOLVED = re.compile(r"涉及[^。;,\d]{0,14}$")
_PROJECTS = re.compile(r"(\d{1,3})个[^。;,\d]{0,8}项目")
_LINE = re.compile(r"[^\n]+")
_TELLS = re.compile(r"项目|自评")
_MOST = 12

Item = tuple[Figure | None, Figure | None]
"""A project's plan and what was spent on it; None where it does not tell."""


class Facts(NamedTuple):
    """What is said to be involved, of how many projects, and the lists of items."""

    involved: tuple[tuple[Figure, int], ...]
    runs: tuple[tuple[Item, ...], ...]


def _gather(section: Section, read: SectionFigures) -> Facts:
    involved = []
    for each in read.figures:
        if not each.money or each.table >= 0:
            continue
        sentence = re.split(r"[。\n]", read.plain[: each.start])[-1]
        counted = _PROJECTS.findall(sentence)
        if counted and _INVOLVED.search(sentence):
            involved.append((each, int(counted[-1])))
    return Facts(tuple(involved), tuple(_runs(read)))


def _runs(read: SectionFigures) -> Iterator[tuple[Item, ...]]:
    """Yield the numbered paragraphs 1, 2, 3 … that tell of projects, list by list."""
    lists: dict[str, list[Item]] = {}
    for found in _LINE.finditer(read.plain):
        said = enumerator(found[0])
        if said is None or not _TELLS.search(found[0]):
            continue
        inside = [
            each
            for each in read.figures
            if found.start() <= each.start < found.end() and each.kind is Kind.AMOUNT
        ]
        items = lists.setdefault(said.style, [])
        if said.number == 1 and items:
            yield tuple(items)
            items.clear()
        if said.number == len(items) + 1:
            items.append(_plan_and_spent(inside))
    yield from (tuple(each) for each in lists.values() if each)


def _plan_and_spent(inside: Sequence[Figure]) -> Item:
    planned = [
        each for each in inside if each.measure in (Measure.INITIAL, Measure.ADJUSTED)
    ]
    spent = [each for each in inside if each.measure is Measure.FINAL]
    if len(inside) == 1 and not spent:
        planned = list(inside)
    return (planned[0] if planned else None), (spent[0] if spent else None)


@rule(
    "SM010",
    "涉及资金与逐项所列",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
    words=("涉及", "项目"),
    needs=("figures",),
)
def involved_funds(material: Material) -> Iterator[Outcome]:
    """对几个项目自评、涉及资金多少，等于后文逐个项目的预算数或执行数之和。

    Looked at where as many items follow as were announced and each tells its plan,
    or each tells what was spent.

    Why: 逐个项目的数改了，前面的合计没有重算。
    Fails: 对2个项目自评，涉及资金90万元；1.甲项目执行数40万元；2.乙项目执行数60万元。
    Passes: 同上，涉及资金100万元。
    """
    facts: Mapping[str, Facts] = material.facts
    rows = list(facts.values())
    for at, each in enumerate(rows):
        below = [run for one in rows[at : at + 4] for run in one.runs]
        for figure, count in each.involved:
            told = (run for run in below if len(run) == count and _full(run))
            items = next(told, ())
            if 2 <= count <= _MOST and items:
                yield from _judged(figure, items)


def _full(items: Sequence[Item]) -> list[list[Figure]]:
    """Return the plans, and what was spent, where every item tells them."""
    columns = [
        [each for each in column if each is not None]
        for column in zip(*items, strict=True)
    ]
    return [each for each in columns if len(each) == len(items)]


def _judged(figure: Figure, items: Sequence[Item]) -> Iterator[Outcome]:
    whole = _full(items)
    results = [add_up(figure, each) for each in whole]
    if any(each.verdict is not Verdict.OFF for each in results):
        yield LOOKED
        return
    parts, result = whole[-1], results[-1]
    marks = (mark(figure), *(mark(each) for each in parts))
    computed = number(result.computed, figure.step)
    yield Draft(
        f"涉及资金 {written(figure)}，后文逐项所列合计 "
        f"{addition(parts, figure.scale)} = {computed}{figure.unit}，二者不符。",
        marks,
        stated=written(figure),
        expected=f"{computed}{figure.unit}",
        suspects=marks,
    )
