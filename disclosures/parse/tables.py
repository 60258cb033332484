"""Grids as drawn into tables as read: rectangles, header rows, title, unit, pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from disclosures.ingest.model import Cell, Grid, Item, Paragraph
from disclosures.parse.lattice import lattice_of
from disclosures.parse.line import ocr_of
from disclosures.parse.model import TableBlock
from disclosures.parse.shapes import table_title

UNIT = re.compile(
    r"(?:金额)?单位\s*[：:]\s*(?:人民币)?\s*(亿元|百万元|万元|千元|元|万美元)"
    r"|[（(]\s*(?:金额)?(?:单位\s*[：:]?)?\s*(亿元|百万元|万元|千元|元)\s*[)）]"
)
CODE_LINE = re.compile(r"公开\s*\d+\s*表|附[表件]\s*\d*|表\s*\d+|第\s*\d+\s*页.*")
BELONGS = re.compile(
    r"(?:编制|填报)?(?:单位|部门)(?:名称)?\s*[：:]|[（(]?\d{4}年度?[)）]?$"
)
AMOUNT = re.compile(r"[-−－]?\d[\d,，]*(?:[.．]\d+)?\s*[%％]?")
FIRST_LABEL = re.compile(r"合计|总计|小计|一、|1\.|[（(]一[)）]|[类款项]$")
ABOVE = 6
"""Lines above a table among which its title is looked for."""
MOST_HEADER = 5
"""Rows that a header alone on its page may have."""
ALIGNED = 4.0
"""Points by which the edges of one column may differ on two pages."""


def unit_of(text: str) -> str:
    """Return the unit of a unit line ('万元'), '' where `text` is none."""
    found = UNIT.search(text) if len(text) <= 60 else None
    return next((each for each in found.groups() if each), "") if found else ""


def with_tables(items: Sequence[Item]) -> Iterator[Paragraph | TableBlock]:
    """Yield the paragraphs and the finished tables of `items`, in order.

    Lines that a spreadsheet or a Word table keeps inside the grid (title, unit, code)
    come out as paragraphs above it; a grid that carries on the one before joins it.
    """
    above: list[str] = []
    waiting: TableBlock | None = None
    edges: dict[int, float] = {}
    for item in items:
        if isinstance(item, Paragraph):
            if item.text.strip():
                if waiting is not None:
                    yield waiting
                    waiting = None
                above.append(item.text.strip())
                yield item
            continue
        if waiting is not None and (grid := aligned(item, edges, waiting)):
            waiting = joined(waiting, grid)
            continue
        lifted, grid = lift(item)
        if waiting is not None:
            yield waiting
            above.clear()
        waiting = None
        for paragraph in lifted:
            above.append(paragraph.text)
            yield paragraph
        if grid.cells:
            waiting = table_of(grid, above)
            edges = left_edges(grid)
            above = []
    if waiting is not None:
        yield waiting


def lift(grid: Grid) -> tuple[list[Paragraph], Grid]:
    """Take the leading rows that hold a title, a unit or a code line out of `grid`."""
    lifted: list[Paragraph] = []
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    at = 0
    while at < grid.rows:
        texts = [cell for cell in rows.get(at, ()) if cell.text.strip()]
        if any(cell.rows > 1 for cell in rows.get(at, ())) and len(texts) > 1:
            break
        if texts and not _outside(texts, grid, first=at == 0 and not grid.name):
            break
        for cell in texts:
            lifted.extend(
                Paragraph(
                    line.strip(),
                    cell.place,
                    source=grid.source,
                    confidence=grid.confidence,
                )
                for line in cell.text.split("\n")
                if line.strip()
            )
        at += 1
    if not at and grid.cells:
        return lifted, grid
    cells = tuple(replace(c, row=c.row - at) for c in grid.cells if c.row >= at)
    if not any(cell.text.strip() for cell in cells):
        cells = ()
    return lifted, replace(grid, cells=cells, rows=grid.rows - at)


def _outside(cells: Sequence[Cell], grid: Grid, *, first: bool) -> bool:
    """Say whether the cells of a row stand above the table proper."""
    if len(cells) > 3:
        return False
    wide = grid.columns > 1 and len(cells) == 1
    return all(
        unit_of(each.text) != ""
        or CODE_LINE.fullmatch(each.text.strip()) is not None
        or BELONGS.match(each.text.strip()) is not None
        or (wide and table_title(each.text))
        for each in cells
    )


def aligned(grid: Grid, edges: Mapping[int, float], table: TableBlock) -> Grid | None:
    """Return `grid` in the columns of `table` if it carries that table on, else None.

    It does on the next page, with nothing but the page break between, when the
    columns are as many or stand at the same places.
    """
    last = table.places[-1].page if table.places else None
    if last is None or grid.place.page != last + 1 or lift(grid)[0]:
        return None
    width = len(table.rows[0])
    if grid.columns == width:
        return grid
    columns = {_column_at(left, edges) for left in left_edges(grid).values()}
    if None in columns or not edges or grid.columns > width:
        return None
    return _recolumned(grid, edges, width)


def left_edges(grid: Grid) -> dict[int, float]:
    """Return where each column begins, in points, as far as its cells tell."""
    return {cell.column: cell.place.box[0] for cell in grid.cells if cell.place.box}


def _column_at(left: float, edges: Mapping[int, float]) -> int | None:
    near = min(edges, key=lambda column: abs(edges[column] - left), default=None)
    return near if near is not None and abs(edges[near] - left) <= ALIGNED else None


def _recolumned(grid: Grid, edges: Mapping[int, float], width: int) -> Grid:
    starts = {
        column: _column_at(left, edges) or 0
        for column, left in left_edges(grid).items()
    }
    starts[grid.columns] = width
    cells = []
    for cell in grid.cells:
        start = starts[cell.column]
        end = starts.get(cell.column + cell.columns, start + cell.columns)
        cells.append(replace(cell, column=start, columns=max(end - start, 1)))
    return replace(grid, cells=tuple(cells), columns=width)


def joined(table: TableBlock, grid: Grid) -> TableBlock:
    """Return `table` with the rows of `grid` below, repeated header rows left out."""
    rows = rectangle(grid)
    if not any(any(row) for row in rows):
        return replace(
            table,
            places=(*table.places, grid.place),
            lattices=(*table.lattices, None),
        )
    repeated = 0
    while (
        repeated < min(table.header, len(rows))
        and rows[repeated] == table.rows[repeated]
    ):
        repeated += 1
    if repeated != table.header:
        repeated = 0
    offset = len(table.rows) - repeated
    spans = tuple(
        (r + offset, c, rs, cs) for r, c, rs, cs in spans_of(grid) if r >= repeated
    )
    whole = (*table.rows, *rows[repeated:])
    return replace(
        table,
        rows=whole,
        header=table.header if _begun(table) else header_rows(whole),
        spans=(*table.spans, *spans),
        places=(*table.places, grid.place),
        lattices=(
            *table.lattices,
            lattice_of(grid, first=len(table.rows), without=repeated),
        ),
        confidence=min(table.confidence, grid.confidence),
        ocr=min(filter(None, (table.ocr, ocr_of(grid))), default=0),
    )


def _begun(table: TableBlock) -> bool:
    """Say whether a table has a row below its header; one may end a page with that."""
    return len(table.rows) > MOST_HEADER or any(
        _counts([text for text in row if text] or [""], first=at == 0)
        for at, row in enumerate(table.rows)
    )


def table_of(grid: Grid, above: Sequence[str]) -> TableBlock:
    """Return the table of `grid`, named and measured by the lines `above` it."""
    rows = rectangle(grid)
    near = list(above[-ABOVE:])
    title = next((text for text in reversed(near) if table_title(text)), "")
    unit = next((unit_of(text) for text in reversed(near) if unit_of(text)), "")
    placed = bool(grid.place.page or grid.place.box)
    return TableBlock(
        rows=rows,
        title=title or (grid.name if table_title(grid.name) else ""),
        unit=unit or _unit_inside(rows),
        header=header_rows(rows),
        spans=spans_of(grid),
        places=(grid.place,) if placed else (),
        lattices=(lattice_of(grid),) if placed else (),
        confidence=grid.confidence,
        ocr=ocr_of(grid),
    )


def _unit_inside(rows: Sequence[Sequence[str]]) -> str:
    for row in rows[:3]:
        for text in row:
            if unit := unit_of(text):
                return unit
    return ""


def rectangle(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """Return the cells' text as full rows; line breaks inside a cell are folded."""
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = "".join(cell.text.split("\n")).strip()
    return tuple(tuple(row) for row in rows)


