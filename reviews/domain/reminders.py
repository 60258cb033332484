"""Whom an event concerns, and as what: the reminders (提醒) that follow from it.

Told from the event and the states before and after it; who acted is never reminded of
it. What a notice says of its words (mentions) is found by who can read them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reviews.domain import events as e
from reviews.domain.state import Disclosure, Section, Stage, Waiver

SUBMITTERS, REVIEWERS, PUBLISHERS = "submitter", "reviewer", "publisher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A reminder for `people`, and for all of a role (`audience`) at the disclosure.

    Submitters are those of its department, reviewers and publishers those who are
    not of it. `detail` is a cause, a number of findings or a fingerprint.
    """

    kind: str
    people: frozenset[int] = frozenset()
    audience: str = ""
    section: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One event between two states."""

    before: Disclosure
    after: Disclosure
    record: e.Recorded


Tell = Callable[[Happened, Any], Iterator[Due]]


def due(happened: Happened) -> tuple[Due, ...]:
    """Return the reminders that one event calls for, without who caused it."""
    event = happened.record.event
    found = [*_lapses(happened), *_ready(happened)]
    if tell := BY_EVENT.get(event.TYPE):
        found += tell(happened, event)
    acted = {happened.record.actor, happened.record.on_behalf_of}
    kept = (_without(each, acted) for each in found)
    return tuple(each for each in kept if each.people or each.audience)


def _without(found: Due, acted: set[int | None]) -> Due:
    return Due(
        kind=found.kind,
        people=frozenset(found.people - acted - {0}),
        audience=found.audience,
        section=found.section,
        detail=found.detail,
    )


def _lapses(happened: Happened) -> Iterator[Due]:
    """Verifications that ended, whichever event ended them: their givers are told."""
    for key, section in happened.after.sections.items():
        before = happened.before.sections.get(key)
        lapse = section.lapse
        if before is None or before.verification is None or lapse is None:
            continue
        if section.verification is None:
            people = frozenset({lapse.verifier, lapse.behalf})
            yield Due(
                kind="verification-lapsed",
                people=people,
                section=key,
                detail=lapse.cause,
            )


def _ready(happened: Happened) -> Iterator[Due]:
    if happened.after.stage is Stage.READY and happened.before.stage is not Stage.READY:
        yield Due(kind="ready", audience=PUBLISHERS)


def _assigned(_happened: Happened, event: e.SectionAssigned) -> Iterator[Due]:
    yield Due(
        kind="assigned", people=frozenset({event.assignee}), section=event.section
    )


def _answered(happened: Happened, event: e.SectionCommented) -> Iterator[Due]:
    """Whoever has spoken in a thread is told of an answer to it."""
    thread = [
        each
        for each in happened.before.comments
        if event.parent and event.parent in (each.comment, each.parent)
    ]
    people = frozenset(p for each in thread for p in (each.by, each.behalf))
    yield Due(kind="answered", people=people, section=event.section)


def _settled(happened: Happened, event: e.ThreadResolved) -> Iterator[Due]:
    people = frozenset(
        p
        for each in happened.before.comments
        if each.comment == event.comment
        for p in (each.by, each.behalf)
    )
    yield Due(kind="thread-resolved", people=people, section=event.section)


def _waiver_lapsed(happened: Happened, event: e.WaiverLapsed) -> Iterator[Due]:
    """Told here unless its finding is gone: then the run that cleared it told it."""
    if event.cause != "evidence":
        mark = event.fingerprint
        yield from _ended_waiver(happened, mark, "waiver-lapsed", event.cause)


def _waiver_revoked(happened: Happened, event: e.WaiverRevoked) -> Iterator[Due]:
    yield from _ended_waiver(happened, event.fingerprint, "waiver-revoked", "")


def _ended_waiver(
    happened: Happened, fingerprint: str, kind: str, cause: str
) -> Iterator[Due]:
    waiver: Waiver | None = happened.before.waivers.get(fingerprint)
    finding = happened.before.findings.get(fingerprint)
    if waiver is not None:
        section = finding.section if finding else ""
        yield Due(kind=kind, people=waiver.people, section=section, detail=cause)


def _found(happened: Happened, event: e.ChecksRun) -> Iterator[Due]:
    """Errors and warnings that are new in a section, for who is to review it."""
    for fingerprint in event.cleared:
        yield from _ended_waiver(happened, fingerprint, "waiver-lapsed", "evidence")
    counts: dict[str, int] = {}
    for finding in event.found:
        if finding.fingerprint in happened.before.findings:
            continue
        if finding.severity == "info":
            continue
        for key in finding.sections:
            counts[key] = counts.get(key, 0) + 1
    for key, count in counts.items():
        section: Section | None = happened.after.sections.get(key)
        if section is not None and section.assignee:
            yield Due(
                kind="findings",
                people=frozenset({section.assignee}),
                section=key,
                detail=str(count),
            )


def _flagged(happened: Happened, event: e.SectionFlagged) -> Iterator[Due]:
    section = happened.after.sections.get(event.section)
    if section is not None and section.assignee:
        yield Due(
            kind="flagged", people=frozenset({section.assignee}), section=event.section
        )


def _to(kind: str, audience: str) -> Tell:
    def tell(_happened: Happened, _event: Any) -> Iterator[Due]:
        yield Due(kind=kind, audience=audience)

    return tell


def _to_the_involved(kind: str) -> Tell:
    """Tell the reviewers who have had to do with the disclosure; if none, all."""

    def tell(happened: Happened, _event: Any) -> Iterator[Due]:
        people = involved(happened.after)
        yield Due(kind=kind, people=people, audience="" if people else REVIEWERS)

    return tell


def involved(state: Disclosure) -> frozenset[int]:
    """Return the reviewers who were given, have verified or flagged a section, or
    have issued a notice."""
    people = {section.assignee for section in state.sections.values()}
    people |= set(state.verifiers)
    people |= {flag.by for flag in state.flags.values()}
    people |= {each.by for notice in state.notices for each in notice.rounds}
    return frozenset(people - {0})


def _overdue(happened: Happened, event: Any) -> Iterator[Due]:
    """The department is told on each step, the bureau from the first day after."""
    detail = str(event.step)
    yield Due(kind="notice-overdue", audience=SUBMITTERS, detail=detail)
    if event.step:
        people = involved(happened.after)
        yield Due(
            kind="notice-overdue",
            people=people,
            audience="" if people else REVIEWERS,
            detail=detail,
        )


BY_EVENT: Mapping[str, Tell] = {
    e.SectionAssigned.TYPE: _assigned,
    e.SectionCommented.TYPE: _answered,
    e.ThreadResolved.TYPE: _settled,
    e.WaiverLapsed.TYPE: _waiver_lapsed,
    e.WaiverRevoked.TYPE: _waiver_revoked,
    e.ChecksRun.TYPE: _found,
    e.SectionFlagged.TYPE: _flagged,
    e.SentBack.TYPE: _to("sent-back", SUBMITTERS),
    e.ReadingFailed.TYPE: _to("reading-failed", SUBMITTERS),
    e.Resubmitted.TYPE: _to_the_involved("resubmitted"),
    e.DisclosureReleased.TYPE: _to("released", SUBMITTERS),
    "review.release-settled.v1": _to("released", SUBMITTERS),
    e.ReleaseWithdrawn.TYPE: _to("withdrawn", SUBMITTERS),
    "review.notice-issued.v1": _to("notice-issued", SUBMITTERS),
    "review.notice-round-opened.v1": _to("notice-issued", SUBMITTERS),
    "review.notice-received.v1": _to_the_involved("notice-received"),
    # Answers and verdicts come item by item: handing in and the next round tell them.
    "review.extension-asked.v1": _to_the_involved("extension-asked"),
    "review.extension-granted.v1": _to("extension-granted", SUBMITTERS),
    "review.extension-refused.v1": _to("extension-refused", SUBMITTERS),
    "review.notice-overdue.v1": _overdue,
    "review.notice-closed.v1": _to("notice-closed", SUBMITTERS),
    "review.notice-withdrawn.v1": _to("notice-withdrawn", SUBMITTERS),
}
"""By stored name, so that an event of another kind can be told without its class."""
