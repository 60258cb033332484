"""One person's waivers in a window of time, and what was built on them since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from reviews.domain import events as e
from reviews.domain import policies
from reviews.domain.errors import NotAllowed, NotNow, Refused
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure, Finding, Waiver
from reviews.models import EventRecord
from reviews.queries.judging import finding_bodies
from reviews.queries.reading import disclosure
from reviews.queries.words import texts

MOST = 500
"""How many acts one look at a window shows, the newest."""
TYPES = ("review.finding-waived.v1", e.FindingWaived.TYPE, e.WaiverConfirmed.TYPE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A waiver that the person gave or confirmed; `conflict` says what stands on it.

    `conflict` is None where it can be taken back without touching anybody's work.
    """

    stream: UUID
    department: int
    fingerprint: str
    code: str
    severity: str
    section: str
    heading: str
    message: str
    reason: str
    confirmed: bool
    at: datetime
    conflict: Refused | None

    @property
    def number(self) -> str:
        return f"{self.stream}/{self.fingerprint}"


def of_person(
    actor: Actor, person: int, since: datetime, until: datetime
) -> tuple[Standing, ...]:
    """Return what a person has waived or confirmed in a window, oldest first."""
    acts = EventRecord.objects.filter(
        Q(actor=person) | Q(on_behalf_of=person),
        ledger=actor.ledger,
        type__in=TYPES,
        recorded_at__gte=since,
        recorded_at__lte=until,
    ).order_by("-position")[:MOST]
    states: dict[UUID, Disclosure] = {}
    found = list(_standing(actor, person, reversed(acts), states))
    reasons = texts(each.reason for each in found)
    bodies = finding_bodies(
        states[each.stream].findings[each.fingerprint].content
        for each in found
        if each.fingerprint in states[each.stream].findings
    )
    return tuple(_worded(each, states[each.stream], reasons, bodies) for each in found)


def _standing(
    actor: Actor,
    person: int,
    acts: "Iterator[EventRecord] | reversed[EventRecord]",
    states: dict[UUID, Disclosure],
) -> Iterator[Standing]:
    seen: set[tuple[UUID, str]] = set()
    for act in acts:
        mark = act.body["fingerprint"]
        if (act.stream, mark) in seen:
            continue
        if act.stream not in states:
            try:
                states[act.stream] = disclosure(actor, act.stream)
            except Refused:
                continue
        state = states[act.stream]
        waiver, finding = state.waivers.get(mark), state.findings.get(mark)
        if waiver is None or person not in waiver.people:
            continue
        seen.add((act.stream, mark))
        section = state.sections.get(finding.section) if finding else None
        yield Standing(
            stream=act.stream,
            department=state.department,
            fingerprint=mark,
            code=finding.code if finding else "",
            severity=waiver.severity,
            section=finding.section if finding else "",
            heading=section.heading if section else "",
            message="",
            reason=waiver.reason,
            confirmed=act.type == e.WaiverConfirmed.TYPE,
            at=act.recorded_at,
            conflict=_conflict(actor, state, waiver, finding),
        )


def _conflict(
    actor: Actor, state: Disclosure, waiver: Waiver, finding: Finding | None
) -> NotAllowed | NotNow | None:
    """Return what keeps this waiver from being taken back in one act with others."""
    try:
        policies.require("revoke-waiver", actor, state)
    except (NotAllowed, NotNow) as refused:
        return refused
    if finding is None or finding.severity != "error":
        return None
    for key in finding.sections:
        section = state.sections.get(key)
        verified = section.verification if section else None
        if verified is not None and verified.position > waiver.position:
            return NotNow(
                "built-upon",
                "此后有人据此审核通过了相关章节，请逐个撤销并重新审核。",
            )
    return None


def _worded(
    found: Standing,
    state: Disclosure,
    reasons: Mapping[str, str],
    bodies: Mapping[str, Mapping[str, Any]],
) -> Standing:
    finding = state.findings.get(found.fingerprint)
    body = bodies.get(finding.content, {}) if finding else {}
    return Standing(
        **{
            **{name: getattr(found, name) for name in Standing.__slots__},
            "reason": reasons.get(found.reason, ""),
            "message": body.get("message", ""),
        }
    )
