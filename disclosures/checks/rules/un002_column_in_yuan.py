"""UN002: a table headed 万元 holds amounts in 元."""

import re
from collections.abc import Iterator
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.checks.wording import number
from disclosures.figures.model import Figure, Kind
from disclosures.parse.model import TableBlock

_HEADED = re.compile(r"[(（]万元[)）]|单位[:：]万元")
_LARGE = 100_000


@rule("UN002", "以万元为单位的表格填了元", severity=Severity.ERROR, scope="document")
def column_in_yuan(material: Material) -> Iterator[Outcome]:
    """No cell of a table in 万元 holds a number that the text gives in 元.

    Said of numbers from 100,000 on that stand in the text with 元 behind them, or
    that exceed everything the text says in 万元.

    Why: a form asks for 万元 and the accounts are kept in 元.
    Fails: （万元） … 年度资金总额 1,380,000, the text having 1,380,000元.
    Passes: （万元） … 年度资金总额 138.00.
    """
    amounts = [
        each
        for read in material.figures
        for each in read.figures
        if each.kind is Kind.AMOUNT and each.table < 0
    ]
    yuan = {each.value for each in amounts if each.unit == "元"}
    largest = max((each.value for each in amounts if each.unit == "万元"), default=None)
    for section, read in zip(material.sections, material.figures, strict=True):
        offset = 0
        for index, block in enumerate(section.blocks):
            if isinstance(block, TableBlock):
                headed = _headed(block, read.text, offset)
                cells = [each for each in read.figures if each.table == index]
                wrong = [each for each in cells if _wrong(each, yuan, largest)]
                if headed is not None and wrong:
                    yield _draft(Mark(section.key, *headed), wrong)
                elif headed is not None:
                    yield LOOKED
            offset += len(block.text) + 1


def _headed(block: TableBlock, text: str, offset: int) -> tuple[int, int] | None:
    match = _HEADED.search(text, offset, offset + len(block.text))
    if match is not None:
        return match.span()
    return (offset, offset) if block.unit == "万元" else None


def _wrong(each: Figure, yuan: set[Decimal], largest: Decimal | None) -> bool:
    if each.kind not in (Kind.NUMBER, Kind.AMOUNT) or each.value < _LARGE:
        return False
    if "电话" in each.subject or each.text.isdigit() and len(each.text) > 9:
        return False
    exceeds = largest is not None and each.value > largest * 10
    return each.value in yuan or exceeds


def _draft(head: Mark, wrong: list[Figure]) -> Draft:
    cells = tuple(Mark(each.section, each.start, each.end) for each in wrong)
    said = "、".join(each.text for each in wrong)
    right = "、".join(number(each.value / 10_000) for each in wrong)
    marks = (head, *cells) if head.start < head.end else cells
    return Draft(
        message=f"表头单位为万元，所填 {said} 是以元计的数，折合 {right} 万元。",
        marks=marks,
        stated=said,
        expected=right,
        suspects=cells,
    )
