"""Totals that a table states: by classification codes, 合计 rows and 合计 columns."""

import re
from collections.abc import Iterator, Mapping, Sequence

from disclosures.figures.learned import learned
from disclosures.figures.model import Figure, Kind, Total
from disclosures.figures.sums import Verdict, add_up
from disclosures.parse.model import TableBlock

Cells = Mapping[tuple[int, int], Figure]
_CODE = re.compile(r"\d{2,7}$")
_SUM = re.compile(r"合计$|小计$")
_GRAND = re.compile(r"总计$")
_ITEM = re.compile(r"[一二三四五六七八九十]+、")
_DETAIL = re.compile(r"其中|小计|合计|总计|^[ ]*(?:[一二三四五六七八九十]+、|[(（]|\d)")
_CODED = re.compile(r"编码|代码")
_VALUE = re.compile(r"[-\d,. %]+$")
_ADDED = (Kind.AMOUNT, Kind.NUMBER, Kind.COUNT, Kind.SHARE)
_LENGTHS = (3, 5, 7)
_SCORED = re.compile(r"三级指标(?=[^\n]*得分)|指标内容(?=[^\n]*得分)")
"""A form of scores has its funds above and its points in other columns (SC001)."""


def totals_of(block: TableBlock, heads: Sequence[str], cells: Cells) -> list[Total]:
    """Return the totals of one table; a blank cell is no value and no part."""
    if len(cells) < 3 or _SCORED.search(block.text):
        return []
    found = [
        *_by_codes(block, heads, cells),
        *_by_items(block, cells),
        *_across(block, heads, cells),
        *_below(block, heads, cells),
    ]
    known = {(id(each.total), each.how) for each in found}
    return found + [
        each
        for each in learned(block, cells)
        if (id(each.total), each.how) not in known
    ]


def _below(block: TableBlock, heads: Sequence[str], cells: Cells) -> Iterator[Total]:
    """Yield the 合计 row of a plain list: no codes, no numbers, nothing of a part.

    Believed where at least one column adds up, or where there is but one, of money.
    """
    sums = [
        row
        for row in range(block.header, len(block.rows))
        if any(_SUM.match(each.strip()) for each in block.rows[row][:2])
    ]
    if len(sums) != 1 or any(_CODED.search(each) for each in heads):
        return
    last = sums[0]
    rows = [row for row in range(block.header, len(block.rows)) if row != last]
    if last not in (block.header, len(block.rows) - 1) or len(rows) < 2:
        return
    names = [each for row in rows for each in block.rows[row][:2]]
    if any(_DETAIL.search(each) for each in names if not _VALUE.match(each)):
        return
    found = []
    for column in sorted({column for _, column in cells}):
        values = [cells[row, column] for row in rows if (row, column) in cells]
        whole = cells.get((last, column))
        if whole is not None and len(values) > 1 and whole.kind in _ADDED:
            found.append(Total(whole, tuple(values), True, "表列"))
    fitting = sum(
        add_up(each.total, each.parts).verdict is not Verdict.OFF for each in found
    )
    alone = len(found) == 1 and len(rows) > 2 and found[0].total.kind is Kind.AMOUNT
    if fitting or alone:
        yield from found


def _by_codes(block: TableBlock, heads: Sequence[str], cells: Cells) -> Iterator[Total]:
    groups = _code_columns(block)
    for number, (first, last) in enumerate(groups):
        end = groups[number + 1][0] if number + 1 < len(groups) else len(heads)
        codes = {
            row: code
            for row in range(block.header, len(block.rows))
            if (code := _code(block.rows[row], first, last))
        }
        for column in range(last + 1, end):
            yield from _column(block, codes, column, (first, end), cells)


def _code_columns(block: TableBlock) -> list[tuple[int, int]]:
    """Return the first and last column of each group that holds codes."""
    body = block.rows[block.header :]
    width = max((len(row) for row in block.rows), default=0)
    coded = []
    for column in range(width):
        filled = [row[column].strip() for row in body if column < len(row)]
        filled = [each for each in filled if each and not _SUM.search(each)]
        codes = sum(_CODE.match(each) is not None for each in filled)
        coded.append(codes >= 2 and codes * 2 > len(filled))
    groups: list[tuple[int, int]] = []
    for column, is_code in enumerate(coded):
        if is_code and groups and groups[-1][1] == column - 1:
            groups[-1] = (groups[-1][0], column)
        elif is_code:
            groups.append((column, column))
    return groups


