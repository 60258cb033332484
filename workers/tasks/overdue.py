"""The ladder of overdue notices: on the last day, and 1, 3 and 5 working days later."""

from datetime import datetime
from uuid import UUID, uuid5

from django.utils import timezone

from reviews import handlers
from reviews.domain import notice_commands as c
from reviews.domain.errors import Refused
from reviews.models import NoticeRow

_COMMANDS = UUID("3b6f1a52-77c4-5c19-9d0b-52f0f1a6e7d4")


def remind(at: datetime) -> int:
    """Have every notice that is due note the step it has reached; return how many did.

    Twice on one day is once: the command's id is the day's, and a step that is noted
    is not noted again on any other day.
    """
    today = timezone.localdate(at)
    due = NoticeRow.objects.filter(
        status="open", waiting="department", due__lte=today
    ).order_by("pk")
    return sum(_remind(row, at) for row in due.iterator())


def _remind(row: NoticeRow, at: datetime) -> bool:
    day = timezone.localdate(at).isoformat()
    envelope = handlers.Envelope(
        actor=handlers.system(row.ledger),
        command=uuid5(_COMMANDS, f"{row.pk}/{row.round}/{row.due}/{day}"),
        at=at,
    )
    try:
        outcome = handlers.execute(row.disclosure, c.RemindOverdue(), envelope)
    except Refused:
        # Somebody was at it just now: the next run sees what came of it.
        return False
    return bool(outcome.events) and not outcome.repeated
