"""The box of a table's cell on the page, from the edges that the table keeps."""

from collections.abc import Sequence
from typing import Any

from disclosures.parse.lattice import Lattice
from disclosures.parse.model import Block, TableBlock

Place = tuple[Any, ...]
"""Page, box and, of a table, the edges of its rows and columns there."""


def without_edges(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return the places of a table whose rows are no longer those that were read."""
    return tuple(place[:5] for place in places)


def same_shape(one: Block, other: Block) -> bool:
    """Say whether two versions of a block have their cells at the same places."""
    if not isinstance(one, TableBlock) or not isinstance(other, TableBlock):
        return False
    return [len(row) for row in one.rows] == [len(row) for row in other.rows]


def box_of(block: Block, places: Sequence[Place], start: int, end: int) -> Place | None:
    """Return page and box of the cells of one row in which a stretch of text stands.

    `start` and `end` count in the block's own text. None where the block is no table,
    its cells have no place or the stretch runs over several rows.
    """
    if not isinstance(block, TableBlock):
        return None
    first, last = _cell(block, start), _cell(block, max(end - 1, start))
    if first[0] != last[0]:
        return None
    for place in places:
        if len(place) < 8:
            continue
        found = Lattice(place[5], tuple(place[6]), tuple(place[7]))
        rows, columns = _span(block, *first)
        box = found.box(*first, rows, max(last[1] - first[1] + 1, columns))
        if box is not None:
            return (place[0], *box)
    return None


def _cell(block: TableBlock, offset: int) -> tuple[int, int]:
    before = block.text[:offset]
    row = before.count("\n")
    return row, before[before.rfind("\n") + 1 :].count("\t")


def _span(block: TableBlock, row: int, column: int) -> tuple[int, int]:
    """Return how many rows and columns the cell covers."""
    for top, left, rows, columns in block.spans:
        if (top, left) == (row, column):
            return rows, columns
    return 1, 1