def _code(row: Sequence[str], first: int, last: int) -> str:
    code = "".join(each.strip() for each in row[first : last + 1])
    return code if len(code) in _LENGTHS and code.isdigit() else ""


def _column(
    block: TableBlock,
    codes: Mapping[int, str],
    column: int,
    span: tuple[int, int],
    cells: Cells,
) -> Iterator[Total]:
    values = {row: cells[row, column] for row in codes if (row, column) in cells}
    for row, figure in values.items():
        if figure.kind is not Kind.AMOUNT:
            return
        code = codes[row]
        below = [
            each
            for other, each in values.items()
            if len(codes[other]) == len(code) + 2 and codes[other].startswith(code)
        ]
        if below:
            yield Total(figure, tuple(below), True, "表列")
    classes = [each for row, each in values.items() if len(codes[row]) == 3]
    for row in range(block.header, len(block.rows)):
        if row in codes or (row, column) not in cells or not classes:
            continue
        words = [each.strip() for each in block.rows[row][span[0] : span[1]]]
        if any(_SUM.search(each) for each in words):
            yield Total(cells[row, column], tuple(classes), True, "表列")


def _by_items(block: TableBlock, cells: Cells) -> Iterator[Total]:
    """Yield 本年收入合计 over 一、 二、 … above it, for each pair of columns."""
    width = max((len(row) for row in block.rows), default=0)
    for label in range(width - 1):
        names = {
            row: block.rows[row][label].strip()
            for row in range(block.header, len(block.rows))
            if label < len(block.rows[row])
        }
        if sum(_ITEM.match(each) is not None for each in names.values()) < 3:
            continue
        sums = [row for row, each in names.items() if _SUM.search(each)]
        sums = sums or _grand(names)
        end = _next_labels(block, label, width)
        for column in range(label + 1, end):
            yield from _items(names, sums, column, cells)


def _grand(names: Mapping[int, str]) -> list[int]:
    """Return the row 总计 where nothing but numbered items stands above it."""
    found = [row for row, each in names.items() if _GRAND.search(each)]
    above = [each for row, each in names.items() if found and row < found[0] and each]
    return found[:1] if all(_ITEM.match(each) for each in above) else []


def _items(
    names: Mapping[int, str], sums: Sequence[int], column: int, cells: Cells
) -> Iterator[Total]:
    for row in sums[:1]:
        parts = [
            cells[each, column]
            for each, name in names.items()
            if each < row and _ITEM.match(name) and (each, column) in cells
        ]
        if (row, column) in cells and parts:
            yield Total(cells[row, column], tuple(parts), True, "表列")
        for grand, name in names.items():
            if grand <= row or not _GRAND.search(name) or (grand, column) not in cells:
                continue
            between = [
                cells[each, column]
                for each in range(row, grand)
                if (each, column) in cells and not _ITEM.match(names.get(each, ""))
            ]
            if between and (row, column) in cells:
                yield Total(cells[grand, column], tuple(between), True, "表列")
            break


def _next_labels(block: TableBlock, label: int, width: int) -> int:
    for column in range(label + 1, width):
        filled = [
            row[column] for row in block.rows[block.header :] if column < len(row)
        ]
        if sum(_ITEM.match(each.strip()) is not None for each in filled) >= 3:
            return column
    return width


def _across(block: TableBlock, heads: Sequence[str], cells: Cells) -> Iterator[Total]:
    """Yield the totals of rows: a column 合计 or 小计 with its columns to the right."""
    for column, head in enumerate(heads):
        if not _SUM.search(head) or _sub(head) is None:
            continue
        parts = _parts(heads, column)
        if len(parts) < 2:
            continue
        for row in range(block.header, len(block.rows)):
            found = [cells[row, each] for each in parts if (row, each) in cells]
            whole = cells.get((row, column))
            if whole is not None and found and whole.kind is Kind.AMOUNT:
                yield Total(whole, tuple(found), True, "表行")


def _sub(head: str) -> str | None:
    return head.rpartition(" ")[0]


def _parts(heads: Sequence[str], column: int) -> list[int]:
    """Return the columns that a 合计 column sums: those under the same top header."""
    top, _, own = heads[column].rpartition(" ")
    found = []
    for each in range(column + 1, len(heads)):
        above = heads[each].rpartition(" ")[0]
        if top and above != top and not heads[each].startswith(top + " "):
            break
        if _SUM.search(heads[each]) or not heads[each]:
            break
        if not top and " " in heads[each]:
            return []
        found.append(each)
    return found if own else []
