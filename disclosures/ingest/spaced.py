"""Tables of a text copied from a PDF, whose cells are parted by single blanks.

What a cell is shows by its kind: a code, words, an amount. Rows of one kind after
another make a table; columns without any value in a row cannot be told and are not.
"""

import re
from collections.abc import Iterator, Sequence

from disclosures.ingest.flattened import items_of as flattened
from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Cell, Grid, Item
from disclosures.ingest.spaced_rows import (
    AMOUNT,
    NUMBERED,
    WHOLE,
    WORDS,
    Row,
    cells_of,
    form,
    lacks,
    named,
    placed,
    row_of,
    told,
    with_labels,
)

ABOVE = re.compile(
    r"(?:金额)?单位\s*[：:]|公开\s*\d+\s*表|注\s*[：:]|说明\s*[：:]|.*表$|.*第[一二三四五六七八九十]+部分"
)
CONFIDENCE = 0.5
NEEDED, WIDE = 3, 6
"""Rows that make a table; amounts of a single row that do."""
NOTE = re.compile(r"(?:注|说明)\s*[：:]")
UNIT = re.compile(r"(?:金额)?单位\s*[：:]\s*(?:人民币)?[亿百千万]*元")
PARTS = 3
"""Lines between two rows that labels may be broken into."""
LONG = 60
SHORT = 24
"""Characters of a line that is but a part of a label."""
HEADERS = 10
"""Lines above a table that may be its header."""


def items_of(lines: Sequence[str], limits: Limits) -> Iterator[Item]:
    """Yield paragraphs and grids; lines outside of tables as any text's."""
    waiting: list[str] = []
    at = 0
    while at < len(lines):
        run, end = _run(lines, at)
        counted = [each for each in run if isinstance(each, Row)]
        if _is_table(counted, limits):
            header = _header(waiting)
            yield from flattened(waiting[: len(waiting) - len(header)], limits)
            yield _table(header, run)
            waiting = []
        elif _ends_blank(lines, at) and (header := _header(waiting)):
            yield from flattened(waiting[: len(waiting) - len(header)], limits)
            yield _grid([line.split() for line in header])
            waiting = [lines[at]]
            end = at + 1
        else:
            waiting += lines[at : max(end, at + 1)]
        at = max(end, at + 1)
    yield from flattened(waiting, limits)


def _ends_blank(lines: Sequence[str], at: int) -> bool:
    """Say whether a note begins here, under the header of a table without amounts."""
    if not NOTE.match(lines[at].strip()):
        return False
    back = at
    while back and at - back < HEADERS and not UNIT.match(lines[back].strip()):
        back -= 1
    above = [line for line in lines[back + 1 : at] if line.strip()]
    return UNIT.match(lines[back].strip()) is not None and any(
        len(line.split()) >= NEEDED for line in above
    )


def _run(lines: Sequence[str], start: int) -> tuple[list[Row | str], int]:
    """Return rows, and parts of labels between them, from `start`; where they end."""
    run: list[Row | str] = []
    end = at = start
    while at < len(lines):
        row = row_of(lines[at]) or (_blank(lines[at]) if run else None)
        if row is not None:
            run += (
                [each.strip() for each in lines[end:at] if each.strip()] if run else []
            )
            run.append(row)
            end = at + 1
        elif lines[at].strip() and (
            not run or not _is_part(lines[at]) or at - end >= PARTS
        ):
            break
        at += 1
    if run and end < len(lines) and _is_part(lines[end]) and lacks(run[-1]):
        run.append(lines[end].strip())
        end += 1
    return run, end


def _blank(line: str) -> Row | None:
    """Return a row of numbered labels alone, whose amounts are all blank."""
    row = cells_of(line) if not ABOVE.match(line.strip()) else None
    if row is None or len(line) > LONG or set(row.kinds) != {WORDS}:
        return None
    return row if all(NUMBERED.match(text) for _, text in row.cells) else None


def _is_part(line: str) -> bool:
    text = line.strip()
    return WHOLE.fullmatch(text) is not None or (
        0 < len(text) <= SHORT
        and not ABOVE.match(text)
        and not re.search(r"[。；，：:\d]", text)
    )


def _is_table(rows: Sequence[Row], limits: Limits) -> bool:
    if not rows or len(rows) > limits.rows:
        return False
    return len(rows) >= NEEDED or any(row.kinds.count(AMOUNT) >= WIDE for row in rows)


def _header(lines: Sequence[str]) -> list[str]:
    """Return the lines right above a table that are its columns' names."""
    found: list[str] = []
    for line in reversed(lines[-HEADERS:]):
        text = line.strip()
        if not text or ABOVE.match(text) or re.search(r"[。；，：:]|\d", text):
            break
        found.insert(0, line)
    return found


def _table(header: Sequence[str], run: Sequence[Row | str]) -> Grid:
    rows = with_labels(run)
    whole = form([row.kinds for row in rows])
    if not told(rows, whole):
        # Legible, but of no column: better no figure than one in the wrong place.
        lines = [*header, *(" ".join(text for _, text in row.cells) for row in rows)]
        return _grid([[line.strip()] for line in lines])
    heads: list[list[str]] = []
    loose: list[str] = []
    for line in header:
        names = named(line.split(), whole)
        if names is None:
            loose.append(line.strip())
        else:
            heads.append(names)
    if loose:
        # Names over several lines: which is over which column is lost.
        heads.insert(0, [" ".join(loose), *[""] * (len(whole) - 1)])
    return _grid([*heads, *(placed(row, whole) for row in rows)])


def _grid(rows: Sequence[Sequence[str]]) -> Grid:
    return Grid(
        cells=tuple(
            Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)
        ),
        rows=len(rows),
        columns=max(map(len, rows)),
        confidence=CONFIDENCE,
    )
