"""What a province's disclosure of a year must hold: data, never code."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

SHIPPED = ("general", "final-accounts", "budget", "shanghai-2024")
USUAL = {"决算": "final-accounts", "预算": "budget"}


@dataclass(frozen=True, slots=True)
class Template:
    """Parts, sections, sentences, weights and names that a campaign demands.

    `kind` is 决算 or 预算, '' for both; `exact` says that it is a place's own, so that
    all of it must be there, and not what is usual anywhere. Empty tuples demand
    nothing. `statements` holds (what, pattern) pairs; `weights` (indicator, points);
    `bands` (grade, from, below); `classes` (code, name) of the functional
    classification; `aliases` groups of names for one thing, the usual one first.
    """

    name: str
    kind: str = ""
    exact: bool = True
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
    """Return the template that plain JSON values describe; unknown keys raise.

    `like` names a template that comes with the product: what the values leave out
    is taken from it.
    """
    own = {key: _frozen(value) for key, value in data.items() if key != "like"}
    like = data.get("like")
    return replace(shipped(like), **own) if like else Template(**own)


@cache
def shipped(name: str) -> Template:
    """Return a template that comes with the product; KeyError for any other name."""
    source = files("disclosures.checks") / "templates" / f"{name}.json"
    if name not in SHIPPED:
        raise KeyError(name)
    return template(json.loads(source.read_text(encoding="utf-8")))


def general() -> Template:
    """Return the names that hold everywhere; it demands nothing."""
    return shipped("general")


def usual(kind: str) -> Template:
    """Return what any province demands of a disclosure of this kind."""
    return shipped(USUAL.get(kind, "general"))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
