"""EQ003: a long number is not repeated with a digit missing or two exchanged."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.figures.model import Figure, Kind, SectionFigures
from disclosures.parse.model import Section

_LEAST = 6
_LONG = 8


class Long(NamedTuple):
    """A number of many digits: without separators, and where it stands."""

    digits: str
    figure: Figure


def _gather(section: Section, read: SectionFigures) -> tuple[Long, ...]:
    found: list[Long] = []
    for each in read.figures:
        if each.kind in (Kind.AMOUNT, Kind.NUMBER) and "." in each.text:
            digits = each.text.replace(",", "").lstrip("-")
            if len(digits) > _LEAST:
                found.append(Long(digits, each))
    return tuple(found)


@rule(
    "EQ003",
    "数字缺位或错位",
    severity=Severity.ERROR,
    scope="document",
    gather=_gather,
    words=("元", "\t"),
    needs=("figures",),
)
def near_duplicate(material: Material) -> Iterator[Outcome]:
    """同一个长数字重复出现时，没有少一位或两位对调。

    Why: 与文中另一个长数字只差末位缺失或相邻两位对调，几乎都是抄录错误。
    Fails: 年度资金总额1,433,456.76，其中财政拨款1,433,456.7。
    Passes: 两处都是1,433,456.76；1,433,456.8是四舍五入，也一致。
    """
    facts: Mapping[str, tuple[Long, ...]] = material.facts
    numbers = [each for one in facts.values() for each in one]
    known: dict[str, list[Figure]] = {}
    for each in numbers:
        known.setdefault(each.digits, []).append(each.figure)
    for each in numbers:
        other = _resembles(each, known)
        if other is None:
            continue
        figure = each.figure
        pair = "|".join(sorted((each.digits, other.text.replace(",", ""))))
        if figure.interval.meets(other.interval) and figure.scale == other.scale:
            yield Looked((mark(figure), mark(other)))
            continue
        yield Draft(
            f"“{figure.text}”与另一处的“{other.text}”只差一位数字，疑为抄录错误",
            (mark(figure), mark(other)),
            stated=figure.text,
            expected=other.text,
            cause=f"near:{pair}",
        )


def _resembles(each: Long, known: dict[str, list[Figure]]) -> Figure | None:
    """Return the number that this one is with a digit lost or two exchanged."""
    digits = each.digits
    longer = [one for last in "123456789" for one in known.get(digits + last, ())]
    alike = [one for one in longer if _same_unit(each.figure, one)]
    if alike:
        near = [one for one in alike if one.section == each.figure.section]
        return (near or alike)[0]
    if len(digits) <= _LONG:
        return None
    for at in range(len(digits) - 1):
        pair = digits[at : at + 2]
        if pair[0] == pair[1] or "." in pair:
            continue
        for other in known.get(digits[:at] + pair[::-1] + digits[at + 2 :], ()):
            if other.subject == each.figure.subject:
                return other
    return None


def _same_unit(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit or "" in (one.unit, other.unit)
