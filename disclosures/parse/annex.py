"""Tables of a spreadsheet beside a text: each is that of the text, once.

A table that both hold is read once, where the text has it, with the annex's figures;
what differs is told. One that the text only names is put below its name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosures.parse.compare import Difference, compared, rows_as_read
from disclosures.parse.line import Line, table_line
from disclosures.parse.model import TableBlock
from disclosures.parse.numbering import number_of
from disclosures.parse.shapes import official_table, squeezed, table_title
from disclosures.parse.tables import BELONGS, CODE_LINE, unit_of

CODE = re.compile(r"^公开\d+表")
YEAR = re.compile(r"20\d\d年度?")
OWNER = re.compile(r"[局委厅办院校会所站处街道镇乡部门单位中心]$")
"""What the owner's name ends in, that a title may begin with."""
SHOWN = 3
"""Differences that a note spells out."""
SHARED = 0.7
"""Of the annex's rows, that the text must have as well."""
FURTHEST = 4
"""Lines below a table's name among which its table stands."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table of the annex, the lines above it and those below."""

    above: tuple[Line, ...]
    table: TableBlock
    below: tuple[Line, ...]


def settled(
    text: Sequence[Line], annex: Sequence[Line], start: int
) -> tuple[list[Line], list[str]]:
    """Return the lines of both without any table twice, and notes on what differs.

    From `start` on the text is no table of contents any more.
    """
    lines = list(text)
    left: list[Line] = []
    notes: list[str] = []
    taken: set[int] = set()
    for sheet in _sheets(annex):
        name = name_of(sheet.table)
        at = _twin(lines, name, taken) if name else None
        at = _image(lines, sheet.table, taken) if at is None else at
        if at is None:
            at = _named(lines, name, start) if name else None
            if at is None:
                left += [*sheet.above, table_line(sheet.table), *sheet.below]
            else:
                taken = {each + (each > at) for each in taken} | {at + 1}
                lines[at + 1 : at + 1] = [table_line(_titled(sheet.table, lines[at]))]
                left += _own(sheet.below, lines)
            continue
        kept, said = _one_of(lines[at], sheet.table, name)
        notes += said
        if kept is None:
            left += [*sheet.above, table_line(sheet.table), *sheet.below]
            continue
        taken.add(at)
        lines[at] = kept
        left += _own(sheet.below, lines)
    return [*lines, *left], notes


def name_of(table: TableBlock) -> str:
    """Return a table's name without number, code and year, '' for none."""
    return _bare(table.title) if table.title else ""


def _bare(title: str) -> str:
    name = CODE.sub("", squeezed(title))
    number = number_of(name)
    return YEAR.sub("", number.rest if number else name)


def _alike(one: str, other: str) -> bool:
    """Say whether two names are of one table; one may begin with the owner's name."""
    short, long = sorted((one, other), key=len)
    if not long.endswith(short):
        return False
    return short == long or OWNER.search(long[: -len(short)]) is not None


def _sheets(annex: Sequence[Line]) -> Iterator[_Sheet]:
    """Yield the annex's tables; lines that name or measure one stand above it."""
    tables = [at for at, line in enumerate(annex) if line.is_table]
    start = 0
    for number, at in enumerate(tables):
        table = annex[at].block
        end = tables[number + 1] if number + 1 < len(tables) else len(annex)
        cut = at + 1
        while cut < end and not _heads(annex[cut]):
            cut += 1
        if isinstance(table, TableBlock):
            yield _Sheet(tuple(annex[start:at]), table, tuple(annex[at + 1 : cut]))
        start = cut


def _heads(line: Line) -> bool:
    text = line.text.strip()
    return bool(
        table_title(text)
        or CODE_LINE.fullmatch(text)
        or BELONGS.match(text)
        or unit_of(text)
    )


def _twin(lines: Sequence[Line], name: str, taken: set[int]) -> int | None:
    """Return where the text has the table of that name."""
    for at, line in enumerate(lines):
        if at in taken or not isinstance(line.block, TableBlock):
            continue
        if (own := name_of(line.block)) and _alike(own, name):
            return at
    return None


def _image(lines: Sequence[Line], table: TableBlock, taken: set[int]) -> int | None:
    """Return where the text has a table of other or no name with the same rows."""
    wanted = {row for row in rows_as_read(table) if len(row) > 1}
    for at, line in enumerate(lines):
        if at in taken or not isinstance(line.block, TableBlock):
            continue
        shared = wanted & rows_as_read(line.block)
        if len(shared) > 1 and len(shared) >= SHARED * len(wanted):
            return at
    return None


def _named(lines: Sequence[Line], name: str, start: int) -> int | None:
    """Return where the text names the table without holding it."""
    for at in range(start, len(lines)):
        text = lines[at].text
        if lines[at].is_table or not official_table(text):
            continue
        if _alike(_bare(text), name):
            following = lines[at + 1 : at + 1 + FURTHEST]
            if not any(each.is_table for each in following):
                return at
    return None


def _titled(table: TableBlock, line: Line) -> TableBlock:
    return replace(table, title=line.text)


def _own(below: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Return the notes that the text does not hold itself."""
    known = {squeezed(line.text) for line in lines if line.text}
    return [line for line in below if squeezed(line.text) not in known]


def _one_of(line: Line, annex: TableBlock, name: str) -> tuple[Line | None, list[str]]:
    """Return the line with the one table kept, None for both, and what to note."""
    text = line.block
    if not isinstance(text, TableBlock):
        return None, []
    found = compared(text, annex)
    if not found.differences:
        return line, []
    called = f"《{name}》" if name else "一张表"
    if len(found.differences) > found.same:
        return None, [
            f"正文和附表里都有{called}，内容差别太大（{len(found.differences)} 处），"
            "两份都保留了下来，请核对附表是否属于这份材料。"
        ]
    said = "；".join(map(_said, found.differences[:SHOWN]))
    more = f"等 {len(found.differences)} 处" if len(found.differences) > SHOWN else ""
    note = f"{called}正文与附表不同，已采用附表：{said}{more}。请核对后统一。"
    kept = replace(annex, title=text.title, unit=annex.unit or text.unit)
    return line._replace(block=_placed(kept, text)), [note]


def _placed(kept: TableBlock, text: TableBlock) -> TableBlock:
    """Return the annex's table where the text's stands, its cells too if they fit."""
    shapes = [[len(row) for row in each.rows] for each in (kept, text)]
    lattices = text.lattices if shapes[0] == shapes[1] else (None,) * len(text.places)
    return replace(kept, places=text.places, lattices=lattices)


def _said(each: Difference) -> str:
    return f"“{each.label}”正文为{each.text or '空'}，附表为{each.annex or '空'}"
