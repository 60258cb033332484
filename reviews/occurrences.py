"""Follows the ledgers by position and writes what became of every finding.

How far it has come moves in the transaction of the rows, by compare-and-set, so that
each event counts once. What a finding is at any moment, the fold of its disclosure
says: here only the differences between two states are written down.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from reviews import store
from reviews.domain import events as e
from reviews.domain.fold import evolve, replay
from reviews.domain.state import Disclosure
from reviews.models import Follower, LedgerHead, Occurrence

NAME = "occurrences"
CHUNK = 500
"""How many events are taken at a time."""
OF_DISCLOSURES = "review."
OPEN, MENDED, WAIVED = "open", "mended", "waived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A finding that is new, or that has another outcome or severity than before."""

    fingerprint: str
    code: str
    severity: str
    outcome: str
    new: bool


def follow_all() -> int:
    """Bring every ledger's rows up to its head; return how many events were taken."""
    ledgers = LedgerHead.objects.values_list("ledger", flat=True).order_by("ledger")
    return sum(follow(ledger) for ledger in ledgers)


def follow(ledger: int) -> int:
    """Bring one ledger's rows up to its head; return how many events were taken."""
    taken = 0
    while step := _step(ledger):
        taken += step
    return taken


def _step(ledger: int) -> int:
    """Take the next events; 0 where there are none, or another was faster."""
    place, _ = Follower.objects.get_or_create(name=NAME, ledger=ledger)
    records = store.read(ledger, place.position, CHUNK)
    if not records:
        return 0
    with transaction.atomic():
        moved = Follower.objects.filter(pk=place.pk, position=place.position).update(
            position=records[-1].position
        )
        if not moved:
            return 0
        for record, state, change in _changes(records):
            _write(record, state, change)
    return len(records)


def _changes(
    records: Sequence[e.Recorded],
) -> Iterator[tuple[e.Recorded, Disclosure, Change]]:
    states: dict[UUID, Disclosure] = {}
    for record in records:
        if not record.event.TYPE.startswith(OF_DISCLOSURES):
            continue
        before = states.get(record.stream)
        if before is None:
            before = _before(record)
        after = states[record.stream] = evolve(before, record)
        for change in changes(before, after):
            yield record, after, change


def _before(record: e.Recorded) -> Disclosure:
    if record.version == 1:
        return Disclosure()
    return replay(store.load(record.ledger, record.stream, upto=record.position - 1))


def changes(before: Disclosure, after: Disclosure) -> Iterator[Change]:
    """Yield what one event made of the findings of a disclosure."""
    if before.findings is after.findings and before.waivers is after.waivers:
        return
    was, now = outcomes(before), outcomes(after)
    for mark, (code, severity, outcome) in now.items():
        if was.get(mark) != now[mark]:
            yield Change(
                fingerprint=mark,
                code=code,
                severity=severity,
                outcome=outcome,
                new=mark not in was,
            )
    for mark, (code, severity, _outcome) in was.items():
        if mark not in now:
            yield Change(
                fingerprint=mark,
                code=code,
                severity=severity,
                outcome=MENDED,
                new=False,
            )


def outcomes(state: Disclosure) -> dict[str, tuple[str, str, str]]:
    """Return (code, severity, open or waived) of each finding that is there."""
    return {
        mark: (each.code, each.severity, WAIVED if state.waived(each) else OPEN)
        for mark, each in state.findings.items()
    }


def _write(record: e.Recorded, state: Disclosure, change: Change) -> None:
    if change.new:
        Occurrence.objects.create(
            ledger=record.ledger,
            disclosure=record.stream,
            campaign=state.campaign,
            department=state.department,
            fingerprint=change.fingerprint,
            code=change.code,
            severity=change.severity,
            position=record.position,
            found_at=record.recorded_at,
            **_end(change, record.recorded_at),
        )
        return
    Occurrence.objects.filter(
        disclosure=record.stream, fingerprint=change.fingerprint
    ).exclude(outcome=MENDED).update(
        severity=change.severity, **_end(change, record.recorded_at)
    )


def _end(change: Change, at: datetime) -> dict[str, str | datetime | None]:
    return {
        "outcome": change.outcome,
        "ended_at": None if change.outcome == OPEN else at,
    }
