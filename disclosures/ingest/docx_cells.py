"""The rows and cells of a Word table, as they stand once all changes are accepted."""

from collections.abc import Iterator

from lxml import etree

from disclosures.ingest.docx_numbering import W, value_of, whole
from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Cell

DEEPEST = 20
"""Content controls within one another."""


def rows_of(table: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """Yield the rows, those in content controls and those deleted among them."""
    for element in table if depth < DEEPEST else ():
        if element.tag == W + "tr":
            yield element
        elif element.tag == W + "sdt":
            content = element.find(W + "sdtContent")
            if content is not None:
                yield from rows_of(content, depth + 1)
        elif element.tag in (W + "ins", W + "customXml"):
            yield from rows_of(element, depth + 1)


def is_deleted(row: etree._Element) -> bool:
    """Say whether a row is gone once changes are accepted."""
    return row.find(f"{W}trPr/{W}del") is not None


def cells_of(row: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """Yield the cells that are left once changes are accepted."""
    for element in row if depth < DEEPEST else ():
        if element.tag == W + "tc":
            if element.find(f"{W}tcPr/{W}cellDel") is None:
                yield element
        elif element.tag == W + "sdt":
            content = element.find(W + "sdtContent")
            if content is not None:
                yield from cells_of(content, depth + 1)
        elif element.tag == W + "customXml":
            yield from cells_of(element, depth + 1)


def width_of(cell: etree._Element, limits: Limits) -> int:
    """Return over how many columns a cell goes."""
    width = whole(value_of(cell.find(W + "tcPr"), "gridSpan"), 1)
    return min(max(width, 1), limits.span)


def continues_above(cell: etree._Element) -> bool:
    """Say whether a cell only carries on the one above it."""
    return _merged(cell, "vMerge")


def continues_left(cell: etree._Element) -> bool:
    """Say whether a cell only carries on the one to its left, as old files say it."""
    return _merged(cell, "hMerge")


def _merged(cell: etree._Element, name: str) -> bool:
    merge = cell.find(f"{W}tcPr/{W}{name}")
    return merge is not None and merge.get(W + "val") != "restart"


def taller(cell: Cell) -> Cell:
    return Cell(cell.text, cell.row, cell.column, cell.rows + 1, cell.columns)


def wider(cell: Cell, by: int) -> Cell:
    return Cell(cell.text, cell.row, cell.column, cell.rows, cell.columns + by)
