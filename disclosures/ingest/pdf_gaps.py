"""Tables without rules: runs of lines whose amounts stand in columns.

Running text never makes one: a line with a stop, or with an amount that its unit
follows, ends a run, and three amounts must stand one below the other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from disclosures.ingest.model import Cell, Grid, Place
from disclosures.ingest.pdf_gap_columns import NEEDED, Columns
from disclosures.ingest.pdf_gap_grid import HEADERS, Found, carried_on, laid_out
from disclosures.ingest.pdf_gap_words import blank, listed
from disclosures.ingest.pdf_pieces import Row

ABOVE = re.compile(
    r"(?:金额)?单位\s*[：:]|公开\s*\d+\s*表|(?:编制|填报)?(?:单位|部门)(?:名称)?\s*[：:]|注\s*[：:]|说明\s*[：:]"
    r"|20\d\d\s*年度?$|第[一二三四五六七八九十]+部分|.*(?:收入|支出|收支|经费|预算|决算)\S{0,12}表$"
)
UNIT_LINE = re.compile(r".{0,40}单位\s*[：:]\s*(?:人民币)?[亿百千万]*元")
NOTE = re.compile(r"(?:注|说明)\s*[：:]")
LEADERS = re.compile(r"[.…·]{4,}")
ALIKE = 1.3
"""Ratio of font sizes beyond which two lines are not of one table."""
APART = 3.2
"""Of the usual distance of lines: what stands farther off is not of the table."""
MARGIN = 0.06
"""Of the page's height, at its top and bottom: headers, footers, page numbers."""
MOST_ROWS, MOST_PIECES = 300, 80
"""Of a table on one page, of a line; drawings have more."""
ALONE = 4
"""Amounts in a single row that, below a unit line, make a table."""


@dataclass(slots=True)
class Unruled:
    """Finds the tables page by page; knows what the page before ended with."""

    columns: Columns | None = None
    """Of the table that reached the end of the page before."""
    tail: tuple[Row, ...] = ()
    """The last lines of the page before, if they may be the next table's header."""

    def tables(
        self, rows: Sequence[Row], number: int, height: float, breaks: Sequence[float]
    ) -> tuple[list[Found], Grid | None]:
        """Return the tables of a page, and the header that the page before has kept.

        `breaks` are the heights, in points from the top, at which ruled tables
        stand: no table runs over them. The header is a grid of its own.
        """
        inner = [each for each in rows if MARGIN < each.base / height < 1 - MARGIN]
        found: list[Found] = []
        header: Grid | None = None
        runs = list(_runs(inner, breaks))
        for at, run in enumerate(runs):
            first = at == 0 and run.rows[0] is inner[0]
            if first:
                header, begun = self._begun(run, number)
                found += begun
                run = replace(run, rows=run.rows[sum(len(b.rows) for b in begun) :])
            found += _tables(run, number, first=first and not found)
        self._ended(found, inner, runs)
        return found, header

    def _begun(self, run: "Run", page: int) -> tuple[Grid | None, list[Found]]:
        """Return what at a page's top began on the page before, and its header."""
        if self.columns is not None:
            carried = _carried(run.rows, self.columns, page)
            return None, [carried] if carried else []
        if not self.tail or any(f.headers for f in _tables(run, page, first=True)):
            return None, []
        header, table = _headed(self.tail, run, page)
        return header, [table] if table else []

    def _ended(
        self, found: Sequence[Found], inner: Sequence[Row], runs: Sequence["Run"]
    ) -> None:
        self.columns, self.tail = None, ()
        if found and inner and found[-1].rows[-1] is inner[-1]:
            self.columns = found[-1].columns
        elif runs and inner and runs[-1].rows and runs[-1].rows[-1] is inner[-1]:
            last = runs[-1].rows
            if len(last) <= HEADERS and not any(row.has_amounts for row in last):
                self.tail = tuple(last)


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of one size that may be a table's; what is named above and below."""

    rows: Sequence[Row]
    below_unit: bool = False
    above_note: bool = False


