"""The worker, the relay and the clock as threads of one process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from celery.beat import PersistentScheduler, Service
from celery.worker import WorkController, state
from django.db import connection

from workers import outbox, relay
from workers.celery import app

PATIENCE = 10.0
"""Seconds that a thread gets to end; what it leaves is taken up at the next start."""


@contextmanager
def running(*, schedule: Path, tasks_at_once: int = 2) -> Iterator[None]:
    """Run all three while the block runs; `schedule` is the clock's own file.

    Work under way at the end is given `PATIENCE` seconds; its row stays, so it is
    done again after the next start.
    """
    # The queue of the last start was in memory and went with it.
    outbox.forget_queue()
    stop = threading.Event()
    worker = WorkController(
        app=app,
        pool="threads",
        concurrency=tasks_at_once,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    clock = Service(
        app,
        max_interval=1,
        schedule_filename=str(schedule),
        scheduler_cls=PersistentScheduler,
        remote_control=False,
    )
    threads = [
        threading.Thread(target=worker.start, name="worker", daemon=True),
        threading.Thread(target=relay.run, args=(stop,), name="relay", daemon=True),
        threading.Thread(target=_tick, args=(clock,), name="clock", daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        state.should_stop = 0
        clock.stop()
        for thread in threads:
            thread.join(PATIENCE)
        state.should_stop = None


def _tick(clock: Service) -> None:
    try:
        clock.start()
    finally:
        connection.close()
