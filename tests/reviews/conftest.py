"""The office, and the proof after every test that its read models tell the truth."""

from collections.abc import Iterator

import pytest
from django.db import connection

from reviews import joint, store
from reviews.domain.fold import replay
from reviews.models import EventRecord
from reviews.projections import live, tallies
from tests.reviews import scenarios


@pytest.fixture
def office(db: None) -> Iterator[scenarios.Office]:
    """An office where nothing has happened; afterwards `rebuild == live` is proved."""
    yield scenarios.office()
    if not connection.needs_rollback:
        prove_read_models()


def prove_read_models() -> None:
    """Compare every row and every kept state with what the events say."""
    streams = EventRecord.objects.filter(type="review.disclosure-submitted.v1")
    for ledger, stream in streams.values_list("ledger", "stream"):
        state = replay(store.load(ledger, stream))
        assert list(live.drift(state)) == []
        assert live.recall(stream) == state
    assert list(joint.drifting()) == []
    assert list(tallies.drift()) == []
