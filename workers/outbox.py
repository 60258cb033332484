"""The rows of the outbox: who holds one, for how long, and what becomes of it.

A row lives until its work is done. Every change of hands is a compare-and-set, so no
lock is held while anybody works; a lease that is not renewed runs out, and the row is
handed over again. So work is done at least once, and must be harmless the second time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import F, Q, QuerySet

from reviews.models import OutboxRecord

LEASE = timedelta(seconds=6)
"""How long a worker that has gone silent is waited for."""
RENEWAL = 1.5
"""Seconds between two renewals: three may be missed before the lease is lost."""
HANDED = timedelta(seconds=8)
LONGEST_HANDED = timedelta(minutes=5)
"""How long a message may wait in the queue before a second one is sent: twice as long
each time, between these bounds."""
TRIES = 5
"""How often work may fail before a person has to look at it."""
STARTS = 30
"""How often a worker may die under a row before the row is held to be the cause."""

_QUEUED = "queue:"
_COMMANDS = UUID("d1f5b9a4-0d0e-5c6b-9f43-6f1b9a0c7e52")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One row in a worker's hands."""

    row: int
    holder: str
    ledger: int
    position: int
    stream: UUID | None
    job: str
    arguments: dict[str, Any]
    starts: int

    @property
    def command(self) -> UUID:
        """The id of the command that the work ends in: the same at every attempt."""
        return uuid5(_COMMANDS, f"{self.ledger}/{self.position}/{self.job}")


def waiting(at: datetime) -> list[OutboxRecord]:
    """Return the rows to be handed over now, the oldest first.

    These are due and in nobody's hands, or in hands whose lease has run out. No more
    than OUTBOX_WINDOW rows wait in the queue at once: the others wait here, so that
    what comes back from a dead worker stands before them.
    """
    living = OutboxRecord.objects.filter(dead=False)
    queued = living.filter(holder__startswith=_QUEUED, lease_until__gt=at).count()
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    due = living.filter(free, not_before__lte=at).order_by("not_before", "pk")
    return list(due[: max(0, settings.OUTBOX_WINDOW - queued)])


def hand_over(record: OutboxRecord, at: datetime) -> bool:
    """Note that `record` goes to the queue; False if another relay was faster."""
    times = _times_queued(record.holder)
    lease = min(HANDED * 2**times, LONGEST_HANDED)
    return (
        _unchanged(record).update(
            holder=f"{_QUEUED}{times + 1}", lease_until=at + lease
        )
        == 1
    )


def take_back(record: OutboxRecord) -> None:
    """Undo `hand_over`, since the queue did not take the message."""
    OutboxRecord.objects.filter(pk=record.pk, holder__startswith=_QUEUED).update(
        holder="", lease_until=None
    )


def forget_queue() -> None:
    """Let all rows in the queue be handed over anew: the queue itself is gone."""
    queued = OutboxRecord.objects.filter(dead=False, holder__startswith=_QUEUED)
    queued.update(holder="", lease_until=None)


def take(row: int, holder: str, at: datetime) -> Work | None:
    """Give `row` to `holder` for `LEASE`; None if it is done, dead, held or not due."""
    free = Q(holder="") | Q(holder__startswith=_QUEUED) | Q(lease_until__lte=at)
    taken = OutboxRecord.objects.filter(
        free, pk=row, dead=False, not_before__lte=at
    ).update(
        holder=holder,
        lease_until=at + LEASE,
        attempts=F("attempts") + 1,
        step="",
        done=0,
        total=0,
    )
    if not taken:
        return None
    record = OutboxRecord.objects.filter(pk=row, holder=holder).first()
    return None if record is None else _work(record, holder)


def renew(work: Work, at: datetime) -> bool:
    """Lengthen the lease; False if the row is no longer this holder's."""
    return _held(work).update(lease_until=at + LEASE) == 1


def report(work: Work, step: str, done: int, total: int) -> None:
    """Write down how far the work is: its step, and `done` of `total` pages."""
    _held(work).update(step=step[:40], done=done, total=total)


def finish(work: Work) -> None:
    """Remove the row: its work is done."""
    OutboxRecord.objects.filter(pk=work.row).delete()


def put_back(work: Work, why: str, at: datetime) -> bool:
    """Return the row after a failure, to be tried later; False if it is dead now."""
    dead = work.starts >= TRIES
    _held(work).update(
        holder="",
        lease_until=None,
        not_before=at + timedelta(seconds=2**work.starts),
        error=why,
        dead=dead,
    )
    return not dead


def bury(work: Work, why: str) -> None:
    """Keep the row for a person to look at; nobody takes it any more."""
    _held(work).update(holder="", lease_until=None, error=why, dead=True)


def _held(work: Work) -> QuerySet[OutboxRecord]:
    return OutboxRecord.objects.filter(pk=work.row, holder=work.holder, dead=False)


def _unchanged(record: OutboxRecord) -> QuerySet[OutboxRecord]:
    return OutboxRecord.objects.filter(
        pk=record.pk,
        dead=False,
        holder=record.holder,
        lease_until=record.lease_until,
    )


def _times_queued(holder: str) -> int:
    if not holder.startswith(_QUEUED):
        return 0
    return min(int(holder.removeprefix(_QUEUED)), 10)


def _work(record: OutboxRecord, holder: str) -> Work:
    return Work(
        row=record.pk,
        holder=holder,
        ledger=record.ledger,
        position=record.position,
        stream=record.stream,
        job=record.job,
        arguments=record.arguments,
        starts=record.attempts,
    )