def spans_of(grid: Grid) -> tuple[tuple[int, int, int, int], ...]:
    """Return (row, column, rows, columns) of the cells that cover several."""
    return tuple(
        (cell.row, cell.column, cell.rows, cell.columns)
        for cell in grid.cells
        if cell.rows > 1 or cell.columns > 1
    )


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return how many leading rows come before the first that holds what is counted.

    Blank rows below the header are lines to fill in; one above further column heads
    belongs to the header. A table of words alone has one header row.
    """
    blank: int | None = None
    for at, row in enumerate(rows):
        texts = [text for text in row if text]
        if not texts:
            blank = blank if blank is not None or at == 0 else at
        elif _counts(texts, first=at == 0):
            return at if blank is None else blank
        else:
            blank = None
    return blank if blank is not None else int(len(rows) > 1)


def _counts(texts: Sequence[str], *, first: bool) -> bool:
    """Say whether a row holds figures, or a label with nothing filled in."""
    if _column_numbers(texts):
        return False
    if any(AMOUNT.fullmatch(text) for text in texts):
        return True
    return not first and all(FIRST_LABEL.match(text) for text in texts)


def _column_numbers(texts: Sequence[str]) -> bool:
    """Say whether a row only numbers the columns: 栏次, 1, 2, 3."""
    if texts[0] in ("栏次", "行次"):
        return True
    numbers = [text for text in texts if text.isdecimal()]
    return len(texts) > 2 and numbers == [str(i + 1) for i in range(len(texts))]
