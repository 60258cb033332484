"""The read models rebuilt beside the live ones, compared by hash, and put right."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction

from reviews import handlers, joint, store
from reviews.domain.events import DisclosureSubmitted
from reviews.domain.fold import replay
from reviews.domain.oversight import RecordHealing
from reviews.domain.state import Disclosure
from reviews.models import DisclosureRow, EventRecord, LedgerHead
from reviews.oversight import acts
from reviews.projections import joint as joint_rows
from reviews.projections import live, tallies
from reviews.projections.rows import Row, rows_of

CHUNK = 100
MOST_NAMED = 50
"""Rows that differ and are named; all are counted."""


@dataclass(frozen=True, slots=True)
class Drift:
    """A row that differs from the events: `names` are the columns that do, `kind` is
    changed, missing or extra."""

    stream: str
    table: str
    key: str
    kind: str
    names: tuple[str, ...] = ()


@dataclass(slots=True)
class Table:
    """One read model: rows rebuilt, and the hash of all rows as they lie and should."""

    rows: int = 0
    lies: Any = field(default_factory=hashlib.sha256)
    should: Any = field(default_factory=hashlib.sha256)


@dataclass(slots=True)
class Comparison:
    """What a comparison of a whole ledger found."""

    tables: dict[str, Table]
    streams: int = 0
    drift: list[Drift] = field(default_factory=list)

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(Counter(each.table for each in self.drift).items()))

    def told(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "streams": self.streams,
            "drift": len(self.drift),
            "named": [
                {
                    "stream": each.stream,
                    "table": each.table,
                    "key": each.key,
                    "kind": each.kind,
                    "names": list(each.names),
                }
                for each in self.drift[:MOST_NAMED]
            ],
            "tables": [
                {
                    "table": name,
                    "rows": each.rows,
                    "live": each.lies.hexdigest(),
                    "rebuilt": each.should.hexdigest(),
                }
                for name, each in self.tables.items()
            ],
        }


def compare(ledger: int) -> Comparison:
    """Replay every disclosure of a ledger and compare its rows with the live ones.

    What differs is looked at again under the ledger's lock: a command in between
    would look like drift.
    """
    found = Comparison(tables={name: Table() for name in live.TABLES})
    streams = _streams(ledger)
    while chunk := list(islice(streams, CHUNK)):
        states = [replay(store.load(ledger, stream)) for stream in chunk]
        found.streams += len(chunk)
        if live.truthful(states):
            for rows in _should(states):
                _count(found, rows, rows)
        else:
            for stream in chunk:
                _one(found, ledger, stream)
    found.drift += _orphans(ledger)
    found.drift += [
        Drift("", "joint", str(p), "changed") for p, *_ in joint.drifting(ledger)
    ]
    found.drift += [
        Drift("", "tallies", str(k), "changed") for k, *_ in tallies.drift(ledger)
    ]
    return found


def heal(ledger: int, envelope: handlers.Envelope) -> tuple[tuple[str, int], ...]:
    """Put every row right that differs, and record it; return (table, rows) of each.

    The rows and the event are kept together, under the ledger's lock.
    """
    found = compare(ledger)
    streams = sorted({UUID(each.stream) for each in found.drift if each.stream})

    def together() -> None:
        for stream in streams:
            records = store.load(ledger, stream)
            if records:
                live.heal(replay(records))
            else:
                DisclosureRow.objects.filter(pk=stream, ledger=ledger).delete()
        joint.heal(ledger)
        tallies.heal(ledger)

    acts.execute(RecordHealing(tables=found.counts), envelope, together=together)
    return found.counts


def _streams(ledger: int) -> Iterator[UUID]:
    opened = EventRecord.objects.filter(ledger=ledger, type=DisclosureSubmitted.TYPE)
    ordered = opened.order_by("position").values_list("stream", flat=True)
    yield from ordered.iterator(chunk_size=1000)


def _one(found: Comparison, ledger: int, stream: UUID) -> None:
    with transaction.atomic():
        LedgerHead.objects.select_for_update().get(ledger=ledger)
        state = replay(store.load(ledger, stream))
        lies, kept = live.stored(stream), live.recall(stream)
        drift = list(live.drift(state))
    _count(found, lies, *_should([state]))
    found.drift += [_drift(stream, *each) for each in drift]
    if kept is not None and kept != state:
        found.drift.append(
            Drift(
                str(stream), "states", str(stream), "changed", _differing(kept, state)
            )
        )


def _should(states: Sequence[Disclosure]) -> Sequence[Any]:
    return joint_rows.as_released(states, [rows_of(each) for each in states])


def _drift(
    stream: UUID, table: str, key: UUID, should: Row | None, lies: Row | None
) -> Drift:
    if should is None or lies is None:
        kind = "extra" if should is None else "missing"
        return Drift(str(stream), table, str(key), kind)
    names = tuple(name for name in should if should[name] != lies.get(name))
    return Drift(str(stream), table, str(key), "changed", names)


def _differing(kept: Disclosure, state: Disclosure) -> tuple[str, ...]:
    return tuple(
        name for name in state.__slots__ if getattr(kept, name) != getattr(state, name)
    )


def _count(found: Comparison, lies: Any, should: Any) -> None:
    for name, table in found.tables.items():
        rows = getattr(should, name)
        table.rows += len(rows)
        told = _told(rows)
        table.should.update(told)
        table.lies.update(told if lies is should else _told(getattr(lies, name)))


def _told(rows: Mapping[UUID, Row]) -> bytes:
    """Return rows as bytes that are equal where the rows are."""
    return "\n".join(
        f"{key} {sorted((name, str(value)) for name, value in rows[key].items())}"
        for key in sorted(rows)
    ).encode()


def _orphans(ledger: int) -> Sequence[Drift]:
    """Return the rows of disclosures that no event ever submitted."""
    opened = EventRecord.objects.filter(ledger=ledger, type=DisclosureSubmitted.TYPE)
    rows = DisclosureRow.objects.filter(ledger=ledger).exclude(
        pk__in=opened.values("stream")
    )
    return [
        Drift(str(pk), "disclosures", str(pk), "extra")
        for pk in rows.values_list("pk", flat=True)
    ]
