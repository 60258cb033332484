"""Whatever is done to a ledger behind its guards is found, at the first bad place."""

from uuid import uuid4

import pytest
from django.db import connection, transaction

from reviews import store
from reviews.domain.hashing import chained, microseconds
from reviews.ledger.verify import Fault, Head, beginning, verify
from reviews.models import EventRecord, LedgerHead
from tests.reviews.store.conftest import LEDGER, edited, meta

pytestmark = pytest.mark.django_db


@pytest.fixture
def unguarded(stream, write):
    """Six events of two streams in a ledger whose triggers are gone."""
    write(stream, count=3)
    write(uuid4())
    write(stream, after=3, count=2)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("eventrecord", "ledgerhead"):
                cursor.execute(f"ALTER TABLE reviews_{table} DISABLE TRIGGER USER")
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' "
                "AND tbl_name IN ('reviews_eventrecord', 'reviews_ledgerhead')"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")


def rows():
    return EventRecord.objects.filter(ledger=LEDGER)


def at(position):
    return rows().filter(position=position)


def rechain():
    """Write every hash anew, as somebody with the program at hand would."""
    head = beginning(LEDGER)
    for row in rows().order_by("position"):
        recorded = microseconds(row.recorded_at)
        made = chained(head.hash, bytes(row.payload), row.position, recorded)
        at(row.position).update(previous_hash=head.hash, hash=made)
        head = Head(LEDGER, row.position, made)
    LedgerHead.objects.filter(ledger=LEDGER).update(
        position=head.position, hash=head.hash
    )


def present():
    return Head(LEDGER, *store.head(LEDGER))


def cut_tail():
    at(6).delete()
    last = at(5).get()
    LedgerHead.objects.filter(ledger=LEDGER).update(position=5, hash=last.hash)


def swap(one, other):
    at(one).update(position=99)
    at(other).update(position=one)
    at(99).update(position=other)


def flip(position, column, place):
    old = bytearray(bytes(at(position).values_list(column, flat=True).get()))
    old[place] ^= 1
    at(position).update(**{column: bytes(old)})


def test_an_untouched_ledger_holds(stream, write):
    write(stream, count=3)

    verdict = verify(LEDGER, witnesses=[present()])

    assert (verdict.fault, verdict.head) == (None, present())
    assert verify(LEDGER + 1).fault is None


@pytest.mark.parametrize("column", ["payload", "previous_hash", "hash"])
@pytest.mark.parametrize("position", range(1, 7))
@pytest.mark.parametrize("place", [0, 13, -1])
@pytest.mark.usefixtures("unguarded")
def test_a_flipped_bit_is_found_where_it_is(column, position, place):
    flip(position, column, place)

    fault = verify(LEDGER).fault

    assert fault.position == position
    assert fault.what == ("chain" if column == "previous_hash" else "hash")


@pytest.mark.parametrize(
    "columns",
    [
        {"body": {"section": "a1"}},
        {"type": "review.sent-back.v1"},
        {"actor": 6},
        {"actor": None},
        {"on_behalf_of": 1},
        {"request": "x"},
        {"version": 9},
        {"stream": "00000000-0000-0000-0000-000000000001"},
        {"command": "00000000-0000-0000-0000-000000000001"},
        {"occurred_at": "2020-01-01T00:00:00+00:00"},
    ],
    ids=lambda columns: next(iter(columns)),
)
@pytest.mark.usefixtures("unguarded")
def test_a_column_that_says_something_else_is_found(columns):
    at(4).update(**columns)

    assert verify(LEDGER).fault == Fault(4, "row")


@pytest.mark.usefixtures("unguarded")
def test_a_changed_time_of_recording_is_found():
    at(3).update(recorded_at="2020-01-01T00:00:00+00:00")

    assert verify(LEDGER).fault == Fault(3, "hash")


@pytest.mark.parametrize("position", range(1, 6))
@pytest.mark.usefixtures("unguarded")
def test_a_dropped_event_is_found(position):
    at(position).delete()

    assert verify(LEDGER).fault == Fault(position, "missing")


@pytest.mark.usefixtures("unguarded")
def test_events_that_changed_places_are_found():
    swap(2, 4)

    assert verify(LEDGER).fault == Fault(2, "chain")


@pytest.mark.usefixtures("unguarded")
def test_a_tail_that_was_cut_off_carelessly_is_found():
    at(6).delete()

    assert verify(LEDGER).fault == Fault(5, "head")


@pytest.mark.usefixtures("unguarded")
def test_only_a_witness_finds_a_tail_that_was_cut_off_with_care():
    witness = present()
    cut_tail()

    assert verify(LEDGER).fault is None
    assert verify(LEDGER, witnesses=[witness]).fault == Fault(6, "short")
    assert verify(LEDGER, since=witness).fault == Fault(6, "short")


@pytest.mark.usefixtures("unguarded")
def test_only_a_witness_finds_a_chain_that_was_written_anew():
    witness = present()
    row = at(2).get()
    payload = bytes(row.payload).replace(b'"actor":5', b'"actor":6')
    at(2).update(payload=payload, actor=6)
    rechain()

    assert verify(LEDGER).fault is None
    assert verify(LEDGER, witnesses=[witness]).fault == Fault(6, "witness")
    assert verify(LEDGER, since=witness).fault == Fault(6, "witness")


@pytest.mark.usefixtures("unguarded")
def test_a_version_left_out_of_a_stream_is_found():
    last = at(6).get()
    payload = bytes(last.payload).replace(b'"version":5}', b'"version":7}')
    assert payload != bytes(last.payload)
    at(6).update(payload=payload, version=7)
    rechain()

    assert verify(LEDGER).fault == Fault(6, "version")


@pytest.mark.usefixtures("unguarded")
def test_an_event_of_another_ledger_is_found():
    row = at(2).get()
    row.pk, row.ledger, row.position = None, LEDGER + 1, 1
    EventRecord.objects.bulk_create([row])

    assert verify(LEDGER + 1).fault == Fault(1, "chain")


def test_what_was_proved_before_is_not_read_again(
    stream, write, django_assert_num_queries
):
    write(stream, count=3)
    earlier = present()
    write(stream, after=3)

    with django_assert_num_queries(3):
        verdict = verify(LEDGER, since=earlier)

    assert (verdict.fault, verdict.head) == (None, present())


def test_reads_in_batches(stream, write, monkeypatch):
    monkeypatch.setattr("reviews.ledger.verify.BATCH", 2)
    write(stream, count=5)

    assert verify(LEDGER).head.position == 5


def test_a_forger_that_appends_through_the_program_is_not_found(stream):
    with transaction.atomic():
        store.append(LEDGER, stream, [edited()], after=0, meta=meta(actor=666))

    assert verify(LEDGER).fault is None
