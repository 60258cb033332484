"""Rectification notices: which there are, who may see them, how long is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from reviews.domain.errors import NotKnown
from reviews.domain.notices import Notice, Round
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure
from reviews.domain.workdays import Calendar, working_days_between
from reviews.models import NoticeRow
from reviews.noticing import terms
from reviews.queries.reading import disclosure

WIDE = frozenset({"reviewer", "publisher", "auditor", "administrator"})


def notices(actor: Actor) -> QuerySet[NoticeRow]:
    """Return the notices that a person may see, the newest number first."""
    rows = NoticeRow.objects.filter(ledger=actor.ledger).order_by("-year", "-number")
    if actor.roles & WIDE:
        return rows
    if "submitter" in actor.roles and actor.department is not None:
        return rows.filter(department=actor.department)
    return rows.none()


def late(rows: QuerySet[NoticeRow], today: date) -> QuerySet[NoticeRow]:
    """Return those whose last day has passed while the department has them."""
    return rows.filter(status="open", waiting="department", due__lt=today)


def to_judge(actor: Actor) -> QuerySet[NoticeRow]:
    """Return the open notices that wait for a reviewer: answers, or a wish for time.

    The longest waiting are first; those of the reviewer's own department are left out.
    """
    rows = notices(actor).filter(status="open").order_by("due", "pk")
    rows = rows.filter(Q(waiting="bureau") | Q(extension=True))
    own = [each for each in (actor.department, actor.own_department) if each]
    return rows.exclude(department__in=own) if own else rows


def open_notices(actor: Actor, disclosures: Iterable[UUID]) -> dict[UUID, NoticeRow]:
    """Return the open notice of each of the disclosures that has one, in one query."""
    rows = notices(actor).filter(disclosure__in=list(disclosures), status="open")
    return {row.disclosure: row for row in rows}


def place(actor: Actor, notice: UUID) -> tuple[Disclosure, Notice]:
    """Return a notice with its disclosure, or raise `NotKnown`."""
    unknown = NotKnown("not-known", "没有这份整改通知书，或您无权查看。")
    row = NoticeRow.objects.filter(pk=notice, ledger=actor.ledger).first()
    if row is None:
        raise unknown
    try:
        state = disclosure(actor, row.disclosure)
    except NotKnown as error:
        raise unknown from error
    return state, of(state, notice)


def of(state: Disclosure, notice: UUID) -> Notice:
    """Return one of a disclosure's notices by its id, or raise `NotKnown`."""
    found = next((n for n in state.notices if UUID(n.notice) == notice), None)
    if found is None:
        raise NotKnown("no-such-notice", "没有这份整改通知书，或您无权查看。")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A notice in a line; `left` counts working days, below 0 for overdue."""

    id: UUID
    reference: str
    round: int
    due: date
    left: int
    received: bool
    waiting: str
    open_items: int

    @property
    def overdue(self) -> int:
        """Working days by which the department is late; 0 for not at all."""
        return -self.left if self.waiting == "department" and self.left < 0 else 0


def brief(state: Disclosure, today: date) -> Brief | None:
    """Return the open notice of a disclosure in short, None where there is none."""
    notice = state.open_notice
    if notice is None:
        return None
    due = date.fromisoformat(notice.due)
    calendar = terms.calendar_of(state.ledger)
    return Brief(
        id=UUID(notice.notice),
        reference=notice.reference,
        round=notice.round.number,
        due=due,
        left=days_left(today, due, calendar),
        received=bool(notice.round.received_by),
        waiting="department" if state.returned else "bureau",
        open_items=len(notice.left),
    )


def days_left(today: date, due: date, calendar: Calendar) -> int:
    """Return the working days left, 0 on the last day, below 0 after it.

    A last day that was no working day and has passed is a day late at least.
    """
    left = working_days_between(today, due, calendar)
    return left if due >= today else min(left, -1)


def document(notice: Notice, number: int, form: str) -> str:
    """Return the SHA-256 of a round's document, or raise `NotKnown`."""
    found: Round | None = next((r for r in notice.rounds if r.number == number), None)
    name = getattr(found, form, "") if form in ("docx", "pdf", "xlsx") else ""
    if not name:
        raise NotKnown("no-document", "这份文书还没有生成，请稍后再试。")
    return str(name)
