"""The sides of a table that prints two or three beside each other: 收入 | 支出."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from disclosures.parse.model import TableBlock
from disclosures.parse.shapes import squeezed

CODE = re.compile(r"\d{1,7}")
LETTER = re.compile("[\u3400-\u9fffA-Za-z]")
MOSTLY = 0.6
"""Of a column's filled cells, how many must be words, or codes before words."""


@dataclass(frozen=True, slots=True)
class Side:
    """Columns of a table from `first` up to `end`; `name` heads them all, or ''."""

    name: str
    first: int
    end: int


def sides_of(table: TableBlock) -> tuple[Side, ...]:
    """Return the sides from left to right; () for a table that has but one.

    A side begins where the lowest header of the first column comes again, over
    words, or over codes with words beside them.
    """
    if not table.rows or not 0 < table.header < len(table.rows):
        return ()
    heads = _heads(table)
    lowest = heads[-1]
    if lowest.count(lowest[0]) < 2 or not lowest[0]:
        return ()
    starts = [
        column
        for column, head in enumerate(lowest)
        if head == lowest[0] and (not column or lowest[column - 1] != head)
    ]
    ends = list(pairwise([*starts, len(lowest)]))
    if len(ends) < 2 or not all(_named(table, first, end) for first, end in ends):
        return ()
    return tuple(Side(_name(heads, first, end), first, end) for first, end in ends)


def alone(table: TableBlock, side: Side) -> TableBlock:
    """Return the table with nothing but one side, every cell in its own place."""
    return replace(
        table,
        rows=tuple(
            tuple(
                text if side.first <= at < side.end else ""
                for at, text in enumerate(row)
            )
            for row in table.rows
        ),
        spans=tuple(span for span in table.spans if side.first <= span[1] < side.end),
    )


def _heads(table: TableBlock) -> list[list[str]]:
    """Return the header's rows, a merged cell's words in every cell that it covers."""
    rows = [list(map(squeezed, row)) for row in table.rows[: table.header]]
    for row, column, height, width in table.spans:
        for cells in rows[row : row + height]:
            cells[column : column + width] = [rows[row][column]] * width
    return rows


def _named(table: TableBlock, first: int, end: int) -> bool:
    """Say whether columns begin with words, or with codes and words after them."""
    for column in range(first, end):
        filled = [row[column].strip() for row in table.rows[table.header :]]
        filled = [text for text in filled if text]
        worded = sum(1 for text in filled if LETTER.search(text))
        if filled and worded >= MOSTLY * len(filled):
            return True
        codes = sum(1 for text in filled if CODE.fullmatch(text))
        if codes + worded < MOSTLY * len(filled):
            return False
    return False


def _name(heads: Sequence[Sequence[str]], first: int, end: int) -> str:
    """Return the header that covers the side and nothing but it, '' without any."""
    for row in heads[:-1]:
        inside = {text for text in row[first:end] if text}
        outside = {text for at, text in enumerate(row) if not first <= at < end}
        if len(inside) == 1 and not inside & outside:
            return inside.pop()
    return ""
