"""What an append writes, what it gives back, and when it refuses."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from reviews import store
from reviews.domain.codec import Envelope, encode
from reviews.domain.hashing import chained, genesis, microseconds
from reviews.models import EventRecord, LedgerHead, OutboxRecord
from tests.reviews.store.conftest import HAPPENED, LEDGER, edited, meta

pytestmark = pytest.mark.django_db


def test_positions_run_through_a_ledger_and_versions_through_a_stream(write):
    one, other = uuid4(), uuid4()

    write(one, count=2)
    write(other, ledger=LEDGER + 1)
    write(other)
    last = write(one, after=2)

    assert (last.version, last.position) == (3, 4)
    assert [each.version for each in store.load(LEDGER, one)] == [1, 2, 3]
    assert [each.position for each in store.load(LEDGER, one)] == [1, 2, 4]
    assert [each.position for each in store.read(LEDGER, 0, 9)] == [1, 2, 3, 4]
    assert store.head(LEDGER + 1)[0] == 1


def test_what_is_given_back_is_what_is_loaded(stream):
    command = meta(actor=None)
    events = [edited(), edited(3)]

    appended = store.append(LEDGER, stream, events, after=0, meta=command)

    assert store.load(LEDGER, stream) == appended.records
    assert [each.event for each in appended.records] == events
    last = appended.records[-1]
    assert (last.position, last.version) == (appended.position, appended.version)
    assert (last.command, last.actor) == (command.command, None)
    assert (last.occurred_at, last.recorded_at) == (HAPPENED, appended.recorded_at)


def test_loads_a_part_by_position_and_by_version(stream, write):
    write(stream, count=4)

    upto = store.load(LEDGER, stream, upto=2)
    behind = store.load(LEDGER, stream, after_version=3)

    assert [each.version for each in upto] == [1, 2]
    assert [each.version for each in behind] == [4]


def test_reads_a_ledger_in_slices(stream, write):
    write(stream, count=5)

    assert [each.position for each in store.read(LEDGER, 1, 2)] == [2, 3]
    assert store.read(LEDGER, 5, 2) == ()


def test_the_columns_repeat_what_was_hashed(stream):
    by = store.Meta(
        command=uuid4(), actor=3, on_behalf_of=4, request="r-1", occurred_at=HAPPENED
    )
    store.append(LEDGER, stream, [edited()], after=0, meta=by)

    row = EventRecord.objects.get(ledger=LEDGER)

    envelope = Envelope(
        ledger=LEDGER,
        stream=row.stream,
        version=row.version,
        actor=row.actor,
        on_behalf_of=row.on_behalf_of,
        command=row.command,
        request=row.request,
        occurred_at=row.occurred_at,
    )
    assert bytes(row.payload) == encode(edited(), envelope)
    assert (row.type, row.body["section"]) == (edited().TYPE, "a1")
    assert (row.stream, row.on_behalf_of, row.request) == (stream, 4, "r-1")


def test_hashes_are_the_same_whichever_database_chains(stream, write):
    write(stream, count=3)
    write(uuid4())

    previous = genesis(LEDGER)
    for row in EventRecord.objects.filter(ledger=LEDGER).order_by("position"):
        expected = chained(
            previous,
            bytes(row.payload),
            row.position,
            microseconds(row.recorded_at),
        )
        assert bytes(row.previous_hash) == previous
        assert bytes(row.hash) == expected
        previous = expected
    assert store.head(LEDGER) == (4, previous)


def test_a_known_event_at_a_known_time_has_a_known_hash():
    payload = encode(
        edited(),
        Envelope(
            ledger=LEDGER,
            stream=UUID(int=1),
            version=1,
            actor=5,
            on_behalf_of=None,
            command=UUID(int=2),
            request="",
            occurred_at=HAPPENED,
        ),
    )
    at = HAPPENED + timedelta(microseconds=1)

    made = chained(genesis(LEDGER), payload, 1, microseconds(at))

    # Made once with hashlib, struct and json alone.
    assert made.hex() == (
        "7246bdac07850e505364b4a911b9b137ab356166627ec892ceb19dfa38e285c8"
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT ledger_event_hash(ledger_genesis(%s), sha256(%s), 1, %s)",
                [LEDGER, payload, at],
            )
            assert bytes(cursor.fetchone()[0]) == made


def test_someone_faster_is_a_conflict_and_nothing_is_written(stream, write):
    write(stream, count=2)

    with pytest.raises(store.Conflict) as caught, transaction.atomic():
        store.append(LEDGER, stream, [edited()], after=1, meta=meta())

    assert (caught.value.stream, caught.value.expected) == (stream, 1)
    assert caught.value.actual == 2
    assert store.head(LEDGER)[0] == 2


def test_a_version_nobody_wrote_is_a_conflict(stream):
    with pytest.raises(store.Conflict) as caught:
        store.append(LEDGER, stream, [edited()], after=1, meta=meta())

    assert caught.value.actual == 0


def test_an_empty_append_is_refused(stream):
    with pytest.raises(ValueError, match="nothing"):
        store.append(LEDGER, stream, [], after=0, meta=meta())


@pytest.mark.django_db(transaction=True)
def test_an_append_outside_a_transaction_is_refused(stream):
    with pytest.raises(transaction.TransactionManagementError):
        store.append(LEDGER, stream, [edited()], after=0, meta=meta())


def test_a_rolled_back_append_leaves_no_hole(stream, write):
    write(stream)
    with pytest.raises(RuntimeError), transaction.atomic():
        store.append(LEDGER, stream, [edited()], after=1, meta=meta())
        raise RuntimeError

    assert write(stream, after=1).position == 2


def test_the_time_of_recording_never_runs_backwards(stream, write, monkeypatch):
    ahead = datetime(2099, 1, 1, tzinfo=UTC)
    write(stream)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA clock")
            cursor.execute(
                "CREATE FUNCTION clock.clock_timestamp() RETURNS timestamptz "
                "LANGUAGE sql AS $$ SELECT timestamptz '2099-01-01 00:00Z' $$"
            )
            cursor.execute(
                "ALTER FUNCTION ledger_append "
                "SET search_path = clock, pg_catalog, public, pg_temp"
            )
        first = write(stream, after=1)
        with connection.cursor() as cursor:
            cursor.execute("ALTER FUNCTION ledger_append SET search_path = public")
    else:
        with monkeypatch.context() as patch:
            patch.setattr("django.utils.timezone.now", lambda: ahead)
            first = write(stream, after=1)

    second = write(stream, after=2)

    assert (first.recorded_at, second.recorded_at) == (ahead, ahead)


def test_a_time_means_the_last_position_recorded_by_then(stream, write):
    first = write(stream)
    second = write(stream, after=1, count=2)

    at = store.position_at
    assert at(LEDGER, second.recorded_at) == 3
    assert at(LEDGER, second.recorded_at - timedelta(microseconds=1)) == 1
    assert at(LEDGER, first.recorded_at - timedelta(microseconds=1)) == 0
    assert at(LEDGER + 1, second.recorded_at) == 0


def test_an_empty_ledger_has_its_own_beginning():
    assert store.head(LEDGER) == (0, genesis(LEDGER))
    assert not LedgerHead.objects.filter(ledger=LEDGER).exists()
    assert genesis(LEDGER) != genesis(LEDGER + 1)


def test_jobs_stand_at_the_last_position_and_are_due_at_once_or_later(stream):
    later = HAPPENED + timedelta(days=400)
    jobs = [
        store.Job(name="read-disclosure", arguments={"file": "f" * 64, "n": 1}),
        store.Job(name="remind", not_before=later),
    ]

    appended = store.append(
        LEDGER, stream, [edited(), edited(3)], after=0, meta=meta(), jobs=jobs
    )

    read, remind = OutboxRecord.objects.filter(ledger=LEDGER).order_by("job")
    assert (read.position, read.stream) == (2, stream)
    assert read.arguments == {"file": "f" * 64, "n": 1}
    assert read.not_before == appended.recorded_at
    assert remind.not_before == later
    assert (remind.attempts, remind.dead, remind.holder) == (0, False, "")
