"""EQ006: an indicator's number is the same in the form and in the text."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.checks.self_evaluation import forms
from disclosures.figures.interval import Interval
from disclosures.figures.model import SectionFigures
from disclosures.figures.plain import plain
from disclosures.parse.model import Section

_LABEL = re.compile(r"^指标\d{1,2}\s*:\s*")
_PERCENT = re.compile(r"(\d\d{0,2}(?:\.\d+)?)%")
_LEAST = 3
_REACH = 18


class Value(NamedTuple):
    """A named percentage, or a number that may be one, and its place."""

    name: str
    number: str
    place: Mark


def _gather(
    section: Section, read: SectionFigures
) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    said = tuple(
        Value(named, found[1], line.mark(*found.span(1)))
        for line in prose(section, read, "%")
        for found in _PERCENT.finditer(line.text)
        if (named := _named(line.text, found.start()))
    )
    listed: list[Value] = []
    for form in forms(section):
        for each in form.indicators:
            target, actual = each.target, each.actual
            if target is None or target.value is None:
                continue
            if actual is not None and actual.value is not None:
                continue
            if target.percent or (actual is not None and actual.text.strip() == "%"):
                name = _LABEL.sub("", plain(each.name.text).strip())
                number = plain(target.text).strip().rstrip("%")
                listed.append(Value(name, number, target.place))
    return said, tuple(listed)


def _named(text: str, end: int) -> str:
    """Return the Chinese characters that lead up to `end`, without 占 or 为."""
    start, least = end, max(end - _REACH, 0)
    while start > least and "\u4e00" <= text[start - 1] <= "\u9fff":
        start -= 1
    if end - start < _LEAST:
        return ""
    return text[start:end].removesuffix("占比").removesuffix("占").removesuffix("为")


@rule(
    "EQ006",
    "自评表与文字的指标值",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
    words=("%",),
)
def indicator_in_text(material: Material) -> Iterator[Outcome]:
    """自评表中的指标值与文字中同名指标的百分比一致。

    Why: 同一指标表中一个数、文中另一个数，必有一处没有更新；只是位数不同的，
        按信息提示。只看没有填完成值的指标，因为文字写的可能是完成值。
    Fails: 表中“场租费”90%，文中“场租费85.40%”。
    Passes: 两处都是85.40%。
    """
    facts: Mapping[str, tuple[tuple[Value, ...], tuple[Value, ...]]] = material.facts
    said = {each.name: each for one, _ in facts.values() for each in one}
    for listed in (each for _, one in facts.values() for each in one):
        other = said.get(listed.name)
        if other is None:
            continue
        if Decimal(other.number) == Decimal(listed.number):
            yield LOOKED
            continue
        same = _around(other.number).meets(_around(listed.number))
        yield Draft(
            f"“{listed.name}”表中为{listed.number}%，文中为{other.number}%"
            + ("，位数不同" if same else ""),
            (listed.place, other.place),
            severity=Severity.INFO if same else None,
            stated=f"{listed.number}%",
            expected=f"{other.number}%",
        )


def _around(number: str) -> Interval:
    value = Decimal(number)
    exponent = value.as_tuple().exponent
    half = Decimal(5).scaleb(exponent - 1 if isinstance(exponent, int) else -1)
    return Interval(value - half, value + half)
