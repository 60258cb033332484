"""Defects put into a consistent sample on purpose, and the labels that tell of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from disclosures.samples.model import Block, Document, Heading, Table, Text
from disclosures.samples.phrases import Phrases


class Misplaced(ValueError):
    """What a defect replaces does not stand in the sample exactly once."""


def spoiled(
    document: Document, defects: Sequence[Mapping[str, Any]], phrases: Phrases
) -> Document:
    """`document` with every defect in it. Raises Misplaced."""
    for defect in defects:
        found = phrases.fill(defect["find"])
        put = phrases.fill(defect["put"])
        document = _replaced(document, found, put, table=defect.get("table", ""))
    return document


def labels(
    defects: Sequence[Mapping[str, Any]], phrases: Phrases
) -> list[dict[str, Any]]:
    """The labels of `defects`, in the shape that the benches read."""
    plain = ("id", "tier", "severity", "family")
    filled = ("stated", "expected", "computation")
    return [
        {key: defect[key] for key in plain}
        | {key: phrases.fill(defect[key]) for key in filled}
        | {"quotes": [phrases.fill(quote) for quote in defect["quotes"]]}
        for defect in defects
    ]


def _replaced(document: Document, found: str, put: str, *, table: str) -> Document:
    blocks: list[Block] = []
    times = 0
    for block in document.blocks:
        if isinstance(block, Table):
            if block.key == table:
                times += sum(row.count(found) for row in block.rows)
                rows = tuple(
                    tuple(put if cell == found else cell for cell in row)
                    for row in block.rows
                )
                block = replace(block, rows=rows)
        elif not table and found in block.text and _open(block):
            times += block.text.count(found)
            block = replace(block, text=block.text.replace(found, put))
        if isinstance(block, Heading | Text) and not block.text:
            continue
        blocks.append(block)
    if times != 1:
        raise Misplaced(f"{found!r} stands {times} times in {document.name}")
    return replace(document, blocks=tuple(blocks))


def _open(block: Heading | Text) -> bool:
    return not (isinstance(block, Text) and block.role == "contents")
