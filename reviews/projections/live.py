"""Keeps the read models in step with a state, in the transaction of its events."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Model

from reviews.domain import snapshot
from reviews.domain.state import Disclosure
from reviews.models import (
    DisclosureRow,
    FindingRow,
    ReleaseRow,
    SectionRow,
    StreamState,
)
from reviews.projections.rows import Row, Rows, rows_of

TABLES: Mapping[str, type[Model]] = {
    "disclosures": DisclosureRow,
    "sections": SectionRow,
    "findings": FindingRow,
    "releases": ReleaseRow,
}


@cache
def reducer() -> str:
    """Name the code that folds and stores states: changed code misses the cache."""
    digest = hashlib.sha256()
    for name in ("reviews.domain.state", "reviews.domain.snapshot"):
        source = import_module(name).__file__
        if source:
            digest.update(Path(source).read_bytes())
    return digest.hexdigest()[:16]


def project(before: Disclosure, after: Disclosure) -> None:
    """Write what differs between the rows of two states of one disclosure."""
    old, new = rows_of(before), rows_of(after)
    for name, model in TABLES.items():
        _write(model, getattr(old, name), getattr(new, name))
    remember(after)


def remember(state: Disclosure) -> None:
    """Keep the state itself, so that the next command need not fold it again."""
    if state.id is None:
        return
    _upsert(
        StreamState,
        [
            StreamState(
                stream=state.id,
                ledger=state.ledger,
                version=state.version,
                position=state.position,
                reducer=reducer(),
                body=snapshot.dump(state),
            )
        ],
    )


def recall(stream: UUID) -> Disclosure | None:
    """Return the kept state, or None where it is missing or of another code."""
    row = (
        StreamState.objects.filter(stream=stream, reducer=reducer())
        .values_list("body", flat=True)
        .first()
    )
    return snapshot.load(bytes(row)) if row is not None else None


def _write(
    model: type[Model], old: Mapping[UUID, Row], new: Mapping[UUID, Row]
) -> None:
    gone = old.keys() - new.keys()
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
    changed = [model(pk=key, **row) for key, row in new.items() if old.get(key) != row]
    if changed:
        _upsert(model, changed)


def _upsert(model: type[Model], rows: Sequence[Model]) -> None:
    key = model._meta.pk
    model._default_manager.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=[key.attname],
        update_fields=[f.attname for f in model._meta.concrete_fields if f != key],
    )


def stored(stream: UUID) -> Rows:
    """Return the rows as they lie in the live tables."""
    return Rows(
        disclosures=_lying(DisclosureRow, pk=stream),
        sections=_lying(SectionRow, disclosure=stream),
        findings=_lying(FindingRow, disclosure=stream),
        releases=_lying(ReleaseRow, disclosure=stream),
    )


def _lying(model: type[Model], **where: Any) -> dict[UUID, Row]:
    return {
        row.pop("id"): row for row in model._default_manager.filter(**where).values()
    }


def drift(state: Disclosure) -> Iterator[tuple[str, UUID, Row | None, Row | None]]:
    """Yield (table, key, as it should be, as it lies) for each row that differs."""
    if state.id is None:
        return
    should, lies = rows_of(state), stored(state.id)
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
    lies, should = stored(state.id), rows_of(state)
    for name, model in TABLES.items():
        _write(model, getattr(lies, name), getattr(should, name))
    remember(state)
