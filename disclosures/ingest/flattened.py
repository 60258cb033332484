"""Tables that a copy into plain text turned into tabs and line breaks.

Three habits are known: a line a row with tabs or upright strokes between the cells,
and a line a cell that begins with a tab, the rows parted by empty lines.
"""

import re
from collections.abc import Iterator, Sequence

from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Cell, Grid, Item, Paragraph
from disclosures.ingest.refusals import too_complex

ENTRY = re.compile(r".*\t[\s.…·]*[-—]?\d{1,3}[-—]?\s*")
"""A line of a table of contents: a heading, a tab and its page."""
RULED = re.compile(r"\s*\|(?:\s*:?-{3,}:?\s*\|)+\s*")
"""The line below the header of a table drawn with upright strokes."""
UNEVEN = 0.7
"""Confidence where rows hold different numbers of cells, so that spans are lost."""


def items_of(lines: Sequence[str], limits: Limits) -> Iterator[Item]:
    """Yield a paragraph for each line with text and a grid for each run of cells.

    Raises `Unreadable` (too_complex) for a table beyond the limits.
    """
    lines = [_unpiped(each) for each in lines if not RULED.fullmatch(each)]
    at = 0
    contents = False
    while at < len(lines):
        squeezed = "".join(lines[at].split())
        contents = squeezed in ("目录", "目次") or (
            contents and (not squeezed or ENTRY.fullmatch(lines[at]) is not None)
        )
        end = at if contents else _end_of_cells(lines, at)
        rows = _rows(lines[at:end])
        if len(rows) >= 2 and sum(map(len, rows)) >= 4:
            _check(rows, limits)
            yield from _table(rows)
            at = end
            continue
        end = max(end, at + 1)
        yield from (Paragraph(each.strip()) for each in lines[at:end] if each.strip())
        at = end


def _unpiped(line: str) -> str:
    """Return a row written | a | b | with tabs between its cells."""
    stripped = line.strip()
    if len(stripped) < 5 or not (stripped[0] == stripped[-1] == "|"):
        return line
    cells = [each.strip() for each in stripped[1:-1].split("|")]
    return "\t".join(cells) if len(cells) > 1 else line


def _end_of_cells(lines: Sequence[str], start: int) -> int:
    """Return where the run of cell lines from `start` ends; `start` if there is none.

    A single empty line parts rows; two in a row, or a line that is no cell, end it.
    """
    if not _is_cell(lines[start]) and not _is_row(lines[start]):
        return start
    end = at = start
    while at < len(lines):
        if _is_cell(lines[at]) or _is_row(lines[at]):
            end = at + 1
        elif lines[at].strip() or at > end:
            break
        at += 1
    return end


def _is_cell(line: str) -> bool:
    # More tabs are a row's whose first cells, and perhaps the last, are blank.
    return line.startswith("\t") and line.count("\t") == 1


def _is_row(line: str) -> bool:
    return line.count("\t") >= 2 or "\t" in line.strip()


def _rows(lines: Sequence[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    row: list[str] = []
    for line in [*lines, ""]:
        if _is_cell(line):
            row.append(line.strip())
            continue
        if row:
            rows.append(row)
            row = []
        if _is_row(line):
            rows.append([cell.strip() for cell in line.rstrip("\n").split("\t")])
    return rows


def _check(rows: Sequence[Sequence[str]], limits: Limits) -> None:
    if len(rows) > limits.rows or max(map(len, rows)) > limits.columns:
        raise too_complex(f"文本里的表格超过 {limits.rows} 行或 {limits.columns} 列")


def _table(rows: list[list[str]]) -> Iterator[Item]:
    """Yield the lines above a table as paragraphs, then the table, then those below."""
    first = next((i for i, row in enumerate(rows) if len(row) > 1), len(rows))
    for row in rows[:first]:
        if row[0]:
            yield Paragraph(row[0])
    last = len(rows)
    while last > first and len(rows[last - 1]) == 1:
        last -= 1
    body = [row for row in rows[first:last] if any(row)]
    if body:
        yield _grid(body)
    for row in rows[last:]:
        if row[0]:
            yield Paragraph(row[0])


def _grid(rows: list[list[str]]) -> Grid:
    width = max(len(row) for row in rows)
    even = all(len(row) == width for row in rows)
    return Grid(
        cells=tuple(
            Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)
        ),
        rows=len(rows),
        columns=width,
        confidence=1.0 if even else UNEVEN,
    )
