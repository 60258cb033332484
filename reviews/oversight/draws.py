"""Random draws for second review: the sample, its reviewers, and drawing it again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import orjson
from django.utils import timezone

from disclosures.models import Account
from reviews import handlers
from reviews.domain import oversight as o
from reviews.domain.events import Event
from reviews.domain.hashing import microseconds, moment
from reviews.domain.oversight_events import SampleDrawn
from reviews.domain.policies import REVIEWER
from reviews.domain.state import Disclosure
from reviews.ledger import draw as method
from reviews.models import EventRecord
from reviews.oversight import acts

TOLD = tuple(
    f"review.{kind}."
    for kind in (
        "disclosure-submitted",
        "disclosure-read",
        "section-edited",
        "section-verified",
        "verification-lapsed",
        "section-flagged",
        "checks-run",
        "finding-waived",
    )
)
"""What the weights and the candidates are made of."""


def due(ledger: int, at: datetime) -> list[o.Draw]:
    """Return the announced draws whose day has come and that were not drawn yet."""
    today = timezone.localdate(at).isoformat()
    return [
        each
        for each in acts.draws(ledger).values()
        if each.sample is None and each.day <= today
    ]


def draw(ledger: int, of: o.Draw, envelope: handlers.Envelope) -> tuple[Event, ...]:
    """Draw the sample of an announced draw and record it; nothing if it was drawn."""
    command = o.DrawSample(sample=sample(ledger, of))
    return acts.execute(command, envelope).events


def sample(ledger: int, of: o.Draw) -> SampleDrawn:
    """Return what a draw comes to, with a reviewer for each section that is drawn."""
    before = method.begins(of.day)
    cutoff, head = _head(ledger, moment(before))
    seed = method.seed_of(head, of.day)
    known = method.candidates(told(ledger, before), before, of.campaign)
    weights = [each.weight for each in known]
    chosen = [known[at] for at in method.pick(seed, weights, of.size)]
    reviewers = _reviewers(ledger)
    return SampleDrawn(
        draw=of.draw,
        method=method.METHOD,
        cutoff=cutoff,
        head=head,
        seed=seed,
        candidates=len(known),
        weight=sum(weights),
        drawn=tuple(
            (*each, _reviewer(ledger, each, reviewers, number, seed))
            for number, each in enumerate(chosen)
        ),
    )


def told(ledger: int, before: int) -> Iterator[method.Told]:
    """Yield the events that a draw reads, oldest first, as the stand-alone script does.

    The payloads are read, not the columns beside them: what was hashed counts.
    """
    rows = EventRecord.objects.filter(
        ledger=ledger, recorded_at__lt=moment(before), type__startswith="review."
    )
    ordered = rows.order_by("position").values_list("type", "payload", "recorded_at")
    for kind, payload, recorded_at in ordered.iterator(chunk_size=2000):
        if kind.startswith(TOLD):
            said = orjson.loads(bytes(payload))
            yield {
                "type": said["type"],
                "stream": said["stream"],
                "body": said["body"],
                "recorded_at": microseconds(recorded_at.astimezone(UTC)),
            }


def _head(ledger: int, before: datetime) -> tuple[int, str]:
    rows = EventRecord.objects.filter(ledger=ledger, recorded_at__lt=before)
    last = rows.order_by("-position").values_list("position", "hash").first()
    # Its announcement alone makes that there is one.
    if last is None:
        raise ValueError(f"ledger {ledger} has no event before {before}")
    return last[0], bytes(last[1]).hex()


def _reviewers(ledger: int) -> list[Account]:
    active = Account.objects.filter(bureau=ledger, is_active=True)
    return list(active.filter(grants__role=REVIEWER).order_by("pk"))


def _reviewer(
    ledger: int,
    candidate: method.Candidate,
    reviewers: list[Account],
    number: int,
    seed: str,
) -> int:
    """Return whom the seed sends to a drawn section: nobody who had a part in it."""
    state = handlers.load(ledger, UUID(candidate.stream))
    touched = _touched(state, candidate.section)
    free = [
        each.pk
        for each in reviewers
        if each.pk not in touched and each.department_id != state.department
    ]
    return free[(int(seed[:8], 16) + number) % len(free)] if free else 0


def _touched(state: Disclosure, key: str) -> frozenset[int]:
    """Return who wrote a section or ever verified it."""
    section = state.sections.get(key) or state.gone.get(key)
    if section is None:
        return frozenset()
    return frozenset(section.contributors) | {mark[0] for mark in section.marks}


def repeated(ledger: int, of: o.Draw) -> str:
    """Draw a recorded sample again from the ledger; '' if it is the same."""
    if of.sample is None:
        return ""
    again, recorded = sample(ledger, of), of.sample
    if (again.cutoff, again.head) != (recorded.cutoff, recorded.head):
        return "截止位置或其哈希与账本不符"
    if again.seed != recorded.seed:
        return "种子不是由截止位置的哈希和抽查日算出的"
    if [e[:5] for e in again.drawn] != [e[:5] for e in recorded.drawn]:
        return "重新抽取得到另一组样本"
    return ""


def tomorrow(at: datetime) -> str:
    """Return the first day that a draw may be announced for."""
    return (timezone.localdate(at) + timedelta(days=1)).isoformat()
