"""Follows the ledgers by position and writes who should know what (提醒).

How far it has come moves in the transaction of the rows, by compare-and-set: a worker
that is killed, or two at once, write each reminder once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db import transaction

from disclosures.models import Account
from reviews import store
from reviews.domain import events as e
from reviews.domain.fold import evolve, replay
from reviews.domain.mentions import mentioned
from reviews.domain.oversight_events import SampleDrawn
from reviews.domain.reminders import (
    PUBLISHERS,
    REVIEWERS,
    SUBMITTERS,
    Due,
    Happened,
    due,
)
from reviews.domain.state import Disclosure
from reviews.models import Follower, LedgerHead, MailPreference, Reminder

NAME = "reminders"
SECOND_REVIEW = "second-review"
CHUNK = 200
"""How many events are taken at a time."""
OF_DISCLOSURES = "review."
"""How the names of events begin that lie in a disclosure's stream."""
BUREAU = frozenset({REVIEWERS, PUBLISHERS, "auditor", "administrator"})


def follow_all() -> int:
    """Bring every ledger's reminders up to its head; return how many were written."""
    return sum(
        follow(ledger)
        for ledger in LedgerHead.objects.values_list("ledger", flat=True).order_by(
            "ledger"
        )
    )


def follow(ledger: int) -> int:
    """Bring one ledger's reminders up to its head; return how many were written."""
    written = 0
    while (step := _step(ledger)) is not None:
        written += step
    return written


def _step(ledger: int) -> int | None:
    """Take the next events; None where there are none, or another was faster."""
    place, _ = Follower.objects.get_or_create(name=NAME, ledger=ledger)
    records = store.read(ledger, place.position, CHUNK)
    if not records:
        return None
    rows = list(_rows(ledger, records))
    with transaction.atomic():
        moved = Follower.objects.filter(pk=place.pk, position=place.position).update(
            position=records[-1].position
        )
        if not moved:
            return None
        Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _rows(ledger: int, records: Sequence[e.Recorded]) -> Iterator[Reminder]:
    people = _People(ledger)
    words = _words(records)
    states: dict[UUID, Disclosure] = {}
    for record in records:
        if isinstance(record.event, SampleDrawn):
            yield from _drawn(record, record.event)
        if not record.event.TYPE.startswith(OF_DISCLOSURES):
            continue
        before = states.get(record.stream)
        if before is None:
            before = _before(record)
        after = states[record.stream] = evolve(before, record)
        happened = Happened(before=before, after=after, record=record)
        for each in (*due(happened), *_mentions(happened, words, people)):
            for account in sorted(people.of(each, happened)):
                yield _row(record, each, account)


def _drawn(record: e.Recorded, event: SampleDrawn) -> Iterator[Reminder]:
    """Tell each reviewer which drawn sections came to them; all lead to the draw."""
    for stream, section, _version, _content, _weight, reviewer in event.drawn:
        if reviewer:
            yield Reminder(
                ledger=record.ledger,
                position=record.position,
                account=reviewer,
                kind=SECOND_REVIEW,
                stream=UUID(stream),
                section=section,
                detail=event.draw,
                actor=record.actor,
                on_behalf_of=record.on_behalf_of,
                at=record.recorded_at,
            )


def _before(record: e.Recorded) -> Disclosure:
    if record.version == 1:
        return Disclosure()
    return replay(store.load(record.ledger, record.stream, upto=record.position - 1))


def _row(record: e.Recorded, found: Due, account: int) -> Reminder:
    return Reminder(
        ledger=record.ledger,
        position=record.position,
        account=account,
        kind=found.kind,
        stream=record.stream,
        section=found.section,
        detail=found.detail,
        actor=record.actor,
        on_behalf_of=record.on_behalf_of,
        at=record.recorded_at,
    )


def _spoken(event: e.Event) -> str:
    """Return the content hash of what an event's author said to others, '' for none."""
    match event:
        case e.SectionCommented() | e.SectionFlagged() | e.FlagResolved():
            return event.remark
        case e.ThreadResolved() | e.SentBack() | e.Resubmitted():
            return event.remark
    return ""


def _words(records: Iterable[e.Recorded]) -> Mapping[str, bytes]:
    spoken = {_spoken(record.event) for record in records} - {""}
    return store.contents(list(spoken))


def _mentions(
    happened: Happened, words: Mapping[str, bytes], people: "_People"
) -> Iterator[Due]:
    said = words.get(_spoken(happened.record.event), b"").decode()
    if not said:
        return
    found = mentioned(said, people.names)
    acted = {happened.record.actor, happened.record.on_behalf_of}
    if found - acted:
        yield Due(
            kind="mentioned",
            people=frozenset(found - acted),
            section=getattr(happened.record.event, "section", ""),
        )


@dataclass(frozen=True, slots=True)
class _Person:
    department: int | None
    roles: frozenset[str]

    def may_see(self, state: Disclosure) -> bool:
        if self.roles & BUREAU:
            return True
        return SUBMITTERS in self.roles and self.department == state.department


class _People:
    """A bureau's active accounts, asked for once a step."""

    def __init__(self, ledger: int) -> None:
        self._ledger = ledger

    @cached_property
    def _accounts(self) -> Sequence[Account]:
        rows = Account.objects.filter(bureau=self._ledger, is_active=True)
        return list(rows.prefetch_related("grants"))

    @cached_property
    def _all(self) -> Mapping[int, _Person]:
        return {
            each.pk: _Person(
                each.department_id, frozenset(g.role for g in each.grants.all())
            )
            for each in self._accounts
        }

    @cached_property
    def names(self) -> Mapping[str, Sequence[int]]:
        """Everyone's account name and own name."""
        found: dict[str, list[int]] = {}
        for each in self._accounts:
            for name in {each.username, each.display_name} - {""}:
                found.setdefault(name, []).append(each.pk)
        return found

    def of(self, found: Due, happened: Happened) -> frozenset[int]:
        """Return whom a reminder reaches: who may know of the disclosure today."""
        state = happened.after
        named = {
            key
            for key in found.people
            if key in self._all and self._all[key].may_see(state)
        }
        acted = {happened.record.actor, happened.record.on_behalf_of}
        return frozenset(named | set(self._audience(found.audience, state)) - acted)

    def _audience(self, role: str, state: Disclosure) -> Iterator[int]:
        if not role:
            return
        for key, person in self._all.items():
            if role not in person.roles:
                continue
            own = person.department == state.department
            if own is not (role == SUBMITTERS):
                continue
            if role == PUBLISHERS and key in state.contributors | state.verifiers:
                continue
            yield key


def mark_read(account: int, at: datetime, *, upto: int, one: int | None = None) -> int:
    """Mark one reminder of an account as read, or all up to a number; how many."""
    rows = Reminder.objects.filter(account=account, read_at=None, pk__lte=upto)
    if one is not None:
        rows = rows.filter(pk=one)
    return rows.update(read_at=at)


def prefer(account: int, *, rhythm: str, mentions_at_once: bool) -> None:
    """Keep how an account wants to be told by e-mail."""
    MailPreference.objects.update_or_create(
        account=account,
        defaults={"rhythm": rhythm, "mentions_at_once": mentions_at_once},
    )
