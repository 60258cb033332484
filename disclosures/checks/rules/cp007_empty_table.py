"""CP007: a table without data says why."""

import re
from collections.abc import Iterator, Sequence

from disclosures.checks.finding import Severity
from disclosures.checks.lines import cells
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.parse.model import Section, TableBlock, TextBlock

_TITLE = re.compile(r"(?:收入|支出|收支|决算|预算|经费)\S{0,12}表$")
_DATA = re.compile(r"\d+\.\d+|\d{1,3}(?:,\d{3})+")
_WHOLE = re.compile(r"-?\d+")
_WORD = re.compile("[\u3400-\u9fff]")
_WHY = re.compile(
    r"无数据|没有|未发生|未安排|不涉及|空表|无\S{0,20}(?:收入|支出|经费|拨款|收支)"
)


@rule(
    "CP007", "空表没有说明", severity=Severity.ERROR, words=("\t",), needs=("tables",)
)
def empty_table(material: Material) -> Iterator[Outcome]:
    """没有数据的报表保留表格，并说明“本年度没有……，故本表无数据”。

    Why: 空表没有说明，读者不知道是没有收支，还是漏填。
    Fails: “三公”经费支出决算表各格为空，表下没有说明。
    Passes: 表下写明“本年度没有‘三公’经费支出，故本表无数据”。
    """
    for table, marks in cells(material.section):
        title = re.sub(r"\s", "", table.title)
        if not _TITLE.search(title) or "绩效" in title:
            continue
        body = table.rows[table.header :]
        if any(map(_filled, body)):
            yield LOOKED
            continue
        if _explained(material.section, table):
            yield LOOKED
            continue
        yield Draft(
            f"“{table.title}”没有数据，也没有说明原因",
            (_place(material.section, marks),),
            stated=table.title,
        )


def _filled(row: Sequence[str]) -> bool:
    """Say whether a row has an amount; whole numbers are codes before words."""
    texts = [cell.strip() for cell in row if cell.strip()]
    if any(_DATA.search(text) or text == "0" for text in texts):
        return True
    return any(
        _WHOLE.fullmatch(text)
        and any(map(_WORD.match, texts[:at]))
        and not any(map(_WORD.match, texts[at + 1 : at + 2]))
        for at, text in enumerate(texts)
    )


def _explained(section: Section, table: TableBlock) -> bool:
    if any(_WHY.search(cell) for row in table.rows for cell in row):
        return True
    return any(
        isinstance(each, TextBlock) and _WHY.search(each.text)
        for each in section.blocks
    )


def _place(section: Section, marks: list[list[Mark]]) -> Mark:
    """Return the section's heading, or the table's first words where it has none."""
    if section.heading:
        return Mark(section.key, -len(section.heading) - 1, -1)
    return next(each for row in marks for each in row if each.end > each.start)
