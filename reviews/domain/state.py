"""The state of a disclosure, as `fold` makes it; what it says is derived here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from reviews.domain.notices import Notice


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
    behalf: int = 0
    """On whose behalf; 0 for nobody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """Why a section is no longer verified: edited, replaced, flag, finding, input."""

    cause: str
    by: str
    verifier: int
    position: int
    behalf: int = 0
    """On whose behalf the verifier had verified."""


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
    behalf: int = 0
    confirmed_behalf: int = 0
    kind: str = "other"
    attachment: str = ""
    attachment_name: str = ""

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
    behalf: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A remark on a section; one without a `parent` begins a thread."""

    comment: str
    section: str
    by: int
    version: int
    quote: str
    remark: str
    position: int
    behalf: int = 0
    before: str = ""
    after: str = ""
    parent: str = ""
    resolved_by: int = 0
    resolution: str = ""


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
    plan: str = ""
    """The joint release that it was part of, '' for one by itself."""


Files = tuple[tuple[str, str, int], ...]
"""The files of a text that the public may load: (form, SHA-256, bytes)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """What a joint release will make public, as it was made ready."""

    plan: str
    release: str
    number: int
    page: str
    sections: tuple[tuple[str, int, str], ...]
    people: tuple[int, ...]
    """Who made it ready, and on whose behalf."""
    position: int
    at: str


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
    submitted_for: int = 0
    submitted_at: str = ""
    updated_at: str = ""
    file: str = ""
    file_name: str = ""
    file_by: int = 0
    file_for: int = 0
    """On whose behalf the file was sent; 0 for nobody's."""
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
    staging: Staging | None = None
    files: Mapping[str, Files] = field(default_factory=dict)
    """The files that were made of a staged or released text, by its hash."""
    notices: tuple[Notice, ...] = ()
    """Rectification notices, oldest first; at most the last one is open."""

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
    def open_notice(self) -> Notice | None:
        """The rectification notice that is not settled, if there is one."""
        last = self.notices[-1] if self.notices else None
        return last if last is not None and last.open else None

    @property
    def contents(self) -> tuple[tuple[str, int, str], ...]:
        """The text as releases name it: (key, version, content hash)."""
        return tuple((k, s.version, s.content) for k, s in self.sections.items())

    @property
    def staging_status(self) -> str:
        """staged, rendering (files are missing), stale (it changed since) or ''.

        Stale too where who made it ready has a hand in it by now.
        """
        staging = self.staging
        if staging is None:
            return ""
        if (
            self.stage is not Stage.READY
            or self.contents != staging.sections
            or not (self.contributors | self.verifiers).isdisjoint(staging.people)
        ):
            return "stale"
        return "staged" if staging.page in self.files else "rendering"

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

        Codes: unread, no-sections, returned, open-notice, unverified, open-error,
        open-flag.
        """
        if self.reading != "done":
            return (("unread", ""),)
        if not self.sections:
            return (("no-sections", ""),)
        stages = self.section_stages()
        found: list[tuple[str, str]] = []
        if self.returned:
            found.append(("returned", ""))
        if (notice := self.open_notice) is not None:
            found.append(("open-notice", notice.notice))
        found += [("open-error", f.fingerprint) for f in self.open_errors]
        found += [("open-flag", flag.flag) for flag in self.flags.values()]
        done = (SectionStage.VERIFIED, SectionStage.PUBLISHED)
        found += [("unverified", k) for k, stage in stages.items() if stage not in done]
        return tuple(found)

    @property
    def contributors(self) -> frozenset[int]:
        """Everyone who wrote any part of it, from the whole ledger."""
        people = {p for s in self._ever for p in s.contributors}
        sent = {self.submitted_by, self.submitted_for, self.file_by, self.file_for}
        return frozenset(people | sent - {0})

    @property
    def verifiers(self) -> frozenset[int]:
        """Everyone whose verification the present text rests on or rested on."""
        return frozenset(person for s in self._ever for person, _v, _c in s.marks)

    @property
    def _ever(self) -> tuple[Section, ...]:
        return (*self.sections.values(), *self.gone.values())
