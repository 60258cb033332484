"""Writers and events for the tests of the ledger."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from reviews import store
from reviews.domain import events as e

HAPPENED = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
LEDGER = 700


def meta(command: UUID | None = None, actor: int | None = 5) -> store.Meta:
    return store.Meta(command=command or uuid4(), actor=actor, occurred_at=HAPPENED)


def edited(version: int = 2, section: str = "a1") -> e.SectionEdited:
    return e.SectionEdited(
        section=section, version=version, content="c" * 64, reason=""
    )


@pytest.fixture
def stream() -> UUID:
    return uuid4()


@pytest.fixture
def write() -> Callable[..., store.Appended]:
    """Append `count` events (one by default) to a stream after its version `after`."""

    def append(
        stream: UUID, *, after: int = 0, count: int = 1, ledger: int = LEDGER
    ) -> store.Appended:
        content = store.put_text("一段正文")
        events = [
            replace(edited(after + each), content=content) for each in range(count)
        ]
        with transaction.atomic():
            return store.append(ledger, stream, events, after=after, meta=meta())

    return append
