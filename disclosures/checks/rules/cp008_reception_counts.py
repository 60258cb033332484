"""CP008: receptions are stated with how many there were and how many guests."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

_AMOUNT = re.compile(r"国内公务接待(?:支出|费)[^。;]{0,12}?\d[\d,.]*\s*万?元?")
_COUNT = re.compile(
    r"(?:(外宾|外事|国\(境\)外)[^。;、]{0,12}?)?"
    r"(?:(?:批次|团组)数?[^\d。;、]{0,4}?\d+|\d+\s*(?:个?批次|个?团组|批|次(?!数)))"
)
_NONE = re.compile(r"无“?三公”?经费|没有“?三公”?经费")


class Facts(NamedTuple):
    """Where the amount stands, whether domestic receptions are counted, 无“三公”."""

    amount: Mark | None
    counted: bool
    none: bool


def _gather(section: Section, read: SectionFigures) -> Facts:
    amount: Mark | None = None
    counted = none = False
    for line in prose(section, read, "接待", "三公"):
        if found := _AMOUNT.search(line.text):
            amount = amount or line.mark(*found.span())
        counted = counted or any(not each[1] for each in _COUNT.finditer(line.text))
        none = none or bool(_NONE.search(line.text))
    return Facts(amount, counted, none)


@rule(
    "CP008",
    "国内公务接待批次和人次",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
    words=("接待", "三公"),
)
def reception_counts(material: Material) -> Iterator[Outcome]:
    """国内公务接待支出写明批次和人次，不能只写外宾接待的批次和人次。

    Why: “三公”经费公开要求列明国内公务接待的批次、人数；没有接待的写0批次、0人次。
    Fails: 国内公务接待支出0万元，其中接待外宾0批次、0人次。
    Passes: 国内公务接待支出0万元，0批次、0人次；其中接待外宾0批次、0人次。
    Source: 地方预决算公开操作规程对“三公”经费细化公开的要求。
    """
    facts: Mapping[str, Facts] = material.facts
    place = next((each.amount for each in facts.values() if each.amount), None)
    if place is None or any(each.none for each in facts.values()):
        return
    if any(each.counted for each in facts.values()):
        yield LOOKED
        return
    yield Draft("国内公务接待没有写明批次和人次", (place,))
