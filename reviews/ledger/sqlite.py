"""Appending on SQLite: the transaction is the lock, the chain is made here."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.utils import timezone

from reviews.domain.hashing import chained, genesis, microseconds
from reviews.ledger.model import Conflict, Job, SameCommand
from reviews.models import CommandRecord, EventRecord, LedgerHead, OutboxRecord


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
    head, _ = LedgerHead.objects.get_or_create(
        ledger=ledger, defaults={"position": 0, "hash": genesis(ledger)}
    )
    if request_hash is not None:
        _refuse_repetition(ledger, payloads[0])
    _refuse_conflict(ledger, stream, after)
    # Read under the lock: positions and times of recording have one order.
    recorded_at = timezone.now()  # noqa: TID251 - the ledger's own clock
    if head.recorded_at is not None:
        recorded_at = max(recorded_at, head.recorded_at)
    rows = _chain(head, payloads, recorded_at)
    EventRecord.objects.bulk_create(rows)
    last = rows[-1].position
    OutboxRecord.objects.bulk_create(
        OutboxRecord(
            ledger=ledger,
            position=last,
            stream=stream,
            job=job.name,
            arguments=job.arguments,
            not_before=job.not_before or recorded_at,
        )
        for job in jobs
    )
    if request_hash is not None:
        CommandRecord.objects.create(
            ledger=ledger,
            command=rows[0].command,
            actor=rows[0].actor,
            request_hash=request_hash,
            stream=stream,
            version=after + len(rows),
            position=last,
            answer=dict(answer),
        )
    return last, recorded_at


def _refuse_repetition(ledger: int, payload: bytes) -> None:
    command = UUID(orjson.loads(payload)["command"])
    if CommandRecord.objects.filter(ledger=ledger, command=command).exists():
        raise SameCommand(str(command))


def _refuse_conflict(ledger: int, stream: UUID, after: int) -> None:
    versions = EventRecord.objects.filter(ledger=ledger, stream=stream)
    last = versions.order_by("-version").values_list("version", flat=True).first() or 0
    if last != after:
        raise Conflict(stream, after, last)


def _chain(
    head: LedgerHead, payloads: Sequence[bytes], recorded_at: datetime
) -> list[EventRecord]:
    rows = []
    previous, recorded = bytes(head.hash), microseconds(recorded_at)
    for position, payload in enumerate(payloads, start=head.position + 1):
        said = orjson.loads(payload)
        fresh = chained(previous, payload, position, recorded)
        row = EventRecord(
            ledger=head.ledger,
            position=position,
            stream=UUID(said["stream"]),
            version=said["version"],
            type=said["type"],
            body=said["body"],
            payload=payload,
            actor=said["actor"],
            on_behalf_of=said["on_behalf_of"],
            command=UUID(said["command"]),
            request=said["request"],
            occurred_at=datetime.fromisoformat(said["occurred_at"]),
            recorded_at=recorded_at,
            previous_hash=previous,
            hash=fresh,
        )
        previous = fresh
        rows.append(row)
    return rows
