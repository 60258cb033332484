"""Relations that a table shows by its own numbers: most rows or columns add up."""

import re
from collections.abc import Iterator, Mapping, Sequence

from disclosures.figures.model import Figure, Kind, Total
from disclosures.figures.sums import Verdict, add_up
from disclosures.parse.model import TableBlock

Cells = Mapping[tuple[int, int], Figure]
_ADDED = (Kind.AMOUNT, Kind.NUMBER, Kind.COUNT)
_LEAST = 3
"""So many rows or columns must show a relation before the others are held to it."""
_MISFITS = 1
_SUMMED = re.compile(r"(?:小计|合计|总计)$")
_OF_ALL = re.compile(r"(?:总额|合计|总计)$")
_NUMBERED = re.compile(r"\d{1,2}[、.．]|[(（]?[一二三四五六七八九十][)）、]")


def learned(block: TableBlock, cells: Cells) -> Iterator[Total]:
    """Yield what three neighbouring columns, or the rows above a sum, are held to."""
    if len(cells) < 2 * _LEAST:
        return
    yield from _columns(cells)
    yield from _rows(block, cells)


def _columns(cells: Cells) -> Iterator[Total]:
    """Yield a column as the sum of two beside it: 上年数, 本年数, 增减额."""
    columns = sorted({column for _, column in cells})
    rows = sorted({row for row, _ in cells})
    for first, second, third in zip(columns, columns[1:], columns[2:], strict=False):
        for order in (
            (first, second, third),
            (second, first, third),
            (third, first, second),
        ):
            yield from _held([_triple(cells, row, order) for row in rows])


def _triple(
    cells: Cells, row: int, order: tuple[int, int, int]
) -> tuple[Figure, Figure, Figure] | None:
    """Return total and parts of a row; None where one is missing, or a part is 0."""
    found = [cells.get((row, column)) for column in order]
    whole, one, another = found
    if whole is None or one is None or another is None:
        return None
    if any(each.kind not in _ADDED for each in (whole, one, another)):
        return None
    if not one.value or not another.value or one.scale != another.scale:
        return None
    return whole, one, another


def _held(
    triples: Sequence[tuple[Figure, Figure, Figure] | None],
) -> Iterator[Total]:
    told = [each for each in triples if each is not None]
    if len(told) < _LEAST:
        return
    totals = [Total(each[0], each[1:], True, "表行") for each in told]
    misfits = sum(not _fits(each) for each in totals)
    if misfits <= _MISFITS and len(totals) - misfits >= _LEAST:
        yield from totals


def _fits(each: Total) -> bool:
    return add_up(each.total, each.parts).verdict is not Verdict.OFF


def _rows(block: TableBlock, cells: Cells) -> Iterator[Total]:
    """Yield the rows called 小计 or 合计 over those above that all columns but one say.

    A sum's own rows are not counted again in a later sum.
    """
    if _two_sided(block, cells):
        return
    covered: set[int] = set()
    columns = sorted({column for _, column in cells})
    for row in range(block.header, len(block.rows)):
        label = next((each.strip() for each in block.rows[row] if each.strip()), "")
        if _SUMMED.search(label):
            above = [each for each in range(block.header, row) if each not in covered]
            for start in range(len(above) - 1):
                totals = list(_of_rows(cells, row, above[start:], columns))
                if _shown(totals):
                    covered |= set(above[start:])
                    yield from totals
                    break
        elif _OF_ALL.search(label):
            yield from _listed_below(block, cells, row, columns)


def _two_sided(block: TableBlock, cells: Cells) -> bool:
    """Whether words stand to the right of numbers: income and spending side by side."""
    for (row, column), _ in cells.items():
        rest = block.rows[row][column + 1 :]
        if sum(_SUMMED.search(each.strip()) is not None for each in rest):
            return True
    return False


def _of_rows(
    cells: Cells, row: int, rows: Sequence[int], columns: Sequence[int]
) -> Iterator[Total]:
    for column in columns:
        whole = cells.get((row, column))
        parts = tuple(cells[each, column] for each in rows if (each, column) in cells)
        if whole is None or whole.kind not in _ADDED or len(parts) < 2:
            continue
        if any(each.value for each in (whole, *parts)):
            yield Total(whole, parts, True, "表列")


def _shown(totals: Sequence[Total]) -> bool:
    """Whether the columns, of which two or more hold more than one number, add up."""
    misfits = sum(not _fits(each) for each in totals)
    telling = sum(
        sum(bool(part.value) for part in each.parts) > 1 and _fits(each)
        for each in totals
    )
    return misfits <= _MISFITS and telling >= max(2, 2 * misfits)


def _listed_below(
    block: TableBlock, cells: Cells, row: int, columns: Sequence[int]
) -> Iterator[Total]:
    """Yield 总额 over the rows 1、 2、 3、 right below it, details of them left out."""
    labels = [
        next((each.strip() for each in one if each.strip()), "")
        for one in block.rows[row + 1 :]
    ]
    rows = [row + 1 + at for at, each in enumerate(labels) if _NUMBERED.match(each)]
    if len(rows) < _LEAST or not _NUMBERED.match(labels[0]):
        return
    for column in columns:
        whole = cells.get((row, column))
        parts = tuple(cells[each, column] for each in rows if (each, column) in cells)
        if whole is None or len(parts) != len(rows):
            continue
        if "." in whole.text and whole.kind in _ADDED:
            yield Total(whole, parts, True, "表列")
