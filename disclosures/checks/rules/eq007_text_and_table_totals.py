"""EQ007: the totals that the text states are those of the tables."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.lines import cells
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, mark, rule
from disclosures.figures.interval import Interval
from disclosures.figures.model import Figure, Measure, SectionFigures
from disclosures.figures.plain import plain
from disclosures.parse.model import Section

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_SCALE = {"亿元": Decimal(100_000_000), "万元": Decimal(10_000), "元": Decimal(1)}
_TOTALS = (
    ("财政拨款收入支出决算总表", "总计", r"财政拨款(?:收入支出|收、?支)总计"),
    ("收入支出决算总表", "总计", r"(?<!财政拨款)(?:收入支出|收、?支)总计"),
    ("收入支出决算总表", "本年收入合计", r"本年收入合计"),
    ("收入支出决算总表", "本年支出合计", r"本年支出合计"),
    ("一般公共预算财政拨款支出决算表", "合计", r"^一般公共预算财政拨款支出"),
    ("一般公共预算财政拨款基本支出决算表", "人员经费合计", r"^人员经费"),
    ("一般公共预算财政拨款基本支出决算表", "公用经费合计", r"^公用经费"),
)
_LIKELY = ("总计", "合计", "财政拨款支出", "人员经费", "公用经费")
_NOW = frozenset({Measure.FINAL, Measure.UNKNOWN})
_BASIC = re.compile(r"基本支出")


class Cell(NamedTuple):
    """A total's cell: which of `_TOTALS`, its text, its unit's yuan, its place."""

    which: int
    text: str
    scale: Decimal
    place: Mark


class Facts(NamedTuple):
    """The totals that the tables state, and those that the text states."""

    cells: tuple[Cell, ...]
    said: tuple[tuple[int, Figure], ...]


def _gather(section: Section, read: SectionFigures) -> Facts:
    said = tuple(
        (which, each)
        for each in read.figures
        if each.money and each.table < 0 and each.measure in _NOW
        if any(word in each.subject for word in _LIKELY)
        if not each.subject.endswith(("情况", "说明"))
        for which, (_, label, subject) in enumerate(_TOTALS)
        if re.search(subject, each.subject)
        and (not label.endswith("经费合计") or _BASIC.search(section.heading))
    )
    return Facts(tuple(_cells(section)), said)


def _cells(section: Section) -> Iterator[Cell]:
    for table, marks in cells(section):
        title = re.sub(r"\s", "", table.title)
        names = [each for each, _, _ in _TOTALS if title.endswith(each)]
        if not names or table.unit not in _SCALE:
            continue
        name = max(names, key=len)
        for which, (wanted, label, _) in enumerate(_TOTALS):
            if wanted != name:
                continue
            found = _after(table.rows, marks, label)
            if found is not None:
                yield Cell(which, found[0], _SCALE[table.unit], found[1])


def _after(
    rows: tuple[tuple[str, ...], ...], marks: list[list[Mark]], label: str
) -> tuple[str, Mark] | None:
    """Return the first number to the right of the label, with its place."""
    for row, places in zip(rows, marks, strict=True):
        for at, cell in enumerate(row):
            if re.sub(r"\s", "", cell) != label:
                continue
            for after in range(at + 1, len(row)):
                text = plain(row[after]).strip()
                if _NUMBER.fullmatch(text):
                    return text, places[after]
    return None


@rule(
    "EQ007",
    "文字与报表的合计数",
    severity=Severity.ERROR,
    scope="document",
    gather=_gather,
    words=("计", "\t", "经费", "拨款"),
    needs=("figures", "tables"),
)
def text_and_table_totals(material: Material) -> Iterator[Outcome]:
    """说明文字中的总计、合计与报表中的相同。

    Why: 文字应取自报表，总数不同说明一方没有更新或抄错。
    Fails: 文字写“收入支出总计0万元”，总表总计为95.39。
    Passes: 文字写“收入支出总计95.39万元”。
    """
    facts: Mapping[str, Facts] = material.facts
    found = {each.which: each for one in facts.values() for each in one.cells}
    for which, figure in (each for one in facts.values() for each in one.said):
        cell = found.get(which)
        if cell is None:
            continue
        if figure.interval.meets(_interval(cell)):
            yield LOOKED
            continue
        table, label, _ = _TOTALS[which]
        marks = (mark(figure), cell.place)
        yield Draft(
            f"文字写{figure.subject}{figure.text}{figure.unit}，"
            f"《{table}》{label}为{cell.text}",
            marks,
            stated=f"{figure.text}{figure.unit}",
            expected=cell.text,
            suspects=marks,
        )


def _interval(cell: Cell) -> Interval:
    value = Decimal(cell.text.replace(",", ""))
    exponent = value.as_tuple().exponent
    half = Decimal(5).scaleb(exponent - 1 if isinstance(exponent, int) else -1)
    return Interval((value - half) * cell.scale, (value + half) * cell.scale)
