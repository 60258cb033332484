"""S8: the notices that there are, one of them, its documents, the register."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from disclosures import services
from disclosures.models import Department
from reviews.domain.errors import Refused
from reviews.domain.notices import Notice
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure
from reviews.noticing import terms
from reviews.queries import notice_views, notices, register, words
from reviews.web import wording
from reviews.web.views.desk import actor, at_desk, now
from reviews.web.views.workspace import frame

PAGE = 50
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def today() -> date:
    return timezone.localdate(now())


@at_desk
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the notices that concern the person: open ones, late ones, all."""
    who = actor(request)
    show = request.GET.get("show", "open")
    rows = _shown(who, show)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    departments = Department.objects.in_bulk({row.department for row in page})
    calendar = terms.calendar_of(who.ledger)
    context = {
        "place": "notices",
        "page": page,
        "show": show,
        "views": wording.NOTICE_VIEWS,
        "lines": [
            (
                row,
                departments[row.department],
                notices.days_left(today(), row.due, calendar),
            )
            for row in page
        ],
        "late": notices.late(notices.notices(who), today()).count(),
    }
    return render(request, "web/notices.html", context)


def _shown(who: Actor, show: str) -> Any:
    rows = notices.notices(who)
    if show == "late":
        return notices.late(rows, today())
    return rows if show == "all" else rows.filter(status="open")


@at_desk
@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """Return the register (整改台账) of what the person may see, as .xlsx."""
    who = actor(request)
    rows = notices.notices(who)
    title = "整改台账"
    if (year := request.GET.get("year", "")).isdecimal() and len(year) == 4:
        rows, title = rows.filter(year=int(year)), f"{year}年整改台账"
    body = register.workbook(list(rows[: register.MOST]), title)
    return _file(body, "xlsx", title)


@at_desk
@require_safe
def notice(request: HttpRequest, notice: UUID) -> HttpResponse:
    return page(request, notice)


def page(
    request: HttpRequest, notice: UUID, refused: Refused | None = None
) -> HttpResponse:
    """Return a notice's page, a refusal said on top if there is one."""
    who = actor(request)
    state, found = notices.place(who, notice)
    view = notice_views.view(state, found)
    context = frame(who, state) | {
        "notice": found,
        "id": notice,
        "view": view,
        "rounds": [
            (each, view.letters.get(each.number)) for each in reversed(found.rounds)
        ],
        "brief": notices.brief(state, today()) if found.open else None,
        "mine": who.department == state.department and "submitter" in who.roles,
        "with_department": found.open and state.returned,
        "with_bureau": found.open and not state.returned,
        "unknown_years": _unknown_years(state, found),
        "names": _names(found),
        "answers": wording.ANSWERS,
        "filled": request.POST,
        "refused": refused,
        "longest": 60,
    }
    return render(request, "web/notice.html", context)


def _unknown_years(state: Disclosure, notice: Notice) -> str:
    calendar = terms.calendar_of(state.ledger)
    start = date.fromisoformat(notice.round.issued_on)
    return terms.unknown(calendar, start, date.fromisoformat(notice.due))


def _names(notice: Notice) -> dict[int, str]:
    people = {each.by for each in notice.rounds}
    people |= {
        p for r in notice.rounds for p in (r.received_by, r.received_for, r.behalf)
    }
    for item in notice.items:
        people |= {p for each in item.said for p in (each.by, each.behalf)}
    for each in notice.extensions:
        people |= {each.by, each.behalf, each.decided_by}
    return words.names(people - {0})


@at_desk
@require_safe
def download(
    request: HttpRequest, notice: UUID, number: int, form: str
) -> HttpResponse:
    """Send a document as it was made when the round was sent."""
    _state, found = notices.place(actor(request), notice)
    name = notices.document(found, number, form)
    title = f"{found.reference}第{number}轮"
    return _file(services.read_file(name), form, title)


def _file(body: bytes, form: str, title: str) -> HttpResponse:
    response = HttpResponse(body, content_type=TYPES[form])
    response.headers["Content-Disposition"] = (
        content_disposition_header(True, f"{title}.{form}") or "attachment"
    )
    return response
