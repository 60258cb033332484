"""The state of rectification notices, as `folds.notices` makes it; immutable."""

from dataclasses import dataclass

ANSWERS = ("mended", "explained", "objected")
LADDER = (0, 1, 3, 5)
"""Working days after the last day at which an overdue notice is escalated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the department said; `remark` is a content hash, '' for none."""

    round: int
    answer: str
    remark: str
    by: int
    position: int
    behalf: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a reviewer said to it; `remark` is a content hash, '' for none."""

    round: int
    confirmed: bool
    remark: str
    by: int
    position: int
    behalf: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeItem:
    item: int
    kind: str
    about: str
    code: str
    severity: str
    section: str
    content: str
    demand: str
    round: int
    """The round in which it came in."""
    answers: tuple[Answer, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether the last word on it is a confirmation."""
        return bool(self.verdicts) and self.verdicts[-1].confirmed

    @property
    def said(self) -> "tuple[Answer | Verdict, ...]":
        """All answers, then all verdicts."""
        return (*self.answers, *self.verdicts)

    def answered(self, round_: int) -> Answer | None:
        """Return the last answer given in a round."""
        return next((a for a in reversed(self.answers) if a.round == round_), None)

    def judged(self, round_: int) -> Verdict | None:
        """Return the last verdict given in a round."""
        return next((v for v in reversed(self.verdicts) if v.round == round_), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A wish for more time; `outcome` is '', then granted, refused or lapsed: the
    department handed in before anybody decided."""

    round: int
    days: int
    reason: str
    by: int
    position: int
    outcome: str = ""
    granted: int = 0
    due: str = ""
    remark: str = ""
    decided_by: int = 0
    behalf: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One sending of the notice; `due` as it is now, `first_due` as it was set."""

    number: int
    issued_on: str
    days: int
    first_due: str
    due: str
    remark: str
    letter: str
    template: str
    by: int
    position: int
    at: str
    received_by: int = 0
    received_for: int = 0
    behalf: int = 0
    received_at: str = ""
    answered_at: str = ""
    """When the department handed the disclosure in again."""
    docx: str = ""
    pdf: str = ""
    xlsx: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    notice: str
    symbol: str
    year: int
    number: int
    items: tuple[NoticeItem, ...]
    rounds: tuple[Round, ...]
    extensions: tuple[Extension, ...] = ()
    reminded: int = -1
    """The highest step of the ladder noted for the present last day; -1 for none."""
    late: int = -1
    """The highest step ever noted."""
    status: str = "open"
    """open, closed or withdrawn."""
    ended_at: str = ""
    withdrawal: str = ""

    @property
    def reference(self) -> str:
        """The number as it is written on the letter (文号)."""
        return f"{self.symbol}〔{self.year}〕{self.number}号"

    @property
    def open(self) -> bool:
        return self.status == "open"

    @property
    def round(self) -> Round:
        return self.rounds[-1]

    @property
    def due(self) -> str:
        return self.round.due

    @property
    def left(self) -> tuple[NoticeItem, ...]:
        """The items that are not settled."""
        return tuple(each for each in self.items if not each.settled)

    @property
    def unanswered(self) -> tuple[NoticeItem, ...]:
        """The items that wait for the department's answer in the present round."""
        number = self.round.number
        return tuple(each for each in self.left if each.answered(number) is None)

    @property
    def unjudged(self) -> tuple[NoticeItem, ...]:
        """The items that wait for a reviewer's verdict in the present round."""
        number = self.round.number
        return tuple(each for each in self.left if each.judged(number) is None)

    @property
    def extension(self) -> Extension | None:
        """The wish for more time that nobody has decided on."""
        last = self.extensions[-1] if self.extensions else None
        return last if last and not last.outcome else None

    def item(self, number: int) -> NoticeItem | None:
        return next((each for each in self.items if each.item == number), None)
