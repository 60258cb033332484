"""A desk of its own in a folder: a database on disk and real worker processes."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 90.0
"""Seconds; for a loaded machine, a healthy one needs a tenth."""


class Desk:
    """Workers over one SQLite file; `broker` is a Redis URL, '' for none."""

    def __init__(self, folder: Path, broker: str = "") -> None:
        self.database = folder / "mingshen.sqlite3"
        self.running: list[subprocess.Popen[bytes]] = []
        self.path = folder / "log"
        self.log = self.path.open("ab")
        self.environment = {
            **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "MINGSHEN_VAR": str(folder),
            "CELERY_SKIP_CHECKS": "1",
            **({"BROKER_URL": broker} if broker else {}),
        }
        self.commands = (
            [
                [sys.executable, "-m", "celery", "-A", "workers.celery", "worker"]
                + ["--concurrency", "1", "--without-gossip", "--without-mingle"],
                [sys.executable, "manage.py", "relay"],
            ]
            if broker
            else [[sys.executable, "-m", "tests.faults.worker"]]
        )

    def prepare(self, documents: int) -> None:
        """Make the database, with so many documents waiting to be read."""
        command = [sys.executable, "-m", "tests.faults.prepare", str(documents)]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def start(self) -> None:
        self.running = [
            subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdout=self.log,
                stderr=self.log,
                start_new_session=True,
            )
            for command in self.commands
        ]

    def kill(self) -> None:
        """Kill every process at once, children included, without a last word."""
        for process in self.running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        for process in self.running:
            process.wait()
        self.running = []

    def hold_all(self) -> list[int]:
        """Keep every row from being handed over until `release`; return them."""
        self.change("UPDATE reviews_outboxrecord SET not_before = '2999-01-01'")
        return [row for (row,) in self.query("SELECT id FROM reviews_outboxrecord")]

    def release(self, row: int) -> None:
        self.change(
            "UPDATE reviews_outboxrecord SET not_before = '2000-01-01' WHERE id = ?",
            (row,),
        )

    def said(self) -> str:
        """Return the last of what the processes wrote."""
        return self.path.read_text("utf-8", errors="replace")[-4000:]

    def at_work(self) -> dict[int, int]:
        """Return the rows in workers' hands, each with how often it was begun."""
        return dict(
            self.query(
                "SELECT id, attempts FROM reviews_outboxrecord"
                " WHERE holder <> '' AND holder NOT LIKE 'queue:%'"
            )
        )

    def begun(self, row: int) -> int | None:
        """Return how often a row was begun, None once it is done."""
        found = self.query(
            "SELECT attempts FROM reviews_outboxrecord WHERE id = ?", (row,)
        )
        return found[0][0] if found else None

    def left(self) -> int:
        return int(self.query("SELECT count(*) FROM reviews_outboxrecord")[0][0])

    def readings(self) -> list[int]:
        """Return how often each disclosure was recorded as read."""
        rows = self.query(
            "SELECT count(*) FROM reviews_eventrecord"
            " WHERE type LIKE 'review.disclosure-read%' GROUP BY stream"
        )
        return [count for (count,) in rows]

    def change(self, sql: str, values: tuple[object, ...] = ()) -> None:
        with closing(sqlite3.connect(self.database, timeout=20)) as connection:
            connection.execute(sql, values)
            connection.commit()

    def query(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[int, ...]]:
        with closing(sqlite3.connect(self.database, timeout=20)) as connection:
            return connection.execute(sql, values).fetchall()


def wait_for(ask: Callable[[], T], *, what: str) -> T:
    """Return what `ask` says as soon as it is true."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(0.005)
    raise AssertionError(f"waited in vain for {what}")
