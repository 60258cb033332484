"""What people and the clock ask of a rectification notice.

`prepared` fields are filled by the handler from the calendar, the bureau's settings
and the present text, never by who asks.
"""

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What the handler adds: when the term ends, and the frozen words of the letter.

    `ladder` are (step, first day) of the overdue ladder, both for `RemindOverdue`.
    """

    today: str = ""
    due: str = ""
    symbol: str = ""
    template: str = ""
    letter: str = ""
    ladder: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One item that a notice is to hold: `kind` finding or flag, `demand` free text."""

    kind: str
    about: str
    demand: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueNotice:
    """Bundle findings and flags into a notice due in `days` working days."""

    ACTION: ClassVar[str] = "issue-notice"
    notice: str
    days: int
    items: tuple[Asked, ...]
    remark: str = ""
    prepared: Prepared = field(default_factory=Prepared)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRound:
    """Send what was refused back for another round, with `items` beside it."""

    ACTION: ClassVar[str] = "open-round"
    notice: str
    days: int
    items: tuple[Asked, ...] = ()
    remark: str = ""
    prepared: Prepared = field(default_factory=Prepared)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDocuments:
    """A worker made the documents of a round; SHA-256 of each, `pdf` '' for none."""

    ACTION: ClassVar[str] = "record-documents"
    notice: str
    round: int
    docx: str
    pdf: str
    xlsx: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveNotice:
    ACTION: ClassVar[str] = "receive-notice"
    notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerNotice:
    """`answers` are (item, mended or explained or objected, remark)."""

    ACTION: ClassVar[str] = "answer-notice"
    notice: str
    answers: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmItem:
    ACTION: ClassVar[str] = "confirm-item"
    notice: str
    item: int
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseItem:
    ACTION: ClassVar[str] = "refuse-item"
    notice: str
    item: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskExtension:
    ACTION: ClassVar[str] = "ask-extension"
    notice: str
    days: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantExtension:
    """Grant `days` working days, which need not be those asked for."""

    ACTION: ClassVar[str] = "grant-extension"
    notice: str
    days: int
    remark: str = ""
    prepared: Prepared = field(default_factory=Prepared)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseExtension:
    ACTION: ClassVar[str] = "refuse-extension"
    notice: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindOverdue:
    """Note the steps of the overdue ladder that the open notice has reached."""

    ACTION: ClassVar[str] = "remind-overdue"
    prepared: Prepared = field(default_factory=Prepared)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawNotice:
    ACTION: ClassVar[str] = "withdraw-notice"
    notice: str
    reason: str


NoticeCommand = (
    IssueNotice
    | OpenRound
    | RecordDocuments
    | ReceiveNotice
    | AnswerNotice
    | ConfirmItem
    | RefuseItem
    | AskExtension
    | GrantExtension
    | RefuseExtension
    | RemindOverdue
    | WithdrawNotice
)
