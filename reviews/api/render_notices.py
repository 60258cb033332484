"""What is told of rectification notices, as plain values for JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from disclosures.models import Department
from reviews.api.render import Names, Told, department, person
from reviews.domain.notices import Notice, Round
from reviews.domain.state import Disclosure
from reviews.noticing import terms
from reviews.queries import notice_views, notices, words


def summaries(rows: Sequence[Any], today: date) -> list[Told]:
    """Return the rows of a list, with the working days that are left."""
    departments = Department.objects.in_bulk({row.department for row in rows})
    calendar = terms.calendar_of(rows[0].ledger) if rows else None
    names = ("disclosure", "reference", "year", "number", "round", "status", "waiting")
    more = ("issued_on", "due", "received", "items", "confirmed", "late")
    return [
        {
            "id": row.pk,
            "department": department(departments[row.department]),
            **{name: getattr(row, name) for name in (*names, *more)},
            "days_left": notices.days_left(today, row.due, calendar)
            if calendar and row.waiting == "department"
            else None,
        }
        for row in rows
    ]


def notice(state: Disclosure, found: Notice) -> Told:
    """Return a notice with its items, rounds and extensions in words."""
    view = notice_views.view(state, found)
    names = words.names(_people(found))
    waiting = "department" if state.returned else "bureau"
    return {
        "id": UUID(found.notice),
        "disclosure": state.id,
        "version": state.version,
        "department": department(Department.objects.get(pk=state.department)),
        "reference": found.reference,
        "status": found.status,
        "waiting": waiting if found.open else "",
        "due": found.due,
        "withdrawal": view.withdrawal,
        "items": [_item(each, names) for each in view.items],
        "rounds": [_round(each, names) for each in found.rounds],
        "extensions": [_extension(each, names) for each in view.extensions],
    }


def _people(found: Notice) -> set[int]:
    people = {p for each in found.rounds for p in (each.by, each.received_by)}
    people |= {p for each in found.extensions for p in (each.by, each.decided_by)}
    people |= {each.behalf for each in found.rounds}
    people |= {each.behalf for each in found.extensions}
    for item in found.items:
        people |= {p for each in item.said for p in (each.by, each.behalf)}
    return people - {0}


def _item(item: notice_views.ItemView, names: Names) -> Told:
    told = asdict(item)
    for name in ("grade", "confirmable", "answer", "verdict"):
        del told[name]
    told["said"] = [_named(asdict(each), names) for each in item.said]
    return told


def _named(told: Told, names: Names) -> Told:
    """Return something said with both names in place of their numbers."""
    told["by"] = person(told["by"], names)
    told["on_behalf_of"] = person(told.pop("behalf"), names)
    return told


def _round(of: Round, names: Names) -> Told:
    return {
        "number": of.number,
        "issued_on": of.issued_on,
        "days": of.days,
        "first_due": of.first_due,
        "due": of.due,
        "by": person(of.by, names),
        "on_behalf_of": person(of.behalf, names),
        "received_by": person(of.received_by, names),
        "received_at": of.received_at or None,
        "answered_at": of.answered_at or None,
        "docx": of.docx,
        "pdf": of.pdf,
        "xlsx": of.xlsx,
    }


def _extension(of: notice_views.ExtensionView, names: Names) -> Told:
    return {
        **_named(asdict(of), names),
        "decided_by": person(of.decided_by, names),
        "due": of.due or None,
    }
