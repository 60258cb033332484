"""What happened: histories, versions, the ledger page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from reviews import store
from reviews.domain import events as e
from reviews.domain.errors import NotAllowed
from reviews.domain.fold import evolve
from reviews.domain.policies import AUDITOR, ROLE_NAMES, Actor
from reviews.domain.state import Disclosure
from reviews.models import (
    EventRecord,
)
from reviews.queries.reading import disclosure


def history(
    actor: Actor, stream: UUID, *, section: str = "", upto: int | None = None
) -> tuple[e.Recorded, ...]:
    """Return a disclosure's events, oldest first, or those about one section."""
    disclosure(actor, stream, position=upto)
    records = store.load(actor.ledger, stream, upto=upto)
    if not section:
        return records
    return tuple(each for each in records if _about(each.event, section))


def _about(event: e.Event, section: str) -> bool:
    if isinstance(event, e.DisclosureRead):
        return any(read.key == section for read in event.sections)
    return getattr(event, "section", None) == section


def content_as_read(records: Sequence[e.Recorded], section: str) -> str:
    """Return the content hash that the last reading found for a section, '' if none."""
    for record in reversed(records):
        if isinstance(record.event, e.DisclosureRead):
            return next(
                (r.content for r in record.event.sections if r.key == section), ""
            )
    return ""


def readings(records: Sequence[e.Recorded]) -> tuple[e.Recorded, ...]:
    """Return the events of reading among `records`, oldest first."""
    return tuple(r for r in records if isinstance(r.event, e.DisclosureRead))


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a section: who made it, when and why (a content hash)."""

    version: int
    content: str
    by: int
    behalf: int
    at: datetime
    position: int
    how: str
    reason: str


def versions(records: Sequence[e.Recorded], section: str) -> tuple[Version, ...]:
    """Return the versions of one section, oldest first, from its history."""
    made: list[Version] = []
    state = Disclosure()
    for record in records:
        match record.event:
            case e.DisclosureRead() as event:
                how, reason = _how(event, section), ""
            case e.SectionEdited() as event if event.section == section:
                how, reason = "edited", event.reason
            case _:
                continue
        state = evolve(state, record)
        present = state.sections.get(section)
        if present is None or present.version == len(made):
            continue
        made.append(
            Version(
                version=present.version,
                content=present.content,
                by=record.actor or 0,
                behalf=record.on_behalf_of or 0,
                at=record.recorded_at,
                position=record.position,
                how=how,
                reason=reason,
            )
        )
    return tuple(made)


def _how(event: e.DisclosureRead, section: str) -> str:
    return next((each.how for each in event.sections if each.key == section), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """An event with what proves it; `payload` holds the very bytes that were hashed."""

    position: int
    stream: UUID
    version: int
    type: str
    recorded_at: datetime
    payload: bytes
    previous_hash: bytes
    hash: bytes


def ledger(actor: Actor, after: int, limit: int) -> tuple[int, tuple[LedgerEntry, ...]]:
    """Return the last position and at most `limit` events behind `after`, in order.

    Raises `NotAllowed` for everybody but auditors.
    """
    if AUDITOR not in actor.roles:
        name = ROLE_NAMES[AUDITOR]
        raise NotAllowed("wrong-role", f"只有{name}可以读取账本。", name)
    names = [each.name for each in fields(LedgerEntry)]
    rows = EventRecord.objects.filter(ledger=actor.ledger, position__gt=after)
    found = tuple(
        LedgerEntry(**{k: _bytes(value) for k, value in row.items()})
        for row in rows.order_by("position").values(*names)[:limit]
    )
    return store.head(actor.ledger)[0], found


def _bytes(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
