"""Appending against bare durable inserts: `python -m tests.bench.append`.

Rounds are interleaved and the medians compared, for the machine is shared. Needs
PostgreSQL at TEST_DATABASE_URL; makes a database of its own there and drops it.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

import psycopg

URL = os.environ.get(
    "TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres"
)
NAME = "mingshen_bench_append"
ROUNDS = 5
SECONDS = 1.5
BODY = b"x" * 400

Step = Callable[[], object]


@contextmanager
def database() -> Iterator[str]:
    """Make a database, give its URL, drop it in the end."""
    with psycopg.connect(URL, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
    try:
        yield urlunsplit(urlsplit(URL)._replace(path=f"/{NAME}"))
    finally:
        with psycopg.connect(URL, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def bare(_number: int) -> Step:
    """One durable insert a step, by a prepared statement of psycopg itself."""
    connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    connection.prepare_threshold = 1

    def step() -> None:
        connection.execute("INSERT INTO bare (body) VALUES (%s)", [BODY], prepare=True)

    return step


def appending(ledger_of: Callable[[int], int], *, shared: bool = False) -> Any:
    """One command a step: event, command record, job, commit; `ledger_of` a writer."""
    return _Appending(ledger_of, shared=shared)


class _Appending:
    def __init__(self, ledger_of: Callable[[int], int], *, shared: bool) -> None:
        self.ledger_of = ledger_of
        self.shared = shared

    def __call__(self, number: int) -> Step:
        import django

        django.setup()
        from django.db import transaction

        from reviews import store
        from reviews.domain.events import SectionEdited

        ledger = self.ledger_of(number)
        stream = UUID(int=7) if self.shared else uuid4()
        version = 0

        def step() -> None:
            nonlocal version
            meta = store.Meta(
                command=uuid4(), actor=number, occurred_at=datetime.now(UTC)
            )
            while True:
                event = SectionEdited(
                    section="s01", version=version + 1, content="c" * 64, reason=""
                )
                try:
                    with transaction.atomic():
                        version = store.append(
                            ledger,
                            stream,
                            [event],
                            after=version,
                            meta=meta,
                            jobs=[store.Job(name="notify", arguments={"n": 1})],
                            request_hash="h" * 64,
                        ).version
                    return
                except store.Conflict as conflict:
                    version = conflict.actual

        return step


def first(_number: int) -> int:
    return 1


def own(number: int) -> int:
    return 10 + number


def fifth(_number: int) -> int:
    return 5


ROWS: dict[str, tuple[Any, int]] = {
    "bare durable insert, 1 client": (bare, 1),
    "bare durable insert, 4 clients": (bare, 4),
    "append, 1 writer": (appending(first), 1),
    "append, 4 writers, one ledger": (appending(first), 4),
    "append, 4 writers, four ledgers": (appending(own), 4),
    "append, 4 writers, one stream, retrying": (appending(fifth, shared=True), 4),
}


def worker(kind: Any, number: int, pipe: Any) -> None:
    """Build the step, then for each word from the pipe run it for a while."""
    step = kind(number)
    step()
    pipe.send([])
    while pipe.recv():
        times = []
        ends = perf_counter() + SECONDS
        while (began := perf_counter()) < ends:
            step()
            times.append(perf_counter() - began)
        pipe.send(times)


def measure() -> dict[str, tuple[float, float, float]]:
    """Return for each row the median rate a second, and p50 and p99 in seconds."""
    context = get_context("spawn")
    crews: dict[str, list[Any]] = {}
    for row, (kind, writers) in ROWS.items():
        crews[row] = []
        for number in range(writers):
            here, there = context.Pipe()
            context.Process(
                target=worker, args=(kind, number, there), daemon=True
            ).start()
            crews[row].append(here)
        for pipe in crews[row]:
            pipe.recv()
    rates: dict[str, list[float]] = {row: [] for row in ROWS}
    times: dict[str, list[float]] = {row: [] for row in ROWS}
    for _ in range(ROUNDS):
        for row, crew in crews.items():
            for pipe in crew:
                pipe.send(True)
            came = [pipe.recv() for pipe in crew]
            rates[row].append(sum(map(len, came)) / SECONDS)
            times[row] += [each for one in came for each in one]
    for crew in crews.values():
        for pipe in crew:
            pipe.send(False)
    return {row: _summary(rates[row], sorted(times[row])) for row in ROWS}


def _summary(rates: list[float], times: list[float]) -> tuple[float, float, float]:
    return median(rates), median(times), times[int(len(times) * 0.99)]


def main() -> int:
    """Print one line a row with its ratio to one client's bare inserts."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    with database() as url:
        os.environ["DATABASE_URL"] = url
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "CREATE TABLE bare (id bigserial PRIMARY KEY, body bytea)"
            )
        measured = measure()
        from django.db import connections

        connections.close_all()
    floor = measured["bare durable insert, 1 client"][0]
    for row, (rate, p50, p99) in measured.items():
        print(
            f"{row:42}{rate:8.0f}/s {rate / floor:6.2f} x "
            f"p50 {p50 * 1000:6.2f} ms p99 {p99 * 1000:6.2f} ms"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
