"""What a province's disclosure of a year must hold: data, never code."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Template:
    """Parts, sections, sentences, weights and names that a campaign demands.

    Empty tuples demand nothing. `statements` holds (what, pattern) pairs; `weights`
    (indicator, points); `bands` (grade, from, below); `classes` (code, name) of the
    functional classification; `aliases` groups of names for one thing, the usual
    one first.
    """

    name: str
    parts: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    statements: tuple[tuple[str, str], ...] = ()
    weights: tuple[tuple[str, int], ...] = ()
    bands: tuple[tuple[str, int, int], ...] = ()
    classes: tuple[tuple[str, str], ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()


def template(data: Mapping[str, Any]) -> Template:
    """Return the template that plain JSON values describe; unknown keys raise."""
    return Template(**{key: _frozen(value) for key, value in data.items()})


@cache
def general() -> Template:
    """Return the template that demands only what every province has."""
    source = files("disclosures.checks") / "templates" / "general.json"
    return template(json.loads(source.read_text(encoding="utf-8")))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
