"""Gives the numbers of a table their meaning by row and column headers."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple, Protocol

from disclosures.figures.model import Figure, Kind, Measure, Share, Total
from disclosures.figures.numbers import ONE, Number, numbers
from disclosures.figures.ratios import HUNDRED
from disclosures.figures.table_totals import totals_of
from disclosures.figures.words import measure_of
from disclosures.parse.model import Section, TableBlock
from disclosures.parse.sides import Side, alone, sides_of

_SCALES = {
    "元": ONE,
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}
_CODE = re.compile(r"\d{2,7}$")
_MEASURE = re.compile(r"(?:年初)?(?:预算|决算)数?$|小计$|合计$|金额$")
_PERCENT = re.compile(r"[(/]%[)]?|占比|比重|比例")
_LEVELS = ("类", "款", "项", "目")
_DIGIT = re.compile(r"\d")
_CODED = re.compile(r"编码|序号|(?:^| )[类款项目]$|经济分类|功能分类")


class Column(NamedTuple):
    """What a column's headers say of all its numbers."""

    named: str
    measure: Measure
    coded: bool
    percent: bool


class Found(Protocol):
    """What a table adds its figures and totals to."""

    figures: list[Figure]
    totals: list[Total]
    shares: list[Share]


def read_table(
    section: Section,
    block: TableBlock,
    index: int,
    offset: int,
    text: str,
    found: Found,
) -> None:
    """Add the table's figures and totals to `found`.

    `index` is the block's number in the section, `offset` where its text begins in
    `text`, the section's folded text.
    """
    position = offset
    heads = headers(block)
    columns = [_column(each) for each in heads]
    sides = sides_of(block)
    begins = {c: side.first for side in sides for c in range(side.first, side.end)}
    cells: dict[tuple[int, int], Figure] = {}
    for row, texts in enumerate(block.rows):
        for column, cell in enumerate(texts):
            if cell and row >= block.header and _DIGIT.search(cell):
                value = _only_number(text, position, position + len(cell))
                if value is not None:
                    label = _label(texts, column, begins.get(column, 0))
                    at = (index, row, column)
                    cells[row, column] = _figure(
                        section, block, value, at, label, columns[column]
                    )
            position += len(cell) + 1
    found.figures += cells.values()
    totals = list(_totals(block, heads, cells, sides))
    found.totals += totals
    found.shares += _shares(cells, totals)


def _totals(
    block: TableBlock,
    columns: list[str],
    cells: dict[tuple[int, int], Figure],
    sides: tuple[Side, ...],
) -> Iterator[Total]:
    """Yield the totals of a table, those within one of its sides first."""
    known: set[tuple[int, str]] = set()
    for side in sides:
        inside = range(side.first, side.end)
        for each in totals_of(
            alone(block, side),
            [head if at in inside else "" for at, head in enumerate(columns)],
            {at: each for at, each in cells.items() if at[1] in inside},
        ):
            known.add((id(each.total), each.how))
            yield each
    for each in totals_of(block, columns, cells):
        if (id(each.total), each.how) not in known:
            yield each


def _shares(
    cells: dict[tuple[int, int], Figure], totals: list[Total]
) -> Iterator[Share]:
    """Yield the percentages right beside the parts of a total, as shares of it."""
    for each in totals:
        total = each.total
        beside = cells.get((total.row, total.column + 1))
        if each.how != "表列" or beside is None or beside.kind is not Kind.SHARE:
            continue
        if beside.value != HUNDRED or total.kind is not Kind.AMOUNT:
            continue
        for part in each.parts:
            percent = cells.get((part.row, part.column + 1))
            if percent is not None and percent.kind is Kind.SHARE:
                yield Share(percent, part, "", total)


def headers(block: TableBlock) -> list[str]:
    """Return each column's headers, from the top one down, joined by a space.

    A merged header belongs to every column that it spans. A blank cell below or
    beside a header belongs to it where the row below has cells of its own there.
    """
    width = max((len(row) for row in block.rows), default=0)
    heads: list[list[str]] = [[] for _ in range(width)]
    rows = _spread(block)
    for number, row in enumerate(rows):
        last = ""
        below = rows[number + 1] if number + 1 < len(rows) else []
        for column, cell in enumerate(row):
            last = cell.strip() or last
            spanned = not cell and column < len(below) and bool(below[column])
            if last and (cell or spanned):
                heads[column].append("".join(last.split()))
    # 类, 款 and 项 often stand in the first row of numbers, beside 合计.
    first = block.rows[block.header] if block.header < len(block.rows) else ()
    for column, cell in enumerate(first):
        if cell.strip() in _LEVELS:
            heads[column].append(cell.strip())
    return [" ".join(dict.fromkeys(each)) for each in heads]


def _spread(block: TableBlock) -> list[list[str]]:
    """Return the header's rows, a merged cell's words in every cell of it."""
    rows = [list(row) for row in block.rows[: block.header]]
    for row, column, height, width in block.spans:
        for cells in rows[row : row + height]:
            cells[column : column + width] = [block.rows[row][column]] * width
    return rows


def _label(cells: tuple[str, ...], column: int, first: int) -> str:
    """Return the nearest words to the left of a cell on its side, '' for none."""
    for at in range(column - 1, first - 1, -1):
        stripped = cells[at].strip()
        if stripped and not stripped.replace(",", "").replace(".", "").isdigit():
            return stripped
    return ""


def _column(head: str) -> Column:
    return Column(
        _named(head),
        Measure.SCORE if "得分" in head else measure_of(head + " "),
        _CODED.search(head) is not None,
        _PERCENT.search(head) is not None,
    )


def _named(head: str) -> str:
    """Return the lowest header that names a thing rather than a measure."""
    words = [each for each in head.split(" ") if not _MEASURE.match(each)]
    return words[-1] if words else head


def _only_number(text: str, start: int, end: int) -> Number | None:
    """Return the number that a cell consists of, None where it holds anything else."""
    values = list(numbers(text, start, end))
    if len(values) != 1:
        return None
    number = values[0]
    rest = text[start : number.start] + text[number.stop : end]
    return number if not rest.strip() else None


def _figure(
    section: Section,
    block: TableBlock,
    number: Number,
    at: tuple[int, int, int],
    label: str,
    own: Column,
) -> Figure:
    index, row, column = at
    kind, unit, scale = number.kind, number.unit, number.scale
    if kind in (Kind.NUMBER, Kind.ORDINAL):
        kind = Kind.NUMBER
        if own.coded and _CODE.match(number.text):
            kind = Kind.CODE
        elif own.percent:
            kind, unit, scale = Kind.SHARE, "%", ONE
        elif block.unit in _SCALES and not label.startswith("指标"):
            kind, unit, scale = Kind.AMOUNT, block.unit, _SCALES[block.unit]
    return Figure(
        number.text,
        number.value,
        unit,
        number.step,
        kind,
        section.key,
        number.start,
        number.end,
        label or own.named,
        section.path,
        own.measure,
        "",
        scale=scale,
        table=index,
        row=row,
        column=column,
    )
