"""What an event of a rectification notice is about, in a few words."""

from typing import Any

from django.utils.translation import gettext as _

from reviews.domain import notice_events as n
from reviews.web import wording


def about(event: Any) -> str:
    """Return a few words beside the event's name, '' for other events."""
    match event:
        case n.NoticeIssued():
            number = f"{event.symbol}〔{event.year}〕{event.number}号"
            return _("%(number)s，共 %(count)s 条，限期 %(due)s") % {
                "number": number,
                "count": len(event.items),
                "due": event.due,
            }
        case n.NoticeRoundOpened():
            return _("第 %(round)s 轮，限期 %(due)s") % vars_of(event)
        case n.NoticeAnswered():
            word = str(wording.ANSWERS.get(event.answer, ""))
            return _("第 %(item)s 条：%(word)s") % {"item": event.item, "word": word}
        case n.NoticeItemConfirmed() | n.NoticeItemRefused():
            return _("第 %(item)s 条") % {"item": event.item}
        case n.ExtensionAsked():
            return _("%(days)s 个工作日") % {"days": event.days}
        case n.ExtensionGranted():
            return _("限期改为 %(due)s") % {"due": event.due}
        case n.NoticeOverdue():
            return _("到期日") if not event.step else _late(event.step)
    return ""


def _late(step: int) -> str:
    return _("逾期 %(count)s 个工作日") % {"count": step}


def vars_of(event: n.NoticeRoundOpened) -> dict[str, object]:
    return {"round": event.round, "due": event.due}
