"""Writers that race, and a reader that polls meanwhile, on databases that commit."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connection, connections, transaction

from reviews import store
from reviews.models import EventRecord
from tests.reviews.store.conftest import LEDGER, edited, meta

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WRITERS = 8
COMMANDS = 500
SHARED = uuid4()
OWN = [uuid4() for _ in range(WRITERS)]


@pytest.fixture(autouse=True)
def committing(tmp_path, monkeypatch):
    """Threads of their own connections: to a file, where the suite is in memory."""
    if connection.vendor == "sqlite":
        path = tmp_path / "racing.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        monkeypatch.setitem(connections.settings["default"], "NAME", str(path))


def together(*jobs: Callable[[], object]) -> list:
    """Run each job in a thread of its own and return what they return."""

    def closing(job):
        try:
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result() for future in [pool.submit(closing, j) for j in jobs]]


def write_all(number: int) -> list[UUID]:
    """Carry out commands of one to three events, again after each conflict.

    Every tenth goes to a stream that all write to.
    """
    done, versions = [], {SHARED: 0, OWN[number]: 0}
    for count in range(COMMANDS):
        stream = OWN[number] if count % 10 else SHARED
        command = meta(actor=number)
        while command.command not in done:
            after = versions[stream]
            events = [edited(after + 1 + each) for each in range(1 + count % 3)]
            try:
                with transaction.atomic():
                    versions[stream] = store.append(
                        LEDGER, stream, events, after=after, meta=command
                    ).version
                done.append(command.command)
            except store.Conflict as conflict:
                versions[stream] = conflict.actual
    return done


def test_nothing_is_lost_and_a_polling_reader_sees_no_hole():
    finished = Event()

    def poll() -> list:
        seen = []
        while True:
            last_look = finished.is_set()
            fresh = store.read(LEDGER, seen[-1].position if seen else 0, 500)
            seen += fresh
            if last_look and not fresh:
                return seen
            sleep(0.002)

    def write(number: int) -> Callable[[], list[UUID]]:
        return lambda: write_all(number)

    def write_everything() -> list:
        try:
            return together(*map(write, range(WRITERS)))
        finally:
            finished.set()

    seen, done = together(poll, write_everything)

    assert [each.position for each in seen] == list(range(1, len(seen) + 1))
    written = Counter(each.command for each in seen)
    sizes = [1 + count % 3 for count in range(COMMANDS)]
    assert [written[each] for one in done for each in one] == sizes * WRITERS
    assert len(seen) == sum(sizes) * WRITERS
    for stream in (SHARED, *OWN):
        versions = [each.version for each in seen if each.stream == stream]
        assert versions == list(range(1, len(versions) + 1))
    assert [each.recorded_at for each in seen] == sorted(e.recorded_at for e in seen)


def test_one_of_eight_that_decided_on_the_same_version_wins():
    stream = uuid4()

    def once(_number: int) -> Callable[[], str]:
        def write() -> str:
            try:
                with transaction.atomic():
                    store.append(LEDGER, stream, [edited()], after=0, meta=meta())
            except store.Conflict:
                return "conflict"
            return "written"

        return write

    outcomes = Counter(together(*map(once, range(WRITERS))))

    assert outcomes == {"written": 1, "conflict": WRITERS - 1}


def test_one_of_eight_that_sent_the_same_command_is_carried_out():
    stream, command = uuid4(), meta()

    def send() -> str:
        try:
            with transaction.atomic():
                store.append(
                    LEDGER, stream, [edited()], after=0, meta=command, request_hash="h"
                )
        except store.SameCommand:
            return "same"
        return "written"

    assert Counter(together(*[send] * WRITERS)) == {"written": 1, "same": WRITERS - 1}
    assert together(lambda: store.answer_of(LEDGER, command.command).version) == [1]


def test_contents_kept_by_many_at_once_are_kept_once():
    bodies = [f"第{number}段".encode() for number in range(40)]

    def keep(turned: int) -> Callable[[], set[str]]:
        def put() -> set[str]:
            with transaction.atomic():
                return set(store.put_contents(bodies[turned:] + bodies[:turned]))

        return put

    kept = together(*map(keep, range(0, 40, 5)))

    assert all(names == kept[0] for names in kept)
    assert len(together(lambda: store.contents(kept[0]))[0]) == 40


def test_a_lock_that_is_not_to_be_had_is_said_and_writes_nothing():
    held, tried = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            store.append(LEDGER, uuid4(), [edited()], after=0, meta=meta())
            held.set()
            tried.wait(30)

    def try_it() -> None:
        held.wait(30)
        try:
            with transaction.atomic():
                store.append(LEDGER, uuid4(), [edited()], after=0, meta=meta())
        finally:
            tried.set()

    _hurry("200ms")
    try:
        with pytest.raises((store.Busy, OperationalError)):
            together(hold, try_it)
    finally:
        _hurry("5s")
    (count,) = together(EventRecord.objects.filter(ledger=LEDGER).count)
    assert count == 1


def _hurry(patience: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                f"ALTER FUNCTION ledger_append SET lock_timeout = '{patience}'"
            )
    else:
        seconds = 0.2 if patience == "200ms" else 20
        connections.settings["default"]["OPTIONS"]["timeout"] = seconds
