"""A run of lines laid out as a table without rules: rows, columns, header."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from disclosures.ingest.model import Cell, Grid, Place
from disclosures.ingest.pdf_gap_columns import (
    Columns,
    body_of,
    columns_of,
    matched,
    united,
)
from disclosures.ingest.pdf_gap_header import Head, add, heads_of, lowest, tree
from disclosures.ingest.pdf_pieces import LETTER, Piece, Row

CONFIDENCE = 0.6
HEADERS = 8
"""Lines a header may have."""
LEFT = 1.5
"""Points by which the words of one column may begin beside one another."""
TIGHT = 0.85
"""Of the rows' distance: a line of words closer to a row is part of its label."""


@dataclass(frozen=True, slots=True)
class Found:
    """A table without rules: its grid, its lines, its columns."""

    grid: Grid
    rows: tuple[Row, ...]
    columns: Columns
    headers: int
    """Rows of its header."""


def laid_out(
    run: Sequence[Row], counted: Sequence[int], page: int, needed: int
) -> Found | None:
    """Return the table that the lines make, None where nothing stands in columns.

    `counted` are the indices of lines with amounts, of which `needed` must be in line.
    """
    first, last = _with_labels(run, counted[0], counted[-1])
    body = run[first : last + 1]
    above = run[max(first - HEADERS, 0) : first]
    shape = body_of(body)
    lines = heads_of(above)
    heads = lowest(lines, shape)
    covered = united(body, shape.covered, [each.piece for each in heads])
    columns = columns_of(body, covered, [each.piece for each in heads], needed=needed)
    if columns is None or not _labelled(body, columns, needed):
        return None
    grid = grid_of(body, above, (lines, heads), columns, page)
    return Found(grid, (*above, *body), columns, grid.rows - len(grouped(body)))


def carried_on(body: Sequence[Row], columns: Columns, page: int) -> Found:
    """Return the rows of a table that began, with its header, on the page before."""
    return Found(grid_of(body, (), ([], []), columns, page), tuple(body), columns, 0)


def _with_labels(run: Sequence[Row], first: int, last: int) -> tuple[int, int]:
    """Return the body's ends with the rows whose amounts are all blank."""
    words = [
        piece
        for row in run[first : last + 1]
        for piece in row.pieces
        if not piece.is_precise
    ]

    def fits(row: Row) -> bool:
        return all(
            sum(1 for each in words if _flush(each, piece)) >= 2 for piece in row.pieces
        )

    while first > 0 and fits(run[first - 1]):
        first -= 1
    while last + 1 < len(run) and fits(run[last + 1]):
        last += 1
    return first, last


def _flush(one: Piece, other: Piece) -> bool:
    """Say whether two pieces stand in line at one end, words at their beginning."""
    if LETTER.match(one.text):
        return abs(one.left - other.left) <= LEFT
    return min(abs(one.left - other.left), abs(one.right - other.right)) <= LEFT


def _labelled(body: Sequence[Row], columns: Columns, needed: int) -> bool:
    """Say whether rows have words beside their amounts, or many amounts."""
    if needed == 1:
        return True
    worded = sum(1 for row in body if any(LETTER.search(p.text) for p in row.pieces))
    return worded * 2 >= len(body) or len(columns) >= 4


