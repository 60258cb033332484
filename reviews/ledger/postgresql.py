"""Appending on PostgreSQL: one statement locks, compares, chains and inserts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import OperationalError, connection
from psycopg import errors

from reviews.ledger.model import Busy, Conflict, Job, SameCommand

APPEND = (
    "SELECT refusal, actual, last_position, recorded FROM ledger_append("
    "%s, %s, %s, %s, %s::jsonb, %s, %s::jsonb)"
)


def append(
    ledger: int,
    stream: UUID,
    payloads: Sequence[bytes],
    *,
    after: int,
    jobs: Sequence[Job],
    request_hash: str | None,
    answer: Mapping[str, Any],
) -> tuple[int, datetime]:
    """Write the events; return the last position and the time of recording."""
    arguments = (
        ledger,
        stream,
        after,
        list(payloads),
        _jobs(jobs) if jobs else None,
        request_hash,
        orjson.dumps(answer).decode(),
    )
    try:
        with connection.cursor() as cursor:
            cursor.execute(APPEND, arguments)
            refusal, actual, position, recorded_at = cursor.fetchone()
    except OperationalError as error:
        if isinstance(error.__cause__, errors.LockNotAvailable):
            raise Busy(f"ledger {ledger}") from error
        raise
    if refusal == "conflict":
        raise Conflict(stream, after, actual)
    if refusal == "same":
        raise SameCommand(str(stream))
    return position, recorded_at


def _jobs(jobs: Sequence[Job]) -> str:
    said = [
        {"name": job.name, "arguments": job.arguments, "not_before": job.not_before}
        for job in jobs
    ]
    return orjson.dumps(said).decode()
