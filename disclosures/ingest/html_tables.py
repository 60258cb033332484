"""Tables of web pages, spans included, however badly they are nested."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Cell, Grid
from disclosures.ingest.refusals import too_complex


def read_table(table: LexborNode, limits: Limits) -> Iterator[Grid]:
    """Yield the grid of a table, none where it has no cell.

    Raises `Unreadable` (too_complex) beyond `limits.rows` or `limits.columns`.
    """
    rows = table.css("tr")
    if len(rows) > limits.rows:
        raise too_complex(f"表格超过 {limits.rows} 行")
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    width = 0
    for r, row in enumerate(rows):
        c = 0
        for node in row.iter():
            if node.tag not in ("td", "th"):
                continue
            while (r, c) in taken:
                c += 1
            down = min(_span(node, "rowspan", limits), len(rows) - r)
            across = _span(node, "colspan", limits)
            if c + across > limits.columns:
                raise too_complex(f"表格超过 {limits.columns} 列")
            cells.append(Cell(_text(node), r, c, down, across))
            taken.update((r + i, c + j) for i in range(down) for j in range(across))
            c += across
        width = max(width, c)
    width = max([width, *(column + 1 for _, column in taken)])
    if cells:
        yield Grid(cells=tuple(cells), rows=len(rows), columns=width)


def _span(node: LexborNode, name: str, limits: Limits) -> int:
    found = re.match(r"\s*(\d{1,6})", node.attributes.get(name) or "1")
    return min(max(int(found[1]), 1), limits.span) if found else 1


def _text(node: LexborNode) -> str:
    return " ".join((node.text(separator=" ") or "").split()).replace(" ", "")
