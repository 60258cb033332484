"""UN004: amounts in 万元 shown with more decimals than all others."""

from collections.abc import Iterator
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.rule import (
    LOOKED,
    Draft,
    Mark,
    Material,
    Outcome,
    mark,
    rule,
)
from disclosures.figures.model import Kind, SectionFigures
from disclosures.parse.model import Section

_CENTS = Decimal("0.01")
_MANY = 20


def gather(section: Section, read: SectionFigures) -> tuple[int, tuple[object, ...]]:
    """Return how many amounts in 万元 have two decimals, and those that have more."""
    amounts = [
        each
        for each in read.figures
        if each.kind is Kind.AMOUNT and each.unit == "万元"
    ]
    odd = [(mark(each), each.text) for each in amounts if each.step < _CENTS]
    return sum(each.step == _CENTS for each in amounts), tuple(odd)


@rule(
    "UN004",
    "金额小数位数不一致",
    severity=Severity.INFO,
    scope="document",
    gather=gather,
    needs=("figures",),
)
def decimals(material: Material) -> Iterator[Outcome]:
    """以万元为单位的金额都保留两位小数；例外的集中提示一次。

    Looked at where at least twenty amounts have two decimals.

    Why: 第三位小数是从别处抄来的，或者多打了一位。
    Fails: 抚恤支出286.40万元，比上年增加31.973万元。
    Passes: 抚恤支出286.40万元，比上年增加31.97万元。
    """
    usual = sum(count for count, _ in material.facts.values())
    odd: list[tuple[Mark, str]] = []
    for _, found in material.facts.values():
        odd += found
    if usual < _MANY:
        return
    if odd:
        said = "、".join(text for _, text in odd)
        yield Draft(
            message=f"金额一般保留两位小数，以下多于两位：{said}（万元）。",
            marks=tuple(place for place, _ in odd),
        )
    else:
        yield LOOKED
