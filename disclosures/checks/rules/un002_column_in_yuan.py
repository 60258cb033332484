"""UN002: a table headed 万元 holds amounts in 元."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.checks.wording import number
from disclosures.figures.model import Figure, Kind, SectionFigures
from disclosures.parse.model import Section, TableBlock

_HEADED = re.compile(r"[(（]万元[)）]|单位[:：]万元")
_LARGE = 100_000


@dataclass(frozen=True, slots=True)
class Facts:
    """A section's amounts in running text, by unit, and its tables."""

    yuan: frozenset[Decimal]
    largest: Decimal
    tables: tuple[tuple[Mark | None, tuple[Figure, ...]], ...]


def gather(section: Section, read: SectionFigures) -> Facts:
    """Return what the rule needs of a section; 0 as the largest where there is none."""
    amounts = [
        each for each in read.figures if each.kind is Kind.AMOUNT and each.table < 0
    ]
    wan = [each.value for each in amounts if each.unit == "万元"]
    yuan = frozenset(each.value for each in amounts if each.unit == "元")
    return Facts(yuan, max(wan, default=Decimal(0)), tuple(_tables(section, read)))


@rule(
    "UN002",
    "以万元为单位的表格填了元",
    severity=Severity.ERROR,
    scope="document",
    gather=gather,
    needs=("figures", "tables"),
)
def column_in_yuan(material: Material) -> Iterator[Outcome]:
    """以万元为单位的表格里，没有正文中以元为单位写出的数。

    Said of numbers from 100,000 on that stand in the text with 元 behind them, or
    that exceed ten times everything the text says in 万元.

    Why: 表格要求填万元，而账上记的是元。
    Fails: （万元）……年度资金总额1,250,000，正文为1,250,000元。
    Passes: （万元）……年度资金总额125.00。
    """
    facts: list[Facts] = list(material.facts.values())
    yuan = frozenset[Decimal]().union(*(each.yuan for each in facts))
    largest = max((each.largest for each in facts), default=Decimal(0))
    for each in facts:
        for head, cells in each.tables:
            wrong = [one for one in cells if _wrong(one, yuan, largest)]
            if wrong:
                yield _draft(head, wrong)
            else:
                yield LOOKED


def _tables(
    section: Section, read: SectionFigures
) -> Iterator[tuple[Mark | None, tuple[Figure, ...]]]:
    """Yield each table in 万元: where that is written, if so, and its large cells."""
    offset = 0
    for index, block in enumerate(section.blocks):
        length = len(block.text)
        if isinstance(block, TableBlock):
            match = _HEADED.search(read.text, offset, offset + length)
            if match is not None or block.unit == "万元":
                head = Mark(section.key, *match.span()) if match else None
                cells = (each for each in read.figures if each.table == index)
                yield head, tuple(each for each in cells if each.value >= _LARGE)
        offset += length + 1


def _wrong(each: Figure, yuan: frozenset[Decimal], largest: Decimal) -> bool:
    if each.kind not in (Kind.NUMBER, Kind.AMOUNT):
        return False
    if "电话" in each.subject or each.text.isdigit() and len(each.text) > 9:
        return False
    exceeds = bool(largest) and each.value > largest * 10
    return each.value in yuan or exceeds


def _draft(head: Mark | None, wrong: list[Figure]) -> Draft:
    cells = tuple(Mark(each.section, each.start, each.end) for each in wrong)
    said = "、".join(each.text for each in wrong)
    right = "、".join(number(each.value / 10_000) for each in wrong)
    marks = cells if head is None else (head, *cells)
    return Draft(
        message=f"表头单位为万元，所填 {said} 是以元计的数，折合 {right} 万元。",
        marks=marks,
        stated=said,
        expected=right,
        suspects=cells,
    )
