"""Events to and from the canonical bytes of the ledger. Old bodies load for ever."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

import orjson

from reviews.domain.events import BY_TYPE, Event, Recorded
from reviews.domain.hashing import canonical

Body = dict[str, Any]
Upcast = tuple[str, Callable[[Body], Body]]
"""The name that follows an old one, and how a body of the old becomes the new."""

UPCASTS: Mapping[str, Upcast] = {
    "review.section-commented.v1": (
        "review.section-commented.v2",
        lambda body: body | {"before": "", "after": "", "parent": ""},
    ),
    "review.finding-waived.v1": (
        "review.finding-waived.v2",
        lambda body: body | {"kind": "other", "attachment": "", "attachment_name": ""},
    ),
}
"""By stored name. A name that is here stays here; its golden body stays as well."""


class UnknownEvent(Exception):
    """A stored name that this version of the program does not know."""


class BadBody(Exception):
    """A stored body that does not fit its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the hashed bytes say beside the event: who, when, where it belongs."""

    ledger: int
    stream: UUID
    version: int
    actor: int | None
    on_behalf_of: int | None
    command: UUID
    request: str
    occurred_at: datetime


def encode(event: Event, envelope: Envelope) -> bytes:
    """Return the canonical bytes of an event and its envelope: what is hashed."""
    return canonical(
        {
            "actor": envelope.actor,
            "body": event,
            "command": str(envelope.command),
            "ledger": envelope.ledger,
            "occurred_at": _iso(envelope.occurred_at),
            "on_behalf_of": envelope.on_behalf_of,
            "request": envelope.request,
            "stream": str(envelope.stream),
            "type": event.TYPE,
            "version": envelope.version,
        }
    )


def recorded(payload: bytes, *, position: int, recorded_at: datetime) -> Recorded:
    """Return the event that stands in `payload`, upcast to its present form."""
    said = orjson.loads(payload)
    return Recorded(
        event=decode(said["type"], said["body"]),
        ledger=said["ledger"],
        position=position,
        stream=_id(said["stream"]),
        version=said["version"],
        actor=said["actor"],
        on_behalf_of=said["on_behalf_of"],
        command=_id(said["command"]),
        occurred_at=datetime.fromisoformat(said["occurred_at"]),
        recorded_at=recorded_at,
    )


def decode(kind: str, body: Body, *, upcasts: Mapping[str, Upcast] = UPCASTS) -> Event:
    """Return the event as it was encoded: tuples and what lies in them restored.

    Raises `UnknownEvent` for a name never stored by this version or an earlier one,
    `BadBody` where the body lacks a field or has one too many.
    """
    while kind in upcasts:
        kind, step = upcasts[kind]
        body = step(body)
    if kind not in BY_TYPE:
        raise UnknownEvent(f"{kind!r}: written by a newer version of this program?")
    try:
        event: Event = _build(BY_TYPE[kind], body)
    except (TypeError, KeyError) as error:
        raise BadBody(f"{kind}: {error}") from error
    return event


_id = lru_cache(maxsize=1_024)(UUID)
"""A history names few streams and commands, many times each."""


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _build(kind: Any, body: Body) -> Any:
    restore = _restorers(kind)
    return kind(
        **{
            name: value if (step := restore[name]) is None else step(value)
            for name, value in body.items()
        }
    )


@cache
def _restorers(kind: Any) -> dict[str, Callable[[Any], Any] | None]:
    hints = get_type_hints(kind)
    return {field.name: _restorer(hints[field.name]) for field in fields(kind)}


def _restorer(hint: Any) -> Callable[[Any], Any] | None:
    """How JSON's form of a field becomes its own; None if it is that already."""
    if is_dataclass(hint):
        return lambda value: _build(hint, value)
    if get_origin(hint) is not tuple:
        return None
    inner = get_args(hint)
    if inner[-1] is Ellipsis:
        each = _restorer(inner[0])
        return tuple if each is None else lambda value: tuple(map(each, value))
    steps = [_restorer(one) for one in inner]
    return lambda value: tuple(
        part if step is None else step(part)
        for step, part in zip(steps, value, strict=True)
    )
