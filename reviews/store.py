"""The ledger: the only door through which events are written and read.

Positions of a ledger are its order of commits: whoever has read up to a position has
read everything before it, so a checkpoint is one whole number.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, OperationalError, connection
from django.db.transaction import TransactionManagementError

from reviews.domain.codec import Envelope, encode, recorded
from reviews.domain.events import Event, Recorded
from reviews.domain.hashing import genesis
from reviews.ledger import postgresql, sqlite
from reviews.ledger.contents import contents, put_contents, put_text
from reviews.ledger.model import (
    Answer,
    Appended,
    Busy,
    Conflict,
    Job,
    Meta,
    SameCommand,
)
from reviews.models import CommandRecord, EventRecord, LedgerHead

__all__ = [
    "Answer",
    "Appended",
    "Busy",
    "Conflict",
    "Job",
    "Meta",
    "SameCommand",
    "answer_of",
    "append",
    "contents",
    "head",
    "load",
    "lock",
    "position_at",
    "put_contents",
    "put_text",
    "read",
    "remember",
]

COLUMNS = ("payload", "position", "recorded_at")


def load(
    ledger: int, stream: UUID, *, upto: int | None = None, after_version: int = 0
) -> tuple[Recorded, ...]:
    """Return a stream's events, oldest first, up to and with position `upto`."""
    rows = EventRecord.objects.filter(
        ledger=ledger, stream=stream, version__gt=after_version
    )
    if upto is not None:
        rows = rows.filter(position__lte=upto)
    return _recorded(rows.order_by("version").values_list(*COLUMNS))


def read(ledger: int, after: int, limit: int) -> tuple[Recorded, ...]:
    """Return at most `limit` events of a ledger behind position `after`, in order."""
    rows = EventRecord.objects.filter(ledger=ledger, position__gt=after)
    return _recorded(rows.order_by("position").values_list(*COLUMNS)[:limit])


def head(ledger: int) -> tuple[int, bytes]:
    """Return the last position and its hash; 0 and the genesis hash if empty."""
    row = LedgerHead.objects.filter(ledger=ledger).first()
    return (row.position, bytes(row.hash)) if row else (0, genesis(ledger))


def position_at(ledger: int, at: datetime) -> int:
    """Return the last position recorded at or before `at`; 0 if there is none.

    Resolve a time once and keep the position: only positions never change meaning.
    """
    rows = EventRecord.objects.filter(ledger=ledger, recorded_at__lte=at)
    last = rows.order_by("-recorded_at", "-position").values_list("position", flat=True)
    return last.first() or 0


def lock(ledger: int) -> None:
    """Take the ledger's lock until the transaction ends, for what must be in order.

    `append` takes it anyway, last of all: only what must be known before the event
    is written may ask for it earlier. Raises `Busy` if it is not to be had in time.
    """
    rows = LedgerHead.objects.select_for_update().filter(ledger=ledger)
    try:
        rows.values_list("position").first()
    except OperationalError as error:
        raise Busy(f"ledger {ledger}") from error


def append(
    ledger: int,
    stream: UUID,
    events: Sequence[Event],
    *,
    after: int,
    meta: Meta,
    jobs: Sequence[Job] = (),
    request_hash: str | None = None,
    answer: Mapping[str, Any] | None = None,
) -> Appended:
    """Write `events` behind version `after`, with `jobs` at the last one's position.

    Takes the ledger's lock, held until the transaction ends: call it last, inside
    `transaction.atomic()`. With a `request_hash` the command is remembered together
    with its `answer`. Raises `Conflict` if the stream is not at `after`,
    `SameCommand` if the command is remembered already, `Busy` if the lock is not to
    be had in time, ValueError if there is nothing to write.
    """
    if not events:
        raise ValueError("nothing to append")
    if not connection.in_atomic_block:
        raise TransactionManagementError("append needs a transaction around it")
    envelopes = [
        _envelope(ledger, stream, version, meta)
        for version in range(after + 1, after + 1 + len(events))
    ]
    payloads = list(map(encode, events, envelopes))
    backend = postgresql if connection.vendor == "postgresql" else sqlite
    last, recorded_at = backend.append(
        ledger,
        stream,
        payloads,
        after=after,
        jobs=jobs,
        request_hash=request_hash,
        answer=answer or {},
    )
    first = last - len(events) + 1
    return Appended(
        version=after + len(events),
        position=last,
        recorded_at=recorded_at,
        records=tuple(
            _written(event, envelope, position, recorded_at)
            for position, (event, envelope) in enumerate(
                zip(events, envelopes, strict=True), start=first
            )
        ),
    )


def remember(
    ledger: int,
    command: UUID,
    *,
    actor: int | None,
    request_hash: str,
    stream: UUID,
    version: int,
    position: int,
    answer: Mapping[str, Any] | None = None,
) -> None:
    """Keep that a command was carried out, where `append` was not told to.

    Raises `SameCommand` if it is kept already; the transaction is then spoilt.
    """
    try:
        CommandRecord.objects.create(
            ledger=ledger,
            command=command,
            actor=actor,
            request_hash=request_hash,
            stream=stream,
            version=version,
            position=position,
            answer=dict(answer or {}),
        )
    except IntegrityError as error:
        raise SameCommand(str(command)) from error


def answer_of(ledger: int, command: UUID) -> Answer | None:
    """Return what a command was asked and answered, None if it was not carried out.

    The caller compares `request_hash`: the same id with other words is no repetition.
    """
    row = CommandRecord.objects.filter(ledger=ledger, command=command).first()
    if row is None:
        return None
    return Answer(
        actor=row.actor,
        request_hash=row.request_hash,
        stream=row.stream,
        version=row.version,
        position=row.position,
        answer=row.answer,
    )


def _envelope(ledger: int, stream: UUID, version: int, meta: Meta) -> Envelope:
    return Envelope(
        ledger=ledger,
        stream=stream,
        version=version,
        actor=meta.actor,
        on_behalf_of=meta.on_behalf_of,
        command=meta.command,
        request=meta.request,
        occurred_at=meta.occurred_at,
    )


def _written(
    event: Event, envelope: Envelope, position: int, recorded_at: datetime
) -> Recorded:
    return Recorded(
        event=event,
        ledger=envelope.ledger,
        position=position,
        stream=envelope.stream,
        version=envelope.version,
        actor=envelope.actor,
        on_behalf_of=envelope.on_behalf_of,
        command=envelope.command,
        occurred_at=envelope.occurred_at,
        recorded_at=recorded_at,
    )


def _recorded(rows: Any) -> tuple[Recorded, ...]:
    return tuple(
        recorded(
            bytes(payload), position=position, recorded_at=recorded_at.astimezone(UTC)
        )
        for payload, position, recorded_at in rows
    )
