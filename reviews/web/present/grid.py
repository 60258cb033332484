"""A table's text area as a grid of inputs, and the inputs as the text again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from disclosures.parse.model import TableBlock
from reviews.web.present.editing import Field, Unfit

MOST = 1_500
"""Inputs in one form; a larger table is edited as text alone."""
WIDEST = 24
"""Characters that an input shows; a longer cell scrolls in it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One input: `says` names its row and column for those who do not see them."""

    name: str
    value: str
    says: str
    heading: bool
    number: bool
    rows: int
    columns: int

    @property
    def size(self) -> int:
        return min(max(len(self.value) + 1, 4), WIDEST)


Grid = tuple[tuple[Cell, ...], ...]


def grids(fields: Sequence[tuple[Field, str]]) -> dict[str, Grid]:
    """Return the grid of each table by its field's name.

    A table whose typed text has another shape has none, and none has where they would
    be more than `MOST` inputs together: then the text is edited.
    """
    found: dict[str, Grid] = {}
    left = MOST
    for field, value in fields:
        cells = _lines(value) if field.kind == "cells" else []
        size = sum(map(len, cells))
        if cells and size <= left and _shape(cells) == _shape(_lines(field.value)):
            found[field.name] = _grid(field, cells)
            left -= size
    return found


def gathered(fields: Sequence[Field], values: Mapping[str, str]) -> dict[str, str]:
    """Return one text a field, whichever way a table was edited.

    Raises `Unfit` where both ways were used on one table.
    """
    typed = dict(values)
    for field in fields:
        if field.kind != "cells":
            continue
        text = values.get(field.name, field.value).replace("\r\n", "\n")
        cells = _from_cells(field, values)
        if cells != field.value:
            if text not in (field.value, cells):
                raise Unfit(
                    field.name,
                    "这张表既改了格子，又改了整表文字，请只用一种方式修改。",
                )
            text = cells
        typed[field.name] = text
    return typed


def _from_cells(field: Field, values: Mapping[str, str]) -> str:
    """Return the text that the inputs make; what was not sent is as it was."""
    rows = _lines(field.value)
    for number, row in enumerate(rows):
        for place in range(len(row)):
            sent = values.get(f"{field.name}.{number}.{place}")
            if sent is not None:
                row[place] = " ".join(sent.replace("\t", " ").splitlines())
    return "\n".join("\t".join(row) for row in rows)


def _lines(value: str) -> list[list[str]]:
    return [line.split("\t") for line in value.split("\n")] if value else []


def _shape(rows: Sequence[Sequence[str]]) -> list[int]:
    return list(map(len, rows))


def _grid(field: Field, rows: Sequence[Sequence[str]]) -> Grid:
    (table,) = field.blocks
    assert isinstance(table, TableBlock)
    spans = {(row, column): size for row, column, *size in table.spans}
    covered = {
        (row + down, column + right)
        for (row, column), (height, width) in spans.items()
        for down in range(height)
        for right in range(width)
        if down or right
    }
    heads = _heads(table, covered)
    return tuple(
        tuple(
            Cell(
                name=f"{field.name}.{number}.{place}",
                value=text,
                says=_says(number, row[0], heads[place], table.header),
                heading=number < table.header,
                number=_numeric(text),
                rows=spans.get((number, place), (1, 1))[0],
                columns=spans.get((number, place), (1, 1))[1],
            )
            for place, text in enumerate(row)
            if (number, place) not in covered
        )
        for number, row in enumerate(rows)
    )


def _heads(table: TableBlock, covered: set[tuple[int, int]]) -> list[str]:
    """Return each column's lowest heading that says something."""
    width = len(table.rows[0]) if table.rows else 0
    heads = [f"第 {place + 1} 列" for place in range(width)]
    for number, row in enumerate(table.rows[: table.header]):
        for place, text in enumerate(row):
            if text.strip() and (number, place) not in covered:
                heads[place] = "".join(text.split())
    return heads


def _says(number: int, label: str, head: str, header: int) -> str:
    row = "表头" if number < header else f"第 {number + 1} 行"
    named = f"{row} {label.strip()}".strip()
    return f"{named}，{head}"


def _numeric(text: str) -> bool:
    bare = text.strip().replace(",", "").replace("，", "").removesuffix("%")
    return bool(bare) and bare.lstrip("-−").replace(".", "", 1).isdigit()
