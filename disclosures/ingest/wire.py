"""A reading as JSON, on its way from the process that read it."""

from typing import Any

from disclosures.ingest.model import (
    Cell,
    Grid,
    Item,
    PageText,
    Paragraph,
    Place,
    Reading,
    Source,
    Unreadable,
)


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return plain values; paragraphs and grids in order."""
    return {
        "format": reading.format,
        "items": [_item_to_json(each) for each in reading.items],
        "pages": [[p.number, p.width, p.height, p.kind] for p in reading.pages],
        "encoding": reading.encoding,
        "notes": list(reading.notes),
        "parser": reading.parser,
    }


def reading_from_json(stored: dict[str, Any]) -> Reading:
    """Return the reading that `reading_to_json` wrote."""
    return Reading(
        format=stored["format"],
        items=tuple(_item_from_json(each) for each in stored["items"]),
        pages=tuple(PageText(*each) for each in stored["pages"]),
        encoding=stored["encoding"],
        notes=tuple(stored["notes"]),
        parser=stored["parser"],
    )


def unreadable_to_json(unreadable: Unreadable) -> dict[str, Any]:
    """Return the code, the sentence and the details of a refusal."""
    return {
        "code": unreadable.code,
        "message": unreadable.message,
        "details": dict(unreadable.details),
    }


def unreadable_from_json(stored: dict[str, Any]) -> Unreadable:
    """Return the refusal that `unreadable_to_json` wrote."""
    return Unreadable(stored["code"], stored["message"], stored["details"])


def _item_to_json(item: Item) -> dict[str, Any]:
    if isinstance(item, Paragraph):
        return {
            "p": item.text,
            "at": _place_to_json(item.place),
            "outline": item.outline,
            "size": item.size,
            "bold": item.bold,
            "centred": item.centred,
            "source": item.source.value,
            "confidence": item.confidence,
        }
    return {
        "cells": [
            [c.text, c.row, c.column, c.rows, c.columns, _place_to_json(c.place)]
            for c in item.cells
        ],
        "rows": item.rows,
        "columns": item.columns,
        "at": _place_to_json(item.place),
        "name": item.name,
        "confidence": item.confidence,
        "source": item.source.value,
    }


def _item_from_json(stored: dict[str, Any]) -> Item:
    if "p" in stored:
        return Paragraph(
            text=stored["p"],
            place=_place_from_json(stored["at"]),
            outline=stored["outline"],
            size=stored["size"],
            bold=stored["bold"],
            centred=stored["centred"],
            source=Source(stored["source"]),
            confidence=stored["confidence"],
        )
    return Grid(
        cells=tuple(
            Cell(text, row, column, rows, columns, _place_from_json(at))
            for text, row, column, rows, columns, at in stored["cells"]
        ),
        rows=stored["rows"],
        columns=stored["columns"],
        place=_place_from_json(stored["at"]),
        name=stored["name"],
        confidence=stored["confidence"],
        source=Source(stored["source"]),
    )


def _place_to_json(place: Place) -> list[Any]:
    box = [round(edge, 2) for edge in place.box] if place.box else []
    return [place.page, *box]


def _place_from_json(stored: list[Any]) -> Place:
    page, *box = stored
    if len(box) != 4:
        return Place(page)
    left, top, right, bottom = box
    return Place(page, (left, top, right, bottom))
