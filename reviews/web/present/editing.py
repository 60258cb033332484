"""A section as the fields of a form, and the fields as the section's blocks again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import Any

from disclosures.parse.model import Block, TableBlock
from disclosures.parse.stored import blocks_to_json

Spans = tuple[tuple[int, int, int, int], ...]

BREAK = "⏎"
"""Stands for a line break within a cell."""


@dataclass(frozen=True, slots=True)
class Field:
    """One text area: a run of paragraphs, a line each, or a table, a line a row.

    `start` is where it begins in the section's text, in code points.
    """

    name: str
    kind: str
    value: str
    start: int
    blocks: tuple[Block, ...]
    title: str = ""

    @property
    def end(self) -> int:
        return self.start + sum(len(each.text) + 1 for each in self.blocks)


@dataclass(eq=False)
class Unfit(Exception):
    """A field cannot become blocks; `says` tells the person why, in Chinese."""

    field: str
    says: str


def fields_of(blocks: Sequence[Block]) -> tuple[Field, ...]:
    """Return the form's fields; a section without text gets one that is empty."""
    fields: list[Field] = []
    start = 0
    for run in _runs(blocks):
        fields.append(_field(len(fields), run, start))
        start = fields[-1].end
    return tuple(fields) or (Field("w0", "words", "", 0, ()),)


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield neighbouring paragraphs together and each table by itself."""
    for is_table, group in groupby(blocks, lambda each: isinstance(each, TableBlock)):
        run = tuple(group)
        if is_table:
            yield from ((each,) for each in run)
        else:
            yield run


def _field(number: int, run: tuple[Block, ...], start: int) -> Field:
    first = run[0]
    if isinstance(first, TableBlock):
        value = "\n".join("\t".join(map(_folded, row)) for row in first.rows)
        return Field(f"t{number}", "cells", value, start, run, first.title)
    value = "\n".join(each.text for each in run)
    return Field(f"w{number}", "words", value, start, run)


def _folded(cell: str) -> str:
    return cell.replace("\n", BREAK).replace("\t", " ")


def posted(
    fields: Sequence[Field], values: Mapping[str, str]
) -> tuple[dict[str, Any], ...]:
    """Return the stored blocks that the posted values mean.

    A field that is missing or unchanged keeps its blocks as they are. Raises `Unfit`
    where a table has lost its shape.
    """
    blocks: list[dict[str, Any]] = []
    for field in fields:
        value = values.get(field.name, field.value).replace("\r\n", "\n")
        if value == field.value:
            blocks += blocks_to_json(field.blocks)
        elif field.kind == "cells":
            blocks += [_cells(field, value)] if value.strip() else []
        else:
            blocks += _words(field, value)
    return tuple(blocks)


def _words(field: Field, value: str) -> list[dict[str, Any]]:
    """Return a paragraph a line; a line left as it was is the paragraph it was."""
    known = {each["p"]: each for each in blocks_to_json(field.blocks)}
    lines = (line.strip("\n") for line in value.split("\n"))
    return [known.get(line, {"p": line}) for line in lines if line.strip()]


def _cells(field: Field, value: str) -> dict[str, Any]:
    [stored] = blocks_to_json(field.blocks)
    # A person has looked at the table and changed it.
    stored.pop("ocr", None)
    width = len(stored["table"][0]) if stored["table"] else 0
    rows = [
        [cell.replace(BREAK, "\n") for cell in line.split("\t")]
        for line in value.strip("\n").split("\n")
    ]
    for number, row in enumerate(rows, start=1):
        if len(row) > width:
            raise Unfit(
                field.name,
                f"第 {number} 行有 {len(row)} 格，表格只有 {width} 列。"
                "每格之间用一个制表符（Tab）隔开。",
            )
        row += [""] * (width - len(row))
    if len(rows) != len(stored["table"]):
        spans = tuple(map(tuple, stored.pop("spans", ())))
        stored["spans"] = [
            list(each) for each in kept_spans(spans, stored["table"], rows)
        ]
        stored["header"] = min(stored.get("header", 0), len(rows))
    stored["table"] = rows
    return {name: value for name, value in stored.items() if value}


def kept_spans(
    spans: Spans, before: Sequence[object], after: Sequence[object]
) -> Spans:
    """Return the merged cells that stand in rows which are still there.

    Rows put in or taken out in one place move what stands below them.
    """
    first = _alike(before, after)
    rest = min(len(before), len(after)) - first
    last = min(_alike(before[::-1], after[::-1]), rest)
    moved = len(after) - len(before)
    kept = []
    for row, column, rows, columns in spans:
        if row + rows <= first:
            kept.append((row, column, rows, columns))
        elif row >= len(before) - last:
            kept.append((row + moved, column, rows, columns))
    return tuple(kept)


def _alike(left: Sequence[object], right: Sequence[object]) -> int:
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def locate(fields: Sequence[Field], offset: int) -> tuple[Field, int] | None:
    """Return the field that holds an offset of the section's text, and where in it."""
    for field in fields:
        if field.start <= offset < field.end:
            return field, offset - field.start
    return None
