"""A section's blocks as plain JSON values and back: what versions store and hash."""

from collections.abc import Iterable, Sequence
from typing import Any

from disclosures.ingest.model import Place
from disclosures.parse.lattice import Lattice
from disclosures.parse.model import Block, TableBlock, TextBlock


def blocks_to_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Return one object a block: {"p": text} or {"table": rows, …}; no floats.

    What a machine read from an image has "ocr", its confidence in per cent.

    Places are left out: where a block stands on a page is not what it says, and
    the hash of a content must not change when a page break moves.
    """
    return [_block_to_json(block) for block in blocks]


def blocks_from_json(stored: Sequence[dict[str, Any]]) -> tuple[Block, ...]:
    """Return the blocks that `blocks_to_json` wrote."""
    return tuple(_block_from_json(each) for each in stored)


def places_to_json(
    blocks: Iterable[Block], heading: Place | None = None
) -> list[list[list[Any]] | dict[str, Any]]:
    """Return each block's places as [page, left, top, right, bottom], in 1/100 pt.

    A table's place goes on with the number of its first row there, the edges of its
    columns and those of its rows. A heading's place comes last, by its name.
    """
    found: list[list[list[Any]] | dict[str, Any]] = [_places(each) for each in blocks]
    if heading is not None and heading.box:
        found.append({"heading": _place_to_json(heading)})
    return found


def _places(block: Block) -> list[list[Any]]:
    if isinstance(block, TextBlock):
        return [_place_to_json(block.place)]
    lattices = block.lattices or (None,) * len(block.places)
    return [
        [*_place_to_json(place), *_lattice_to_json(lattice)]
        for place, lattice in zip(block.places, lattices, strict=True)
    ]


def _place_to_json(place: Place) -> list[Any]:
    box = [round(edge * 100) for edge in place.box] if place.box else []
    return [place.page, *box]


def _lattice_to_json(lattice: Lattice | None) -> list[Any]:
    if lattice is None:
        return []
    columns = [round(edge * 100) for edge in lattice.columns]
    return [lattice.first, columns, [round(edge * 100) for edge in lattice.rows]]


def _block_to_json(block: Block) -> dict[str, Any]:
    if isinstance(block, TextBlock):
        return {"p": block.text, "ocr": block.ocr} if block.ocr else {"p": block.text}
    stored: dict[str, Any] = {"table": [list(row) for row in block.rows]}
    if block.title:
        stored["title"] = block.title
    if block.unit:
        stored["unit"] = block.unit
    if block.header:
        stored["header"] = block.header
    if block.spans:
        stored["spans"] = [list(span) for span in block.spans]
    if block.ocr:
        stored["ocr"] = block.ocr
    return stored


def _block_from_json(stored: dict[str, Any]) -> Block:
    if "p" in stored:
        return TextBlock(stored["p"], ocr=stored.get("ocr", 0))
    return TableBlock(
        rows=tuple(tuple(row) for row in stored["table"]),
        title=stored.get("title", ""),
        unit=stored.get("unit", ""),
        header=stored.get("header", 0),
        spans=tuple((r, c, rs, cs) for r, c, rs, cs in stored.get("spans", ())),
        ocr=stored.get("ocr", 0),
    )