def _runs(rows: Sequence[Row], breaks: Sequence[float]) -> Iterator[Run]:
    run: list[Row] = []
    below_unit = False
    for row in rows:
        ends = _ends(row)
        parted = run and any(run[-1].base < at < row.base for at in breaks)
        if run and (ends or parted or _other_size(run[-1], row)):
            yield Run(run, below_unit, NOTE.match(row.text) is not None)
            run, below_unit = [], False
        if ends:
            below_unit = UNIT_LINE.match(row.text) is not None
        else:
            run.append(row)
    if run:
        yield Run(run, below_unit)


def _ends(row: Row) -> bool:
    return (
        row.is_prose
        or len(row.pieces) > MOST_PIECES
        or ABOVE.match(row.text) is not None
        or LEADERS.search(row.text) is not None
    )


def _other_size(one: Row, other: Row) -> bool:
    small, large = sorted((one.size, other.size))
    return large > ALIKE * small


def _tables(run: Run, page: int, *, first: bool) -> Iterator[Found]:
    """Yield the tables within a run; one without a header only `first` on its page."""
    rows = run.rows
    counted = [at for at, row in enumerate(rows) if row.has_amounts]
    if len(rows) > MOST_ROWS:
        return
    if not counted:
        empty = run.below_unit and run.above_note and len(rows) <= HEADERS
        found = listed(rows, page) or (blank(rows, page) if empty else None)
        yield from (found,) if found is not None else ()
        return
    single = sum(piece.is_amount for piece in rows[counted[0]].pieces) >= ALONE
    needed = NEEDED if not run.below_unit else 1 if single else 2
    for start, end in _close(rows):
        inside = [at - start for at in counted if start <= at < end]
        if len(inside) < needed:
            continue
        found = laid_out(rows[start:end], inside, page, needed)
        if found is not None and (found.headers or (first and start == 0)):
            yield found


def _carried(rows: Sequence[Row], columns: Columns, page: int) -> Found | None:
    """Return the rows that carry on, at a page's top, a table of these columns."""
    last = 0
    for at, row in enumerate(rows, 1):
        if not columns.hold(row):
            break
        if at > 1 and row.base - rows[at - 2].base > APART * row.size:
            break
        last = at
    body = rows[:last]
    if not any(row.has_amounts for row in body):
        return None
    return carried_on(body, columns, page)


def _headed(
    tail: Sequence[Row], run: Run, page: int
) -> tuple[Grid | None, Found | None]:
    """Return a header left on the page before, and the table that it heads."""
    counted = [at for at, row in enumerate(run.rows) if row.has_amounts]
    if len(counted) < NEEDED or _other_size(tail[-1], run.rows[0]):
        return None, None
    # As if the lines stood above the table, where its own header would.
    size = run.rows[0].size
    shift = run.rows[0].base - tail[-1].base - 2 * size
    moved = [replace(row, base=row.base + shift) for row in tail]
    inside = [at + len(moved) for at in counted]
    found = laid_out([*moved, *run.rows], inside, page, NEEDED)
    if found is None or not found.headers:
        return None, None
    return _parted(found, len(moved), shift, page)


def _parted(found: Found, lines: int, shift: float, page: int) -> tuple[Grid, Found]:
    """Part a table's header, which stands on the page before, from its body."""
    grid, depth = found.grid, found.headers
    heads = [
        replace(each, place=_moved(each.place, page - 1, -shift))
        for each in grid.cells
        if each.row < depth
    ]
    body = [replace(c, row=c.row - depth) for c in grid.cells if c.row >= depth]
    header = replace(
        grid, cells=tuple(heads), rows=depth, place=_around(heads, page - 1)
    )
    rest = replace(
        grid, cells=tuple(body), rows=grid.rows - depth, place=_around(body, page)
    )
    return header, Found(rest, found.rows[lines:], found.columns, 0)


def _moved(place: Place, page: int, by: float) -> Place:
    if place.box is None:
        return Place(page)
    left, top, right, bottom = place.box
    return Place(page, (left, top + by, right, bottom + by))


def _around(cells: Sequence[Cell], page: int) -> Place:
    boxes = [cell.place.box for cell in cells if cell.place.box]
    return Place(
        page,
        (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        ),
    )


def _close(run: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a run whose lines follow one another closely."""
    steps = [b.base - a.base for a, b in zip(run, run[1:], strict=False)]
    usual = median(steps) if steps else 0.0
    start = 0
    for at, step in enumerate(steps, 1):
        if step > APART * max(usual, run[at].size):
            yield start, at
            start = at
    yield start, len(run)
