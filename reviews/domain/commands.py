"""What people and workers ask for. Who asks comes with the envelope, not from here."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from reviews.domain import notice_commands as n

Blocks = tuple[dict[str, Any], ...]
"""A section's blocks in their stored form, see `disclosures.parse.stored`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitDisclosure:
    ACTION: ClassVar[str] = "submit"
    department: int
    campaign: int
    file: str
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceSource:
    ACTION: ClassVar[str] = "replace-source"
    file: str
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryReading:
    ACTION: ClassVar[str] = "retry-reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSection:
    """A section that a worker found, matched against the version before."""

    key: str
    path: tuple[str, ...]
    level: int
    heading: str
    page: int
    blocks: Blocks
    places: tuple[Any, ...] = ()
    how: str = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReading:
    """A worker read `file` into sections."""

    ACTION: ClassVar[str] = "record-reading"
    file: str
    parser: str
    kind: str
    year: int
    unit_name: str
    notes: tuple[str, ...] = ()
    sections: tuple[ReadSection, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFailure:
    """A worker could not read `file`; `message` is what the submitter is told."""

    ACTION: ClassVar[str] = "record-failure"
    file: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditSection:
    """Give a section new content; `based_on` is the section's version as seen."""

    ACTION: ClassVar[str] = "edit"
    section: str
    based_on: int
    blocks: Blocks
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """Run the checks over the present text, with the rules as set today."""

    ACTION: ClassVar[str] = "recheck"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifySection:
    """Verify the version that was read; `based_on` is the section's version as seen."""

    ACTION: ClassVar[str] = "verify"
    section: str
    based_on: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagSection:
    ACTION: ClassVar[str] = "flag"
    flag: str
    section: str
    remark: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveFlag:
    ACTION: ClassVar[str] = "resolve-flag"
    flag: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentSection:
    """Say something of a section; `before` and `after` are the words around the
    quote, `parent` the comment that this answers."""

    ACTION: ClassVar[str] = "comment"
    comment: str
    section: str
    remark: str
    quote: str = ""
    before: str = ""
    after: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveThread:
    """Settle what a comment began."""

    ACTION: ClassVar[str] = "resolve-thread"
    comment: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenThread:
    ACTION: ClassVar[str] = "reopen-thread"
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignSection:
    """Give a section to a reviewer; 0 takes it back."""

    ACTION: ClassVar[str] = "assign"
    section: str
    assignee: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiveFinding:
    ACTION: ClassVar[str] = "waive"
    fingerprint: str
    reason: str
    until: str = ""
    kind: str = "other"
    attachment: str = ""
    attachment_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmWaiver:
    ACTION: ClassVar[str] = "confirm-waiver"
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeWaiver:
    ACTION: ClassVar[str] = "revoke-waiver"
    fingerprint: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseWaivers:
    """End the waivers whose last day is before `today` (ISO date)."""

    ACTION: ClassVar[str] = "lapse-waivers"
    today: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack:
    ACTION: ClassVar[str] = "send-back"
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resubmit:
    ACTION: ClassVar[str] = "resubmit"
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseDisclosure:
    """Publish the verified text. `page` is the staged text, made by the handler."""

    ACTION: ClassVar[str] = "release"
    release: str
    secrecy_review: str
    page: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRelease:
    """Make the verified text ready for the joint release `plan`, not yet public.

    `page` is the staged text, made by the handler.
    """

    ACTION: ClassVar[str] = "stage-release"
    plan: str
    release: str
    secrecy_review: str
    page: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleRelease:
    """Tell the disclosure that the joint release at `position` made it public."""

    ACTION: ClassVar[str] = "settle-release"
    plan: str
    position: int
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFiles:
    """A worker made the files of a staged text: (form, SHA-256, bytes) each."""

    ACTION: ClassVar[str] = "record-files"
    page: str
    files: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCorrection:
    ACTION: ClassVar[str] = "correct"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRelease:
    ACTION: ClassVar[str] = "withdraw"
    reason: str


Command = (
    SubmitDisclosure
    | ReplaceSource
    | RetryReading
    | RecordReading
    | RecordFailure
    | EditSection
    | Recheck
    | VerifySection
    | FlagSection
    | ResolveFlag
    | CommentSection
    | ResolveThread
    | ReopenThread
    | AssignSection
    | WaiveFinding
    | ConfirmWaiver
    | RevokeWaiver
    | LapseWaivers
    | SendBack
    | Resubmit
    | ReleaseDisclosure
    | StageRelease
    | SettleRelease
    | RecordFiles
    | OpenCorrection
    | WithdrawRelease
    | n.IssueNotice
    | n.OpenRound
    | n.RecordDocuments
    | n.ReceiveNotice
    | n.AnswerNotice
    | n.ConfirmItem
    | n.RefuseItem
    | n.AskExtension
    | n.GrantExtension
    | n.RefuseExtension
    | n.RemindOverdue
    | n.WithdrawNotice
)