def grid_of(
    body: Sequence[Row],
    above: Sequence[Row],
    header: tuple[list[list[Head]], list[Head]],
    columns: Columns,
    page: int,
) -> Grid:
    groups = grouped(body)
    top = above[0] if above else body[0]
    edge = between(above[-1], groups[0][0]) if above else top.base - top.size
    heads, depth = header_of(header, columns)
    places = Places(columns, page, top.base - 1.2 * top.size, edge, depth)
    cells = [*header_cells(heads, depth, places)]
    tops = [
        edge,
        *(between(a[-1], b[0]) for a, b in zip(groups, groups[1:], strict=False)),
    ]
    tops.append(body[-1].base + 0.5 * body[-1].size)
    for at, group in enumerate(groups):
        texts: dict[int, str] = {}
        for row in group:
            for piece, column in zip(row.pieces, columns.places(row), strict=True):
                texts[column] = _together(texts.get(column, ""), piece.text)
        for column in range(len(columns)):
            box = (
                columns.edges[column],
                tops[at],
                columns.edges[column + 1],
                tops[at + 1],
            )
            cells.append(
                Cell(texts.get(column, ""), depth + at, column, place=Place(page, box))
            )
    return Grid(
        cells=tuple(cells),
        rows=depth + len(groups),
        columns=len(columns),
        place=Place(page, (columns.edges[0], places.top, columns.edges[-1], tops[-1])),
        confidence=CONFIDENCE,
    )


def _together(before: str, after: str) -> str:
    apart = before[-1:].isascii() and after[:1].isascii() and before
    return f"{before} {after}" if apart else before + after


def between(one: Row, other: Row) -> float:
    """Return where a rule between two lines would be, in points."""
    middle = (one.base + other.base) / 2
    return middle - 0.35 * (one.size + other.size) / 2


@dataclass(frozen=True, slots=True)
class Places:
    """Where the header's cells stand: its top and bottom shared out evenly."""

    columns: Columns
    page: int
    top: float
    bottom: float
    depth: int

    def of(self, row: int, rows: int, columns: tuple[int, int]) -> Place:
        step = (self.bottom - self.top) / max(self.depth, 1)
        return Place(
            self.page,
            (
                self.columns.edges[columns[0]],
                self.top + row * step,
                self.columns.edges[columns[1] + 1],
                self.top + (row + rows) * step,
            ),
        )


def header_of(
    header: tuple[list[list[Head]], list[Head]], columns: Columns
) -> tuple[list[Head], int]:
    """Return the top headers with those below them, and how many lines they make."""
    lines, heads = header
    spans = list(zip(columns.edges, columns.edges[1:], strict=False))
    for head, column in zip(
        heads, matched(spans, [h.piece for h in heads]), strict=True
    ):
        head.column = -1 if column is None else column
    placed = [head for head in heads if head.column >= 0]
    for head in heads:
        if head.column < 0 and placed:
            add(head, placed)
    tops = tree(
        [[h for h in line if h.column >= 0 or h not in heads] for line in lines],
        columns.edges,
    )
    return tops, max((each.depth for each in tops), default=0)


def header_cells(tops: Sequence[Head], depth: int, places: Places) -> Iterator[Cell]:
    """Yield the header's cells; the lowest under a common one stand on one line."""
    waiting = [(head, 0) for head in tops]
    while waiting:
        head, row = waiting.pop()
        first, last = head.columns
        below = row + 1 if any(each.below for each in head.below) else depth - 1
        rows = max(below - row, 1) if head.below else depth - row
        place = places.of(row, rows, (first, last))
        yield Cell(head.text, row, first, rows, last - first + 1, place)
        waiting += [(each, row + rows) for each in head.below]


def grouped(body: Sequence[Row]) -> list[list[Row]]:
    """Return the body's lines by row; a label's further lines go with its row."""
    pairs = list(zip(body, body[1:], strict=False))
    full = [b.base - a.base for a, b in pairs if a.has_amounts and b.has_amounts]
    steps = full or [b.base - a.base for a, b in pairs]
    usual = median(steps) if steps else 0.0
    groups: list[list[Row]] = []
    for at, row in enumerate(body):
        if not groups:
            groups.append([row])
            continue
        near = row.base - groups[-1][-1].base < TIGHT * usual
        taken = any(each.has_amounts for each in groups[-1]) and row.has_amounts
        closer_below = (
            not row.has_amounts
            and at + 1 < len(body)
            and body[at + 1].base - row.base < row.base - groups[-1][-1].base
        )
        if near and not taken and not closer_below:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups
