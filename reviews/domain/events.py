"""What has happened to a disclosure. Facts in the past; names are stored for ever.

Fields are text, whole numbers, booleans or tuples of them. People are named by their
account's number. Free text (sections, reasons, remarks, findings) is named by the
SHA-256 of its content, so that it can be erased and the chain stays whole. Who acted
and when is the envelope's, see `Recorded`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from reviews.domain import notice_events as n
from reviews.domain import oversight_events as o
from reviews.domain.release_events import (
    FilesRendered,
    JointlyReleased,
    JointReleaseAborted,
    JointReleaseConfirmed,
    JointReleaseHeld,
    JointReleasePlanned,
    JointReleaseResumed,
    JointReleaseStopped,
    JointStagingAsked,
    ReleaseSettled,
    ReleaseStaged,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRead:
    """A section as a reader found it, inside `DisclosureRead`; not an event itself."""

    key: str
    path: tuple[str, ...]
    level: int
    heading: str
    page: int
    """1-based; 0 where the format has no pages."""
    content: str
    places: str
    """The content hash of where the blocks stand on the pages; '' if nowhere."""
    how: str = "new"
    """new, same, moved or changed, against the version before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedFinding:
    """A finding as a run of the checks left it, inside `ChecksRun`."""

    fingerprint: str
    code: str
    severity: str
    section: str
    sections: tuple[str, ...]
    """The keys of all sections with evidence, the finding's own first."""
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureSubmitted:
    TYPE: ClassVar[str] = "review.disclosure-submitted.v1"
    department: int
    campaign: int
    file: str
    file_name: str
    """The content hash of the file's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReplaced:
    TYPE: ClassVar[str] = "review.source-replaced.v1"
    file: str
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingFailed:
    """The file could not be read; `message` is the content hash of what was said."""

    TYPE: ClassVar[str] = "review.reading-failed.v1"
    file: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRetried:
    """Somebody asked for the stored bytes to be read once more."""

    TYPE: ClassVar[str] = "review.reading-retried.v1"
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRead:
    """A worker read the file into sections, in the document's order."""

    TYPE: ClassVar[str] = "review.disclosure-read.v1"
    file: str
    parser: str
    kind: str
    year: int
    unit_name: str
    notes: tuple[str, ...]
    sections: tuple[SectionRead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEdited:
    TYPE: ClassVar[str] = "review.section-edited.v1"
    section: str
    version: int
    content: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksRun:
    """The checks ran over the present text; what is new or changed, what has gone.

    `unchecked` is the content hash of what could not be checked; `inputs` says for
    each section which others its figures were compared with, `digests` what the
    figures of a section say (a hash that offsets and wording do not touch), both
    only where they are not as before.
    """

    TYPE: ClassVar[str] = "review.checks-run.v1"
    ruleset: str
    found: tuple[RaisedFinding, ...]
    cleared: tuple[str, ...]
    unchecked: str
    inputs: tuple[tuple[str, tuple[str, ...]], ...]
    digests: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionVerified:
    """A reviewer verified exactly this version, resting on the figures of `inputs`."""

    TYPE: ClassVar[str] = "review.section-verified.v1"
    section: str
    version: int
    content: str
    ruleset: str
    inputs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationLapsed:
    """A verification ended through something else than an edit of its own section.

    `cause` is input (a section it was compared with changed) or finding (a finding
    was raised there by an edit elsewhere); `by` names the section or fingerprint.
    """

    TYPE: ClassVar[str] = "review.verification-lapsed.v1"
    section: str
    cause: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFlagged:
    """A person raised a flag; `quote` and `remark` are content hashes ('' for none)."""

    TYPE: ClassVar[str] = "review.section-flagged.v1"
    flag: str
    section: str
    version: int
    quote: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagResolved:
    TYPE: ClassVar[str] = "review.flag-resolved.v1"
    flag: str
    section: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCommented:
    """A person spoke: `parent` names the comment that this answers, '' for none.

    `quote` is what it is about; `before` and `after` are the words around it, by which
    it is found again (all content hashes, '' for none).
    """

    TYPE: ClassVar[str] = "review.section-commented.v2"
    comment: str
    section: str
    version: int
    quote: str
    remark: str
    before: str
    after: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadResolved:
    """What a comment and its answers were about is settled."""

    TYPE: ClassVar[str] = "review.thread-resolved.v1"
    comment: str
    section: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadReopened:
    TYPE: ClassVar[str] = "review.thread-reopened.v1"
    comment: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionAssigned:
    """`assignee` 0 means nobody."""

    TYPE: ClassVar[str] = "review.section-assigned.v1"
    section: str
    assignee: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWaived:
    """A reviewer accepts a finding. At error severity a second person must confirm."""

    TYPE: ClassVar[str] = "review.finding-waived.v2"
    fingerprint: str
    code: str
    severity: str
    reason: str
    until: str
    """ISO date after which the waiver ends; '' for none."""
    kind: str
    """The class of the reason, see `decisions.waivers.KINDS`."""
    attachment: str
    """The SHA-256 of a file that shows it; '' for none."""
    attachment_name: str
    """The content hash of that file's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverConfirmed:
    TYPE: ClassVar[str] = "review.waiver-confirmed.v1"
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverRevoked:
    TYPE: ClassVar[str] = "review.waiver-revoked.v1"
    fingerprint: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverLapsed:
    """A waiver ended. `cause` is evidence (it reads otherwise now), date or author
    (who gave or confirmed it has since written in the section)."""

    TYPE: ClassVar[str] = "review.waiver-lapsed.v1"
    fingerprint: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack:
    """The disclosure went back to its department, to be mended (退回)."""

    TYPE: ClassVar[str] = "review.sent-back.v1"
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resubmitted:
    """The department says that what was sent back is mended."""

    TYPE: ClassVar[str] = "review.resubmitted.v1"
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureReleased:
    """Released: `sections` are (key, version, content hash), `page` the staged text."""

    TYPE: ClassVar[str] = "review.disclosure-released.v1"
    release: str
    number: int
    sections: tuple[tuple[str, int, str], ...]
    page: str
    secrecy_review: str
    """The content hash of the 保密审查 opinion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionOpened:
    """A released disclosure is being corrected (更正); the release stays public."""

    TYPE: ClassVar[str] = "review.correction-opened.v1"
    revision: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWithdrawn:
    TYPE: ClassVar[str] = "review.release-withdrawn.v1"
    release: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationChanged:
    """An administrator changed reference data; `row` is the hash of the history row."""

    TYPE: ClassVar[str] = "configuration.changed.v1"
    model: str
    key: str
    change: str
    row: str


Event = (
    DisclosureSubmitted
    | SourceReplaced
    | ReadingFailed
    | ReadingRetried
    | DisclosureRead
    | SectionEdited
    | ChecksRun
    | SectionVerified
    | VerificationLapsed
    | SectionFlagged
    | FlagResolved
    | SectionCommented
    | ThreadResolved
    | ThreadReopened
    | SectionAssigned
    | FindingWaived
    | WaiverConfirmed
    | WaiverRevoked
    | WaiverLapsed
    | SentBack
    | Resubmitted
    | DisclosureReleased
    | CorrectionOpened
    | ReleaseWithdrawn
    | FilesRendered
    | ReleaseStaged
    | ReleaseSettled
    | JointReleasePlanned
    | JointStagingAsked
    | JointReleaseConfirmed
    | JointReleaseHeld
    | JointReleaseResumed
    | JointReleaseAborted
    | JointReleaseStopped
    | JointlyReleased
    | ConfigurationChanged
    | o.OversightEvent
    | n.NoticeIssued
    | n.NoticeRoundOpened
    | n.NoticeRendered
    | n.NoticeReceived
    | n.NoticeAnswered
    | n.NoticeItemConfirmed
    | n.NoticeItemRefused
    | n.ExtensionAsked
    | n.ExtensionGranted
    | n.ExtensionRefused
    | n.NoticeOverdue
    | n.NoticeClosed
    | n.NoticeWithdrawn
)

BY_TYPE: dict[str, type[Event]] = {each.TYPE: each for each in Event.__args__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event with its envelope, as the ledger gives it back."""

    event: Event
    ledger: int
    position: int
    stream: UUID
    version: int
    actor: int | None
    on_behalf_of: int | None
    command: UUID
    occurred_at: datetime
    recorded_at: datetime
