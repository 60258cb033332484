"""The state of a disclosure, folded from its events; what it says is derived here."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from reviews.domain import events as e

T = TypeVar("T")
_NUMBER = re.compile(
    r"^\s*第?[(（]?[0-9一二三四五六七八九十百]+[)）]?[部分章节、.．\s]*"
)


class Stage(StrEnum):
    """Where a disclosure as a whole stands."""

    READING = "reading"
    FAILED = "failed"
    REVIEWING = "reviewing"
    RETURNED = "returned"
    READY = "ready"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class SectionStage(StrEnum):
    """The four states of a section (`published` wins over the others)."""

    DRAFT = "draft"
    FLAGGED = "flagged"
    VERIFIED = "verified"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    by: int
    version: int
    content: str
    ruleset: str
    position: int
    inputs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """Why a section is no longer verified: edited, replaced, flag, finding, input."""

    cause: str
    by: str
    verifier: int
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    key: str
    path: tuple[str, ...]
    level: int
    heading: str
    page: int
    content: str
    places: str
    version: int = 1
    contributors: tuple[int, ...] = ()
    """Everyone who ever wrote a part of it: submitters of its files and editors."""
    verification: Verification | None = None
    lapse: Lapse | None = None
    assignee: int = 0
    marks: tuple[tuple[int, int, str], ...] = ()
    """(person, version, content) that each verifier last verified; who verifies on
    somebody's behalf leaves a mark for both."""
    inputs: tuple[str, ...] = ()
    """The keys of the sections whose figures the checks compared with its own."""
    digest: str = ""
    """What its own figures say, as a hash that offsets and wording do not touch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    fingerprint: str
    code: str
    severity: str
    section: str
    sections: tuple[str, ...]
    content: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    by: int
    severity: str
    reason: str
    until: str
    position: int
    confirmed_by: int = 0
    others: tuple[int, ...] = ()
    """On whose behalf it was said or confirmed."""

    @property
    def people(self) -> frozenset[int]:
        """Everyone whose word this is."""
        return frozenset({self.by, self.confirmed_by, *self.others} - {0})


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    flag: str
    section: str
    by: int
    version: int
    quote: str
    remark: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    comment: str
    section: str
    by: int
    version: int
    quote: str
    remark: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    release: str
    number: int
    page: str
    by: int
    position: int
    at: str
    """When it was recorded, ISO 8601."""
    sections: tuple[tuple[str, int, str], ...]
    reason: str = ""
    """The content hash of the correction's reason; '' for the first release."""
    status: str = "current"
    """current, superseded or withdrawn."""
    withdrawal: str = ""
    """The content hash of the reason why it was withdrawn; '' if it was not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Everything that decisions and screens need; immutable, so any moment keeps."""

    id: UUID | None = None
    ledger: int = 0
    version: int = 0
    position: int = 0
    department: int = 0
    campaign: int = 0
    submitted_by: int = 0
    submitted_at: str = ""
    updated_at: str = ""
    file: str = ""
    file_name: str = ""
    file_by: int = 0
    reading: str = ""
    """'' before the first file; then pending, failed or done."""
    failure: tuple[str, str] = ("", "")
    parser: str = ""
    kind: str = ""
    year: int = 0
    unit_name: str = ""
    notes: tuple[str, ...] = ()
    returned: bool = False
    returned_remark: str = ""
    revision: int = 1
    correction_reason: str = ""
    ruleset: str = ""
    unchecked: str = ""
    sections: Mapping[str, Section] = field(default_factory=dict)
    """By key, in the document's order."""
    gone: Mapping[str, Section] = field(default_factory=dict)
    """Sections that an earlier file had: who wrote them stays known, and one that
    comes back goes on where it was."""
    findings: Mapping[str, Finding] = field(default_factory=dict)
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    flags: Mapping[str, Flag] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    releases: tuple[Release, ...] = ()

    @property
    def exists(self) -> bool:
        return self.version > 0

    @property
    def current_release(self) -> Release | None:
        for each in reversed(self.releases):
            if each.status == "current":
                return each
        return None

    @property
    def correcting(self) -> bool:
        """Whether a revision is open beside what is released."""
        return self.revision > len(self.releases) > 0

    def waived(self, finding: Finding) -> bool:
        """Whether a waiver is in force: of an error, once a second has confirmed it.

        What counts is how severe the finding is now, not when it was waived.
        """
        waiver = self.waivers.get(finding.fingerprint)
        if waiver is None:
            return False
        return finding.severity != "error" or waiver.confirmed_by != 0

    def finding_status(self, finding: Finding) -> str:
        """open, pending (waived by one, not yet by the second) or waived."""
        if finding.fingerprint not in self.waivers:
            return "open"
        return "waived" if self.waived(finding) else "pending"

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The one definition of an open finding: present and not waived in force."""
        return tuple(f for f in self.findings.values() if not self.waived(f))

    @property
    def open_errors(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.open_findings if f.severity == "error")

    def section_stage(self, key: str) -> SectionStage:
        """Derived, so that it cannot drift (architecture, States of a section)."""
        return self.section_stages([key])[key]

    def section_stages(
        self, keys: Iterable[str] | None = None
    ) -> dict[str, SectionStage]:
        release = self.current_release
        public = set(release.sections) if release else set()
        flagged = {flag.section for flag in self.flags.values()}
        for finding in self.open_errors:
            flagged.update(finding.sections)
        stages = {}
        for key in self.sections if keys is None else keys:
            section = self.sections[key]
            if (key, section.version, section.content) in public:
                stages[key] = SectionStage.PUBLISHED
            elif key in flagged:
                stages[key] = SectionStage.FLAGGED
            elif section.verification is not None:
                stages[key] = SectionStage.VERIFIED
            else:
                stages[key] = SectionStage.DRAFT
        return stages

    @property
    def stage(self) -> Stage:
        if self.reading == "pending":
            return Stage.READING
        if self.reading == "failed":
            return Stage.FAILED
        if self.releases and not self.correcting:
            current = self.current_release
            return Stage.RELEASED if current else Stage.WITHDRAWN
        if self.returned:
            return Stage.RETURNED
        return Stage.REVIEWING if self.blockers else Stage.READY

    @property
    def blockers(self) -> tuple[tuple[str, str], ...]:
        """What keeps it from release: (code, section key or fingerprint), in order.

        Codes: unread, no-sections, returned, unverified, open-error, open-flag.
        """
        if self.reading != "done":
            return (("unread", ""),)
        if not self.sections:
            return (("no-sections", ""),)
        stages = self.section_stages()
        found: list[tuple[str, str]] = []
        if self.returned:
            found.append(("returned", ""))
        found += [("open-error", f.fingerprint) for f in self.open_errors]
        found += [("open-flag", flag.flag) for flag in self.flags.values()]
        done = (SectionStage.VERIFIED, SectionStage.PUBLISHED)
        found += [("unverified", k) for k, stage in stages.items() if stage not in done]
        return tuple(found)

    @property
    def contributors(self) -> frozenset[int]:
        """Everyone who wrote any part of it, from the whole ledger."""
        people = {p for s in self._ever for p in s.contributors}
        return frozenset(people | {self.submitted_by, self.file_by} - {0})

    @property
    def verifiers(self) -> frozenset[int]:
        """Everyone whose verification the present text rests on or rested on."""
        return frozenset(person for s in self._ever for person, _v, _c in s.marks)

    @property
    def _ever(self) -> tuple[Section, ...]:
        return (*self.sections.values(), *self.gone.values())


def replay(records: Iterable[e.Recorded], onto: Disclosure | None = None) -> Disclosure:
    """Fold `records`, oldest first, onto a state (the empty one by default)."""
    state = onto or Disclosure()
    for record in records:
        state = evolve(state, record)
    return state


def evolve(state: Disclosure, record: e.Recorded) -> Disclosure:
    """Return the state after one more event. Never refuses."""
    state = replace(
        state,
        id=record.stream,
        ledger=record.ledger,
        version=record.version,
        position=record.position,
        updated_at=record.recorded_at.isoformat(),
    )
    who = record.actor or 0
    match record.event:
        case e.DisclosureSubmitted() as event:
            return replace(
                state,
                department=event.department,
                campaign=event.campaign,
                submitted_by=who,
                submitted_at=record.recorded_at.isoformat(),
                file=event.file,
                file_name=event.file_name,
                file_by=who,
                reading="pending",
            )
        case e.SourceReplaced() as event:
            return replace(
                state,
                file=event.file,
                file_name=event.file_name,
                file_by=who,
                reading="pending",
                failure=("", ""),
            )
        case e.ReadingRetried():
            return replace(state, reading="pending", failure=("", ""))
        case e.ReadingFailed() as event:
            return replace(state, reading="failed", failure=(event.code, event.message))
        case e.DisclosureRead() as event:
            return _read(state, event, record)
        case e.SectionEdited() as event:
            return _edited(state, event, record)
        case e.ChecksRun() as event:
            return _checked(state, event, record)
        case _:
            return _evolve_review(state, record, who)


def _evolve_review(state: Disclosure, record: e.Recorded, who: int) -> Disclosure:
    match record.event:
        case e.SectionVerified() as event:
            section = state.sections[event.section]
            people = _people(who, record.on_behalf_of or 0)
            others = tuple(m for m in section.marks if m[0] not in people)
            marks = tuple((p, event.version, event.content) for p in people)
            return _with(
                state,
                replace(
                    section,
                    verification=Verification(
                        by=who,
                        version=event.version,
                        content=event.content,
                        ruleset=event.ruleset,
                        position=record.position,
                        inputs=event.inputs,
                    ),
                    lapse=None,
                    marks=(*others, *marks),
                ),
            )
        case e.VerificationLapsed() as event:
            return _lapsed(state, event.section, event.cause, event.by, record)
        case e.SectionFlagged() as event:
            flag = Flag(
                flag=event.flag,
                section=event.section,
                by=who,
                version=event.version,
                quote=event.quote,
                remark=event.remark,
                position=record.position,
            )
            state = replace(state, flags={**state.flags, event.flag: flag})
            return _lapsed(state, event.section, "flag", event.flag, record)
        case e.FlagResolved() as event:
            return replace(state, flags=_without(state.flags, (event.flag,)))
        case e.SectionCommented() as event:
            comment = Comment(
                comment=event.comment,
                section=event.section,
                by=who,
                version=event.version,
                quote=event.quote,
                remark=event.remark,
                position=record.position,
            )
            return replace(state, comments=(*state.comments, comment))
        case e.SectionAssigned() as event:
            section = state.sections[event.section]
            return _with(state, replace(section, assignee=event.assignee))
        case _:
            return _evolve_outcome(state, record, who)


def _evolve_outcome(state: Disclosure, record: e.Recorded, who: int) -> Disclosure:
    match record.event:
        case e.FindingWaived() as event:
            waiver = Waiver(
                by=who,
                severity=event.severity,
                reason=event.reason,
                until=event.until,
                position=record.position,
                others=_people(record.on_behalf_of or 0),
            )
            waivers = {**state.waivers, event.fingerprint: waiver}
            return replace(state, waivers=waivers)
        case e.WaiverConfirmed() as event:
            waiver = state.waivers[event.fingerprint]
            others = _people(*waiver.others, record.on_behalf_of or 0)
            confirmed = replace(waiver, confirmed_by=who, others=others)
            waivers = {**state.waivers, event.fingerprint: confirmed}
            return replace(state, waivers=waivers)
        case e.WaiverRevoked() | e.WaiverLapsed() as event:
            return replace(state, waivers=_without(state.waivers, (event.fingerprint,)))
        case e.SentBack() as event:
            return replace(state, returned=True, returned_remark=event.remark)
        case e.Resubmitted():
            return replace(state, returned=False, returned_remark="")
        case e.DisclosureReleased() as event:
            return _released(state, event, record)
        case e.CorrectionOpened() as event:
            return replace(
                state, revision=event.revision, correction_reason=event.reason
            )
        case e.ReleaseWithdrawn() as event:
            releases = tuple(
                replace(each, status="withdrawn", withdrawal=event.reason)
                if each.release == event.release
                else each
                for each in state.releases
            )
            return replace(state, releases=releases)
        case _:
            return state


def _read(state: Disclosure, event: e.DisclosureRead, record: e.Recorded) -> Disclosure:
    sections: dict[str, Section] = {}
    for read in event.sections:
        before = state.sections.get(read.key) or state.gone.get(read.key)
        place = {
            "path": read.path,
            "level": read.level,
            "heading": read.heading,
            "page": read.page,
            "places": read.places,
        }
        if before is None:
            section = Section(
                key=read.key,
                content=read.content,
                contributors=_people(state.submitted_by, state.file_by),
                **place,  # type: ignore[arg-type]
            )
        elif reads_the_same(before, read):
            section = replace(before, **place)  # type: ignore[arg-type]
        else:
            section = _unverified(before, "replaced", event.file, record)
            section = replace(
                section,
                content=read.content,
                version=before.version + 1,
                contributors=_people(*before.contributors, state.file_by),
                **place,  # type: ignore[arg-type]
            )
        sections[read.key] = section
    gone = {
        key: _unverified(section, "replaced", event.file, record)
        for key, section in {**state.gone, **state.sections}.items()
        if key not in sections
    }
    flags = {k for k, flag in state.flags.items() if flag.section in gone}
    return replace(
        state,
        reading="done",
        failure=("", ""),
        parser=event.parser,
        kind=event.kind,
        year=event.year,
        unit_name=event.unit_name,
        notes=event.notes,
        sections=sections,
        gone=gone,
        flags=_without(state.flags, flags),
    )


def reads_the_same(section: Section, read: e.SectionRead) -> bool:
    """Whether what was read is the section's present version: text and heading.

    A heading's number alone may change: the section that was put in before it says
    nothing about this one.
    """
    return section.content == read.content and _unnumbered(
        section.heading
    ) == _unnumbered(read.heading)


def _unnumbered(heading: str) -> str:
    return _NUMBER.sub("", heading, count=1)


def _edited(
    state: Disclosure, event: e.SectionEdited, record: e.Recorded
) -> Disclosure:
    before = state.sections[event.section]
    section = replace(
        _unverified(before, "edited", event.section, record),
        content=event.content,
        version=event.version,
        contributors=_people(
            *before.contributors, record.actor or 0, record.on_behalf_of or 0
        ),
    )
    return _with(state, section)


def _checked(state: Disclosure, event: e.ChecksRun, record: e.Recorded) -> Disclosure:
    findings = dict(_without(state.findings, event.cleared))
    for found in event.found:
        before = findings.get(found.fingerprint)
        findings[found.fingerprint] = Finding(
            fingerprint=found.fingerprint,
            code=found.code,
            severity=found.severity,
            section=found.section,
            sections=found.sections,
            content=found.content,
            position=before.position if before else record.position,
        )
    sections = dict(state.sections)
    for key, inputs in event.inputs:
        if key in sections and sections[key].inputs != inputs:
            sections[key] = replace(sections[key], inputs=inputs)
    for key, digest in event.digests:
        if key in sections:
            sections[key] = replace(sections[key], digest=digest)
    return replace(
        state,
        ruleset=event.ruleset,
        unchecked=event.unchecked,
        findings=findings,
        sections=sections,
    )


def _released(
    state: Disclosure, event: e.DisclosureReleased, record: e.Recorded
) -> Disclosure:
    earlier = tuple(
        replace(each, status="superseded") if each.status == "current" else each
        for each in state.releases
    )
    release = Release(
        release=event.release,
        number=event.number,
        page=event.page,
        by=record.actor or 0,
        position=record.position,
        at=record.recorded_at.isoformat(),
        sections=event.sections,
        reason=state.correction_reason,
    )
    return replace(state, releases=(*earlier, release), revision=event.number)


def _lapsed(
    state: Disclosure, key: str, cause: str, by: str, record: e.Recorded
) -> Disclosure:
    return _with(state, _unverified(state.sections[key], cause, by, record))


def _unverified(section: Section, cause: str, by: str, record: e.Recorded) -> Section:
    if section.verification is None:
        return section
    lapse = Lapse(
        cause=cause,
        by=by,
        verifier=section.verification.by,
        position=record.position,
    )
    return replace(section, verification=None, lapse=lapse)


def _with(state: Disclosure, section: Section) -> Disclosure:
    return replace(state, sections={**state.sections, section.key: section})


def _without(kept: Mapping[str, T], gone: Iterable[str]) -> Mapping[str, T]:
    leave = set(gone)
    return {key: value for key, value in kept.items() if key not in leave}


def _people(*people: int) -> tuple[int, ...]:
    return tuple(sorted(set(people) - {0}))
