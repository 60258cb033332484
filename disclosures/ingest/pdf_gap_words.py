"""Tables without rules in which no amount stands in line: lists, and blank forms."""

import re
from collections.abc import Sequence
from itertools import pairwise

from disclosures.ingest.model import Grid, Place
from disclosures.ingest.pdf_gap_columns import (
    NEEDED,
    Body,
    Columns,
    body_of,
    columns_over,
)
from disclosures.ingest.pdf_gap_grid import (
    CONFIDENCE,
    Found,
    Places,
    grid_of,
    header_cells,
    header_of,
)
from disclosures.ingest.pdf_gap_header import heads_of, lowest
from disclosures.ingest.pdf_pieces import Row

TOTAL = re.compile(r"[合总小]\s*计")


def blank(run: Sequence[Row], page: int) -> Found | None:
    """Return the table that a header makes under which nothing is filled in."""
    total = len(run) > 1 and TOTAL.fullmatch(run[-1].text) is not None
    above = run[:-1] if total else run
    lines = heads_of(above)
    heads = lowest(lines, Body((), frozenset()))
    if len(heads) < NEEDED:
        return None
    bodies = tuple((head.left, head.right) for head in heads)
    middles = [(a[1] + b[0]) / 2 for a, b in pairwise(bodies)]
    edges = (bodies[0][0] - 2, *middles, bodies[-1][1] + 2)
    columns = Columns(edges, bodies)
    if total:
        grid = grid_of(run[-1:], above, (lines, heads), columns, page)
        return Found(grid, tuple(run), columns, grid.rows - 1)
    tops, depth = header_of((lines, heads), columns)
    top, bottom = above[0].base - above[0].size, above[-1].base + 0.5 * above[-1].size
    places = Places(columns, page, top, bottom, depth)
    grid = Grid(
        cells=tuple(header_cells(tops, depth, places)),
        rows=depth,
        columns=len(columns),
        place=Place(page, (edges[0], top, edges[-1], bottom)),
        confidence=CONFIDENCE,
    )
    return Found(grid, tuple(run), columns, depth)


def listed(run: Sequence[Row], page: int) -> Found | None:
    """Return the table of words whose rows are numbered below the header 序号."""
    start = next((at for at, row in enumerate(run) if _numbers(row)), None)
    if start is None:
        return None
    end = start + 1
    while end < len(run) and _counts(run[end], end - start):
        end += 1
    body, above = run[start + 1 : end], run[start : start + 1]
    if len(body) < 2:
        return None
    lines = heads_of(above)
    columns = columns_over(body_of(body).covered, [head.piece for head in lines[0]])
    if len(columns) < NEEDED:
        return None
    grid = grid_of(body, above, (lines, lines[0]), columns, page)
    return Found(grid, (*above, *body), columns, 1)


def _numbers(row: Row) -> bool:
    return row.pieces[0].text == "序号" and len(row.pieces) > 1


def _counts(row: Row, number: int) -> bool:
    return row.pieces[0].text == str(number) and len(row.pieces) > 1
