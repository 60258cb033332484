"""What has happened to a rectification notice (整改通知书). See `events` for the rules.

A notice belongs to one disclosure and lies in its stream. `letter` names the frozen
words of one round (see `reviews.letters.model`); `template` the bytes of the bureau's
own form, '' for the built-in one.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEntry:
    """One item of a notice, inside `NoticeIssued` and `NoticeRoundOpened`."""

    item: int
    """Counted from 1 over all rounds."""
    kind: str
    """finding or flag."""
    about: str
    """The finding's fingerprint or the flag's id."""
    code: str
    severity: str
    section: str
    content: str
    """The content hash of the finding's body, or of the flag's remark."""
    demand: str
    """The content hash of what is demanded; '' where the finding says enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeIssued:
    """A numbered notice went to the department, and the disclosure with it.

    `days` are working days behind `issued_on`; `number` counts within bureau and year.
    """

    TYPE: ClassVar[str] = "review.notice-issued.v1"
    notice: str
    symbol: str
    year: int
    number: int
    issued_on: str
    days: int
    due: str
    items: tuple[NoticeEntry, ...]
    remark: str
    letter: str
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRoundOpened:
    """What was not mended goes back to the department under the same number.

    `items` are those added in this round.
    """

    TYPE: ClassVar[str] = "review.notice-round-opened.v1"
    notice: str
    round: int
    issued_on: str
    days: int
    due: str
    items: tuple[NoticeEntry, ...]
    remark: str
    letter: str
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRendered:
    """A worker made a round's documents: SHA-256 of the bytes; `pdf` '' for none."""

    TYPE: ClassVar[str] = "review.notice-rendered.v1"
    notice: str
    round: int
    docx: str
    pdf: str
    xlsx: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReceived:
    """The department signed for a round of the notice (签收)."""

    TYPE: ClassVar[str] = "review.notice-received.v1"
    notice: str
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAnswered:
    """The department's answer to an item: mended, explained or objected."""

    TYPE: ClassVar[str] = "review.notice-answered.v1"
    notice: str
    round: int
    item: int
    answer: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeItemConfirmed:
    """A reviewer accepts an item as settled."""

    TYPE: ClassVar[str] = "review.notice-item-confirmed.v1"
    notice: str
    round: int
    item: int
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeItemRefused:
    """A reviewer does not accept the answer to an item, and says why."""

    TYPE: ClassVar[str] = "review.notice-item-refused.v1"
    notice: str
    round: int
    item: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionAsked:
    """The department asks for `days` more working days."""

    TYPE: ClassVar[str] = "review.extension-asked.v1"
    notice: str
    days: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionGranted:
    """A reviewer grants `days` more working days; `due` is the new last day."""

    TYPE: ClassVar[str] = "review.extension-granted.v1"
    notice: str
    days: int
    due: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRefused:
    TYPE: ClassVar[str] = "review.extension-refused.v1"
    notice: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOverdue:
    """A step of the ladder: `step` working days after `due`, 0 on the day itself."""

    TYPE: ClassVar[str] = "review.notice-overdue.v1"
    notice: str
    round: int
    due: str
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeClosed:
    """Every item is confirmed."""

    TYPE: ClassVar[str] = "review.notice-closed.v1"
    notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWithdrawn:
    """The bureau takes the notice back; its number stays used."""

    TYPE: ClassVar[str] = "review.notice-withdrawn.v1"
    notice: str
    reason: str


NoticeEvent = (
    NoticeIssued
    | NoticeRoundOpened
    | NoticeRendered
    | NoticeReceived
    | NoticeAnswered
    | NoticeItemConfirmed
    | NoticeItemRefused
    | ExtensionAsked
    | ExtensionGranted
    | ExtensionRefused
    | NoticeOverdue
    | NoticeClosed
    | NoticeWithdrawn
)
