"""A section's blocks as plain JSON values and back: what versions store and hash."""

from collections.abc import Iterable, Sequence
from typing import Any

from disclosures.ingest.model import Place
from disclosures.parse.model import Block, TableBlock, TextBlock


def blocks_to_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Return one object a block: {"p": text} or {"table": rows, …}; no floats.

    Places are left out: where a block stands on a page is not what it says, and
    the hash of a content must not change when a page break moves.
    """
    return [_block_to_json(block) for block in blocks]


def blocks_from_json(stored: Sequence[dict[str, Any]]) -> tuple[Block, ...]:
    """Return the blocks that `blocks_to_json` wrote."""
    return tuple(_block_from_json(each) for each in stored)


def places_to_json(blocks: Iterable[Block]) -> list[list[list[Any]]]:
    """Return each block's places as [page, left, top, right, bottom], in 1/100 pt."""
    return [[_place_to_json(place) for place in _places(block)] for block in blocks]


def _places(block: Block) -> tuple[Place, ...]:
    return block.places if isinstance(block, TableBlock) else (block.place,)


def _place_to_json(place: Place) -> list[Any]:
    box = [round(edge * 100) for edge in place.box] if place.box else []
    return [place.page, *box]


def _block_to_json(block: Block) -> dict[str, Any]:
    if isinstance(block, TextBlock):
        return {"p": block.text}
    stored: dict[str, Any] = {"table": [list(row) for row in block.rows]}
    if block.title:
        stored["title"] = block.title
    if block.unit:
        stored["unit"] = block.unit
    if block.header:
        stored["header"] = block.header
    if block.spans:
        stored["spans"] = [list(span) for span in block.spans]
    return stored


def _block_from_json(stored: dict[str, Any]) -> Block:
    if "p" in stored:
        return TextBlock(stored["p"])
    return TableBlock(
        rows=tuple(tuple(row) for row in stored["table"]),
        title=stored.get("title", ""),
        unit=stored.get("unit", ""),
        header=stored.get("header", 0),
        spans=tuple((r, c, rs, cs) for r, c, rs, cs in stored.get("spans", ())),
    )
