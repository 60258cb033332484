"""An edit over HTTP against an empty view: `python -m tests.bench.http`.

Eight reviewers at once, each with a token and a disclosure of their own in one
ledger, on one gunicorn with threads, over kept connections. Rounds of the empty view
(`/healthz`) and of edits alternate. Needs PostgreSQL at TEST_DATABASE_URL.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from uuid import uuid4

REVIEWERS = 8
REQUESTS = 25
"""Requests a reviewer sends in one round."""
ROUNDS = 3
PATIENCE = 30
"""Seconds within which the server answers for the first time."""


@dataclass
class Reviewer:
    """One connection, and the section that its edits go to."""

    connection: HTTPConnection
    token: str
    section: str
    version: int = 1

    def empty(self) -> None:
        self.ask("GET", "/healthz", None, {})

    def edit(self) -> None:
        body = {"text": f"另附说明{uuid4().hex[:8]}。", "reason": "更正文字"}
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "If-Match": f'"{self.version}"',
        }
        self.ask("PATCH", f"/api/v1/sections/{self.section}/", body, headers)
        self.version += 1

    def ask(self, method: str, path: str, body: Any, headers: dict[str, str]) -> None:
        sent = json.dumps(body).encode() if body is not None else None
        self.connection.request(method, path, sent, headers)
        answer = self.connection.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {said[:200]!r}")


def main() -> int:
    from tests.bench import append

    with append.database() as url:
        os.environ["DATABASE_URL"] = url
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        sections = prepare()
        with served() as port:
            reviewers = [
                Reviewer(HTTPConnection("127.0.0.1", port, timeout=30), *each)
                for each in sections
            ]
            measure(reviewers)
    return 0


def prepare() -> list[tuple[str, str]]:
    """Make the disclosures; return each reviewer's token and section id."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from reviews.projections.rows import section_id
    from tests import builders
    from tests.bench.handlers import SECTIONS, disclosure

    call_command("migrate", verbosity=0)
    ready = []
    bureau = builders.bureau("云岭市财政局")
    for number in range(REVIEWERS):
        desk = disclosure(f"4{number:02}", sections=SECTIONS, bureau=bureau)
        token = builders.token(desk.people["bob"])
        ready.append((token, str(section_id(desk.stream, "s001"))))
    connections.close_all()
    return ready


@contextmanager
def served() -> Iterator[int]:
    """Run the service on a free port while the block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = [sys.executable, "-m", "gunicorn", "config.wsgi:application"]
    shape = ["-k", "gthread", "-w", "2", "--threads", "4", "-b", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [*server, *shape, "--keep-alive", "30", "--log-level", "error"]
    )
    try:
        for _ in range(PATIENCE * 10):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def measure(reviewers: list[Reviewer]) -> None:
    empty: list[list[float]] = []
    edits: list[list[float]] = []
    rates: dict[str, list[float]] = {"empty": [], "edit": []}
    with ThreadPoolExecutor(len(reviewers)) as pool:
        round_of(pool, [each.empty for each in reviewers])
        round_of(pool, [each.edit for each in reviewers])
        for _ in range(ROUNDS):
            for name, kept in (("empty", empty), ("edit", edits)):
                asks = [getattr(each, name) for each in reviewers]
                began = perf_counter()
                kept.append(round_of(pool, asks))
                spent = perf_counter() - began
                rates[name].append(len(kept[-1]) / spent)
    floor, ours = sum(empty, []), sum(edits, [])
    say("empty view", rates["empty"], floor)
    say("edit", rates["edit"], ours)
    print(
        f"edits a second {median(rates['edit']) / median(rates['empty']):.2f} x the "
        f"empty view's (goal 0.12), p50 {median(ours) / median(floor):.1f} x "
        f"(goal 14), p99 {late(ours) / late(floor):.1f} x (goal 20)"
    )


def round_of(pool: ThreadPoolExecutor, asks: list[Callable[[], None]]) -> list[float]:
    """Return the seconds of every request of one round."""
    return sum(pool.map(many, asks), [])


def many(ask: Callable[[], None]) -> list[float]:
    spent = []
    for _ in range(REQUESTS):
        began = perf_counter()
        ask()
        spent.append(perf_counter() - began)
    return spent


def late(times: list[float]) -> float:
    return quantiles(times, n=100)[98]


def say(name: str, rates: list[float], times: list[float]) -> None:
    print(
        f"{name:12}{median(rates):8.0f}/s  p50 {1000 * median(times):6.1f} ms  "
        f"p99 {1000 * late(times):6.1f} ms"
    )


if __name__ == "__main__":
    sys.exit(main())
