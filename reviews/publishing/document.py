"""A staged text as the document that files are written from."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from disclosures.parse.model import TableBlock
from disclosures.parse.stored import blocks_from_json
from disclosures.samples.model import Block, Document, Heading, Table, Text

DEEPEST = 3
"""Headings below this level are set like it."""
NARROW, BROAD = 3, 16
"""The least and the most that a column counts when the width is shared out."""
SHEET_NAME = 31
"""Characters that a sheet's name may have."""
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")


def title_of(page: Mapping[str, Any]) -> str:
    """Return the title, 某局 2025 年度部门决算."""
    return f"{page['department']['name']} {page['year']} 年度部门{page['kind']}"


def document_of(page: Mapping[str, Any]) -> Document:
    """Return headings, paragraphs and tables in the order of the staged text.

    Tables are named so that each can be a sheet: unique, short enough.
    """
    title = title_of(page)
    return Document(
        name="release",
        title=title,
        blocks=(Text(title, "title"), *_blocks(page)),
    )


def _blocks(page: Mapping[str, Any]) -> Iterator[Block]:
    names: set[str] = set()
    for section in page["sections"]:
        if section["heading"]:
            level = max(1, min(section["level"], DEEPEST))
            yield Heading(level, section["heading"])
        for block in blocks_from_json(section["blocks"]):
            if not isinstance(block, TableBlock):
                yield Text(block.text)
            elif block.rows and block.rows[0]:
                yield _table(block, section["heading"], names)


def _table(block: TableBlock, heading: str, names: set[str]) -> Table:
    name = _sheet_name(block.title or heading or "表", names)
    above = [block.title] if block.title and block.title != name else []
    if block.unit:
        above.append(f"单位：{block.unit}")
    return Table(
        key="table",
        name=name,
        rows=block.rows,
        header=block.header,
        above=tuple(above),
        spans=_spans(block),
        widths=_widths(block),
    )


def _sheet_name(wanted: str, names: set[str]) -> str:
    plain = _NOT_IN_A_NAME.sub("", wanted).strip() or "表"
    name, number = plain[:SHEET_NAME], 1
    while name.casefold() in names:
        number += 1
        name = f"{plain[: SHEET_NAME - 4]}（{number}）"
    names.add(name.casefold())
    return name


def _spans(block: TableBlock) -> tuple[tuple[int, int, int, int], ...]:
    """Return the merged cells that lie wholly in the table and overlap no other."""
    height, width = len(block.rows), len(block.rows[0])
    taken: set[tuple[int, int]] = set()
    kept = []
    for row, column, rows, columns in block.spans:
        down, across = range(row, row + rows), range(column, column + columns)
        cells = {(r, c) for r in down for c in across}
        inside = row + rows <= height and column + columns <= width
        if inside and len(cells) > 1 and not cells & taken:
            taken |= cells
            kept.append((row, column, rows, columns))
    return tuple(kept)


def _widths(block: TableBlock) -> tuple[int, ...]:
    columns = zip(*block.rows, strict=True)
    longest = (max(len(cell) for cell in column) for column in columns)
    return tuple(max(NARROW, min(each, BROAD)) for each in longest)
