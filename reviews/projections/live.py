"""Keeps the read models in step with a state, in the transaction of its events."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Model

from reviews.domain import fold, snapshot
from reviews.domain.state import Disclosure
from reviews.models import (
    DisclosureRow,
    FindingRow,
    NoticeRow,
    ReleaseRow,
    SectionRow,
    StreamState,
)
from reviews.projections import joint, tallies
from reviews.projections.rows import Row, Rows, rows_of
from reviews.projections.writes import Writes

TABLES: Mapping[str, type[Model]] = {
    "disclosures": DisclosureRow,
    "sections": SectionRow,
    "findings": FindingRow,
    "releases": ReleaseRow,
    "notices": NoticeRow,
}
LOADED = 64
"""How many disclosures' states a process keeps in memory."""


@cache
def reducer() -> str:
    """Name the code that folds and stores states: changed code misses the cache."""
    digest = hashlib.sha256()
    domain = Path(fold.__file__).parent
    sources = ["state.py", "notices.py", "snapshot.py", "fold.py"]
    sources += sorted(f"folds/{each.name}" for each in domain.glob("folds/*.py"))
    for name in sources:
        digest.update(domain.joinpath(name).read_bytes())
    return digest.hexdigest()[:16]


def project(before: Disclosure, after: Disclosure) -> None:
    """Write what differs between the rows of two states of one disclosure."""
    writes = Writes()
    tallies.add(before, after, writes)
    _replace(rows_of(before), rows_of(after), after, writes)


def _replace(old: Rows, new: Rows, state: Disclosure, writes: Writes) -> None:
    """Write the rows that differ, and the state, so that none need fold it again."""
    for name, model in TABLES.items():
        lying: Mapping[UUID, Row] = getattr(old, name)
        right: Mapping[UUID, Row] = getattr(new, name)
        writes.delete(model, lying.keys() - right.keys())
        writes.upsert(
            [model(pk=k, **row) for k, row in right.items() if lying.get(k) != row]
        )
    if state.id is not None:
        writes.upsert([_kept(state, state.id)])
    writes.run()


def _kept(state: Disclosure, stream: UUID) -> StreamState:
    return StreamState(
        stream=stream,
        ledger=state.ledger,
        version=state.version,
        position=state.position,
        reducer=reducer(),
        body=snapshot.dump(state),
    )


def recall(stream: UUID) -> Disclosure | None:
    """Return the kept state, or None where it is missing or of another code."""
    row = (
        StreamState.objects.filter(stream=stream, reducer=reducer())
        .values_list("body", flat=True)
        .first()
    )
    return _loaded(bytes(row)) if row is not None else None


@lru_cache(maxsize=LOADED)
def _loaded(body: bytes) -> Disclosure:
    """States never change, so the same bytes are the same state: a view and the
    command that follows it read them once."""
    return snapshot.load(body)


def stored(*streams: UUID) -> Rows:
    """Return the rows of disclosures as they lie in the live tables."""
    return Rows(
        disclosures=_lying(DisclosureRow, pk__in=streams),
        sections=_lying(SectionRow, disclosure__in=streams),
        findings=_lying(FindingRow, disclosure__in=streams),
        releases=_lying(ReleaseRow, disclosure__in=streams),
        notices=_lying(NoticeRow, disclosure__in=streams),
    )


def _lying(model: type[Model], **where: Any) -> dict[UUID, Row]:
    return {
        row.pop("id"): row for row in model._default_manager.filter(**where).values()
    }


def truthful(states: Sequence[Disclosure]) -> bool:
    """Whether all rows and all kept states of disclosures are what `states` say.

    Six queries, however many they are.
    """
    streams = [state.id for state in states if state.id is not None]
    lies = stored(*streams)
    should = joint.as_released(states, [rows_of(state) for state in states])
    for name in TABLES:
        right = {
            key: row for rows in should for key, row in getattr(rows, name).items()
        }
        if right != getattr(lies, name):
            return False
    kept = StreamState.objects.filter(stream__in=streams, reducer=reducer())
    known = {state.id: state for state in states}
    return all(
        snapshot.load(bytes(body)) == known[stream]
        for stream, body in kept.values_list("stream", "body")
    )


def drift(state: Disclosure) -> Iterator[tuple[str, UUID, Row | None, Row | None]]:
    """Yield (table, key, as it should be, as it lies) for each row that differs."""
    if state.id is None:
        return
    (should,), lies = joint.as_released([state], [rows_of(state)]), stored(state.id)
    for name in TABLES:
        right: Mapping[UUID, Row] = getattr(should, name)
        live: Mapping[UUID, Row] = getattr(lies, name)
        for key in sorted(right.keys() | live.keys()):
            if right.get(key) != live.get(key):
                yield name, key, right.get(key), live.get(key)


def heal(state: Disclosure) -> None:
    """Replace the rows of one disclosure by what its events say."""
    if state.id is None:
        return
    (rows,) = joint.as_released([state], [rows_of(state)])
    _replace(stored(state.id), rows, state, Writes())
