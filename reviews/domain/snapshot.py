"""A state as bytes and back: a cache of folding, never a source of truth."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

import orjson

from reviews.domain import notices as n
from reviews.domain import state as s

Loader = Callable[[Any], Any]


def dump(state: s.Disclosure) -> bytes:
    """Return the state as JSON: each value object a list of its fields, in order."""
    return orjson.dumps(state, default=_fields, option=orjson.OPT_PASSTHROUGH_DATACLASS)


def load(body: bytes) -> s.Disclosure:
    """Return the state that `dump` wrote with this very code."""
    return _object(s.Disclosure)(orjson.loads(body))  # type: ignore[no-any-return]


def _fields(value: Any) -> Any:
    kind: Any = type(value)
    return _getter(kind)(value)


@cache
def _getter(kind: Any) -> Callable[[Any], Any]:
    """All fields at once, in order; every kind has more than one."""
    return attrgetter(*(each.name for each in fields(kind)))


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _object(kind: type, **loaders: Loader) -> Loader:
    loaders = loaders or _NESTED.get(kind, {})
    names = [each.name for each in fields(kind)]
    steps = [(name, loaders.get(name, _frozen)) for name in names]

    def build(values: list[Any]) -> Any:
        pairs = zip(steps, values, strict=True)
        return kind(**{name: step(value) for (name, step), value in pairs})

    return build


def _optional(loader: Loader) -> Loader:
    return lambda value: None if value is None else loader(value)


def _each(loader: Loader) -> Loader:
    return lambda values: tuple(loader(value) for value in values)


def _by_key(loader: Loader) -> Loader:
    return lambda values: {key: loader(value) for key, value in values.items()}


_NESTED: dict[type, dict[str, Loader]] = {}
_NESTED[s.Section] = {
    "verification": _optional(_object(s.Verification)),
    "lapse": _optional(_object(s.Lapse)),
}
_NESTED[n.NoticeItem] = {
    "answers": _each(_object(n.Answer)),
    "verdicts": _each(_object(n.Verdict)),
}
_NESTED[n.Notice] = {
    "items": _each(_object(n.NoticeItem)),
    "rounds": _each(_object(n.Round)),
    "extensions": _each(_object(n.Extension)),
}
_NESTED[s.Disclosure] = {
    "id": _optional(UUID),
    "sections": _by_key(_object(s.Section)),
    "gone": _by_key(_object(s.Section)),
    "findings": _by_key(_object(s.Finding)),
    "waivers": _by_key(_object(s.Waiver)),
    "flags": _by_key(_object(s.Flag)),
    "comments": _each(_object(s.Comment)),
    "releases": _each(_object(s.Release)),
    "staging": _optional(_object(s.Staging)),
    "files": _by_key(_frozen),
    "notices": _each(_object(n.Notice)),
}
