"""What the list of rectification notices holds for a disclosure. Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from reviews.domain.notices import Notice
from reviews.domain.state import Disclosure


def rows(state: Disclosure) -> dict[UUID, Mapping[str, Any]]:
    """Return the rows of a disclosure's notices, by the notice's id."""
    return {UUID(each.notice): _row(state, each) for each in state.notices}


def _row(state: Disclosure, notice: Notice) -> Mapping[str, Any]:
    last = notice.round
    said = [each.answers[-1].answer for each in notice.items if each.answers]
    waiting = "department" if state.returned else "bureau"
    return {
        "disclosure": state.id,
        "ledger": state.ledger,
        "department": state.department,
        "campaign": state.campaign,
        "symbol": notice.symbol,
        "year": notice.year,
        "number": notice.number,
        "round": last.number,
        "status": notice.status,
        "waiting": waiting if notice.open else "",
        "issued_on": date.fromisoformat(notice.rounds[0].issued_on),
        "first_due": date.fromisoformat(notice.rounds[0].first_due),
        "due": date.fromisoformat(notice.due),
        "received": bool(last.received_by),
        "extension": notice.extension is not None,
        "extensions": sum(e.outcome == "granted" for e in notice.extensions),
        "items": len(notice.items),
        "errors": sum(each.severity == "error" for each in notice.items),
        "answered": len(said),
        "confirmed": sum(each.settled for each in notice.items),
        "objected": said.count("objected"),
        "reminded": notice.reminded,
        "late": notice.late,
        "ended_at": datetime.fromisoformat(notice.ended_at)
        if notice.ended_at
        else None,
    }
