"""CH004: changes of one thing against one period start from one base."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.model import Change, Figure, SectionFigures
from disclosures.figures.movement import base_of
from disclosures.figures.ratios import middle
from disclosures.figures.subjects import keys
from disclosures.figures.words import period_of
from disclosures.parse.model import Section


def gather(section: Section, read: SectionFigures) -> tuple[Change, ...]:
    """Return the section's changes of money from which a base follows."""
    return tuple(
        each
        for each in read.changes
        if each.amount is not None
        and each.now is not None
        and each.now.money
        and each.now.subject
        and period_of(each.against)
        and base_of(each) is not None
    )


@rule(
    "CH004",
    "同一事项的上年数（预算数）前后一致",
    severity=Severity.WARNING,
    scope="document",
    gather=gather,
    needs=("changes",),
)
def one_base(material: Material) -> Iterator[Outcome]:
    """同一个数在不同地方的增减，推算出来的基数一致。

    Of 收、支总计 the two sides are one figure, in every year. Where two changes
    agree in the figure and in the rate they must agree in the amount as well.

    Why: 上年数（预算数）是多少，不会因为写在哪一节而不同。
    Fails: 收、支总计100万元，收入比上年减少5万元；支出比上年减少6万元。
    Passes: 收、支总计100万元，收入比上年减少5万元；支出比上年减少5万元。
    """
    facts: Mapping[str, tuple[Change, ...]] = material.facts
    changes = [each for found in facts.values() for each in found]
    year = material.context.year
    alike: dict[Decimal, list[int]] = {}
    for index, each in enumerate(changes):
        if each.now is not None and each.now.value:
            alike.setdefault(each.now.base, []).append(index)
    pairs = (pair for found in alike.values() for pair in combinations(found, 2))
    for index, other in sorted(pairs):
        if _one(changes[index], changes[other], year):
            yield from _judged(changes[index], changes[other])


@lru_cache(maxsize=1024)
def _period(against: str, year: int | None) -> str:
    """Return what a change is against, the year before being 上年."""
    named = re.search(r"(\d{4})年", against)
    if named and (year is None or int(named[1]) != year - 1):
        return named[1] + period_of(against)
    return period_of(against)


def _one(first: Change, other: Change, year: int | None) -> bool:
    now, its = first.now, other.now
    if now is None or its is None:
        return False
    if _period(first.against, year) != _period(other.against, year):
        return False
    if now is its:
        return True
    if set(keys(now.subject)) & set(keys(its.subject)):
        return True
    rate, again = first.rate, other.rate
    if rate is None or again is None or first.direction is not other.direction:
        return False
    return rate.value == again.value and bool(rate.value)


def _judged(first: Change, other: Change) -> Iterator[Outcome]:
    base, again = base_of(first), base_of(other)
    marks = tuple(mark(each) for each in (*_figures(first), *_figures(other)))
    if base is None or again is None:
        return
    if base.meets(again):
        yield Looked(marks)
        return
    yield Draft(
        message=(
            f"{_name(first)}：由“{_said(first)}”推得基数 {_base(first)}，由"
            f"“{_said(other)}”推得 {_base(other)}，两者应当一致，"
            f"差 {_gap(first, other)}。"
        ),
        marks=marks,
        stated=_base(other),
        expected=_base(first),
        suspects=marks,
        cause="CH004" + "|".join(sorted((_base(first), _base(other)))),
    )


def _figures(change: Change) -> Sequence[Figure]:
    every = (change.amount, change.now, change.rate, change.base)
    return [each for each in every if each is not None]


def _name(change: Change) -> str:
    return change.now.subject if change.now else ""


def _said(change: Change) -> str:
    now, amount = change.now, change.amount
    if now is None or amount is None:
        return ""
    word = {"+": "增加", "-": "减少"}.get(change.direction, "")
    return f"{written(now)}，{word}{written(amount)}"


def _base(change: Change) -> str:
    base = base_of(change)
    if base is None or change.now is None:
        return ""
    scale = change.now.scale
    return f"{number(middle(base) / scale, change.now.step)}{change.now.unit}"


def _gap(first: Change, other: Change) -> str:
    base, again = base_of(first), base_of(other)
    if base is None or again is None or first.now is None:
        return ""
    gap = abs(middle(base) - middle(again)) / first.now.scale
    return f"{number(gap, first.now.step)}{first.now.unit}"
