"""Gives the numbers of a table their meaning by row and column headers."""

from decimal import Decimal
from typing import Protocol

from disclosures.figures.model import Figure, Kind, Measure, Total
from disclosures.figures.numbers import ONE, Number, numbers
from disclosures.figures.words import measure_of
from disclosures.parse.model import Section, TableBlock

_SCALES = {"元": ONE, "千元": Decimal(1000), "万元": Decimal(10_000)}


class Found(Protocol):
    """What a table adds its figures and totals to."""

    figures: list[Figure]
    totals: list[Total]


def read_table(
    section: Section,
    block: TableBlock,
    index: int,
    offset: int,
    text: str,
    found: Found,
) -> None:
    """Add the table's figures to `found`.

    `index` is the block's number in the section, `offset` where its text begins in
    `text`, the section's folded text.
    """
    position = offset
    columns = _columns(block)
    for row, cells in enumerate(block.rows):
        label = _label(cells)
        for column, cell in enumerate(cells):
            if cell and row >= block.header:
                value = _only_number(text, position, position + len(cell))
                if value is not None:
                    head = columns[column] if column < len(columns) else ""
                    found.figures.append(
                        _figure(section, block, value, index, row, column, label, head)
                    )
            position += len(cell) + 1


def _columns(block: TableBlock) -> list[str]:
    width = max((len(row) for row in block.rows), default=0)
    heads = [""] * width
    for row in block.rows[: block.header]:
        for column, cell in enumerate(row):
            if cell:
                heads[column] += cell.replace("\n", "")
    return heads


def _label(cells: tuple[str, ...]) -> str:
    for cell in cells:
        stripped = cell.strip()
        if stripped and not stripped.replace(",", "").replace(".", "").isdigit():
            return stripped
    return ""


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
    index: int,
    row: int,
    column: int,
    label: str,
    head: str,
) -> Figure:
    kind, unit, scale = number.kind, number.unit, number.scale
    if kind in (Kind.NUMBER, Kind.ORDINAL):
        kind = Kind.NUMBER
        if block.unit in _SCALES and not label.startswith("指标"):
            kind, unit, scale = Kind.AMOUNT, block.unit, _SCALES[block.unit]
    measure = Measure.SCORE if "得分" in head else measure_of(head)
    return Figure(
        number.text,
        number.value,
        unit,
        number.step,
        kind,
        section.key,
        number.start,
        number.end,
        label,
        section.path,
        measure,
        "",
        scale=scale,
        table=index,
        row=row,
        column=column,
    )
