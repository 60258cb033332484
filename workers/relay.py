"""Hands the rows of the outbox to the queue, for as long as it runs."""

import logging
import threading

from django.db import DatabaseError, connection
from django.utils import timezone
from kombu.exceptions import OperationalError

from reviews.models import OutboxRecord
from workers import outbox
from workers.celery import app

PAUSE = 0.1
"""Seconds between two looks at the table."""
PAUSE_AFTER_FAILURE = 1.0

log = logging.getLogger("mingshen.relay")


def run(stop: threading.Event) -> None:
    """Relay until `stop` is set; a database or broker that is away is waited for."""
    pause = 0.0
    try:
        while not stop.wait(pause):
            try:
                pause = 0.0 if relay_once() else PAUSE
            except (DatabaseError, OperationalError, OSError):
                log.exception("relay waits: database or broker does not answer")
                connection.close()
                pause = PAUSE_AFTER_FAILURE
    finally:
        connection.close()


def relay_once() -> int:
    """Hand over what waits and return how many rows it was.

    Raises what the broker raises; the row that it did not take waits as before.
    """
    handed = 0
    for record in outbox.waiting(timezone.now()):  # noqa: TID251 - the shell
        if outbox.hand_over(record, timezone.now()):  # noqa: TID251 - the shell
            _send(record)
            handed += 1
    return handed


def _send(record: OutboxRecord) -> None:
    try:
        app.send_task("workers.perform", args=[record.pk], retry=False)
    except Exception:
        outbox.take_back(record)
        raise
