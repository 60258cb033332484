"""Where a table's rows and columns stand on a page: the box of each of its cells."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from disclosures.ingest.model import Cell, Grid

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Lattice:
    """The edges of the rows and columns that a table has on one page, in points.

    `first` is the table's row that stands highest there. There is one edge more than
    there are rows or columns. Two numbers a row and a column are all that a thousand
    cells need.
    """

    first: int
    columns: tuple[float, ...]
    rows: tuple[float, ...]

    def box(self, row: int, column: int, rows: int = 1, columns: int = 1) -> Box | None:
        """Return the box of a cell that covers so much; None if it is elsewhere."""
        top = row - self.first
        if not (0 <= top < len(self.rows) - 1 and 0 <= column < len(self.columns) - 1):
            return None
        bottom = min(top + rows, len(self.rows) - 1)
        right = min(column + columns, len(self.columns) - 1)
        return (
            self.columns[column],
            self.rows[top],
            self.columns[right],
            self.rows[bottom],
        )


def lattice_of(grid: Grid, *, first: int = 0, without: int = 0) -> Lattice | None:
    """Return where the rows of `grid` stand, those `without` at its top left out.

    `first` is the number that its first remaining row has in the table. None where
    the cells have no boxes.
    """
    placed = [cell for cell in grid.cells if cell.place.box is not None]
    if not placed or grid.rows <= without:
        return None
    columns = _edges(placed, grid.columns, _across)
    rows = _edges(placed, grid.rows, _down)
    return Lattice(first, columns, rows[without:])


Ends = tuple[int, int, float, float]
"""First line and the one after the last, and where they begin and end."""


def _across(cell: Cell) -> Ends:
    box = cell.place.box or (0.0, 0.0, 0.0, 0.0)
    return cell.column, cell.column + cell.columns, box[0], box[2]


def _down(cell: Cell) -> Ends:
    box = cell.place.box or (0.0, 0.0, 0.0, 0.0)
    return cell.row, cell.row + cell.rows, box[1], box[3]


def _edges(
    cells: Iterable[Cell], count: int, ends: Callable[[Cell], Ends]
) -> tuple[float, ...]:
    """Return all edges; one that no cell has is put between those beside it."""
    known: dict[int, float] = {}
    for cell in cells:
        first, after, start, end = ends(cell)
        known.setdefault(first, start)
        known.setdefault(min(after, count), end)
    return tuple(_between(known, sorted(known), at) for at in range(count + 1))


def _between(known: dict[int, float], places: Sequence[int], at: int) -> float:
    if at in known:
        return known[at]
    before = max((each for each in places if each < at), default=places[0])
    after = min((each for each in places if each > at), default=places[-1])
    if before >= after:
        return known[before]
    share = (at - before) / (after - before)
    return known[before] + share * (known[after] - known[before])
