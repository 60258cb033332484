"""EQ009: amounts of one name do not differ by one slip of the pen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import written
from disclosures.figures.model import Figure, Measure, SectionFigures
from disclosures.figures.slips import alike
from disclosures.figures.subjects import core, keys
from disclosures.parse.model import Section

_NOW = (Measure.FINAL, Measure.UNKNOWN)
_DIGITS = 5
"""So many digits, not counting zeros at the end, that one slip is no chance."""
_FUNDS = ("政府性基金", "国有资本", "一般公共预算", "财政拨款")
_LEAST = 2


class Long(NamedTuple):
    """An amount of many digits and what tells it from others of its name."""

    figure: Figure
    names: tuple[str, ...]
    fund: str


def _gather(section: Section, read: SectionFigures) -> tuple[Long, ...]:
    above = section.heading
    return tuple(
        Long(each, keys(each.subject), _fund(each.subject) or _fund(above))
        for each in read.figures
        if each.money
        and each.table < 0
        and each.measure in _NOW
        and not each.direction
        and len(each.text.replace(",", "").replace(".", "").rstrip("0")) >= _DIGITS
        and len(core(each.subject)) >= _LEAST
    )


def _fund(words: str) -> str:
    return next((each for each in _FUNDS if each in words), "")


@rule(
    "EQ009",
    "同名金额只差一位",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
    words=("元",),
    needs=("figures",),
)
def one_digit_apart(material: Material) -> Iterator[Outcome]:
    """同一名称、同一年度的两个金额，没有只差一位数字或相邻两位对调的。

    Said of amounts of five digits or more in the text of different sections: amounts
    that differ otherwise may be of different scopes, and the rows of tables are.

    Why: 同一个数在几处重复，抄错一位最难看出来。
    Fails: 一处写培训费支出1,433.56万元，另一处写培训费支出1,433.65万元。
    Passes: 两处都是1,433.56万元。
    """
    facts: Mapping[str, tuple[Long, ...]] = material.facts
    year = str(material.context.year or "")
    by_name: dict[tuple[str, str], list[Figure]] = {}
    for each in (one for found in facts.values() for one in found):
        if each.figure.period in ("", year):
            for name in each.names:
                by_name.setdefault((name, each.fund), []).append(each.figure)
    for figures in by_name.values():
        yield from _compared(figures)


def _compared(figures: Sequence[Figure]) -> Iterator[Outcome]:
    first = figures[0]
    for other in figures[1:]:
        if other.section == first.section or other.scale != first.scale:
            continue
        marks = (mark(other), mark(first))
        if other.interval.meets(first.interval):
            yield Looked(marks)
        elif alike(other.text, first.text):
            yield Draft(
                f"“{other.subject}”一处为 {written(first)}，此处为 {written(other)}，"
                "只差一位数字或相邻两位对调，疑为抄录错误。",
                marks,
                stated=written(other),
                expected=written(first),
                suspects=marks,
                cause="EQ009" + "|".join(sorted((first.text, other.text))),
            )
