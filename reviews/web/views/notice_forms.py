"""The form that makes a notice, or another round of one: choose, look, send."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reviews.domain import notice_commands as c
from reviews.domain.errors import NotAcceptable, Refused
from reviews.domain.notices import Notice
from reviews.domain.state import Disclosure
from reviews.letters.model import Letter
from reviews.noticing import preparing, terms
from reviews.queries import judging, notice_views, notices, reading, words
from reviews.web.views.desk import actor, at_desk, carry_out, envelope
from reviews.web.views.notices import today
from reviews.web.views.workspace import frame


@at_desk
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, stream: UUID) -> HttpResponse:
    """Choose what a notice is to hold, look at it, send it."""
    state = reading.disclosure(actor(request), stream)
    if state.open_notice is not None and request.method == "GET":
        return redirect("web:notice", notice=UUID(state.open_notice.notice))
    return _form(request, state, None)


@at_desk
@require_http_methods(["GET", "POST"])
def another(request: HttpRequest, notice: UUID) -> HttpResponse:
    """The same for another round: what was refused goes along in any case."""
    state, found = notices.place(actor(request), notice)
    if not found.open and request.method == "GET":
        return redirect("web:notice", notice=notice)
    return _form(request, state, found)


def _form(
    request: HttpRequest, state: Disclosure, notice: Notice | None
) -> HttpResponse:
    who = actor(request)
    style = terms.style_of(who.ledger)
    if request.method == "GET":
        return _shown_form(request, state, notice, days=str(style.days))
    sealed = envelope(request, who)
    try:
        command = _command(request, notice, str(sealed.command))
    except NotAcceptable as refused:
        return _shown_form(request, state, notice, refused=refused, status=422)
    if "preview" in request.POST:
        letter = preparing.previewed(state, command, today())
        return _shown_form(request, state, notice, letter=letter)

    def onward(_outcome: object) -> str:
        return reverse("web:notice", args=[UUID(command.notice)])

    return carry_out(
        request,
        UUID(str(state.id)),
        command,
        done=_("整改通知书已发出，材料已退回部门。"),
        to=onward,
        refused=lambda refused: _shown_form(request, state, notice, refused=refused),
        sealed=sealed,
    )


def _command(
    request: HttpRequest, notice: Notice | None, fresh: str
) -> c.IssueNotice | c.OpenRound:
    days = request.POST.get("days", "")
    if not (days.isdecimal() and len(days) < 4):
        raise NotAcceptable("bad-term", "限期请填工作日的天数，例如 5。")
    asked = {
        "days": int(days),
        "remark": request.POST.get("remark", ""),
        "items": tuple(
            c.Asked(
                kind=kind,
                about=about,
                demand=request.POST.get(f"demand-{kind}:{about}", ""),
            )
            for kind, _colon, about in (
                each.partition(":") for each in request.POST.getlist("item")
            )
        ),
    }
    if notice is None:
        return c.IssueNotice(notice=fresh, **asked)  # type: ignore[arg-type]
    return c.OpenRound(notice=notice.notice, **asked)  # type: ignore[arg-type]


def _shown_form(
    request: HttpRequest,
    state: Disclosure,
    notice: Notice | None,
    *,
    days: str = "",
    letter: Letter | None = None,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    who = actor(request)
    posted = request.method == "POST"
    chosen = set(request.POST.getlist("item")) if posted else None
    calendar = terms.calendar_of(who.ledger)
    given = request.POST.get("days", "") if posted else days
    term = int(given) if given.isdecimal() and len(given) < 4 else 0
    last = terms.due(today(), term, calendar)
    context = frame(who, state) | {
        "notice": notice,
        "choices": _choices(state, notice, chosen, request.POST),
        "left": notice_views.view(state, notice).items if notice else (),
        "days": given,
        "due": last if term else None,
        "remark": request.POST.get("remark", ""),
        "letter": letter,
        "unknown_years": terms.unknown(calendar, today(), last),
        "action": "open-round" if notice else "issue-notice",
        "refused": refused,
    }
    context["refusal"] = context["may"].refusal(context["action"])
    return render(request, "web/notice_form.html", context, status=status)


def _choices(
    state: Disclosure, notice: Notice | None, chosen: set[str] | None, given: Any
) -> list[dict[str, Any]]:
    """Return what may go into a notice: open findings and flags in order.

    All errors and flags are chosen at first; what the notice holds is left out.
    """
    known = {(i.kind, i.about) for i in notice.items} if notice else set()
    order = {key: place for place, key in enumerate(state.sections)}
    texts = words.texts(flag.remark for flag in state.flags.values())
    found = [
        (each.section, "finding", each.fingerprint, each.severity, each.body["message"])
        for each in judging.findings(state)
        if each.status != "waived"
    ]
    found += [
        (flag.section, "flag", flag.flag, "error", texts.get(flag.remark, ""))
        for flag in state.flags.values()
    ]
    found.sort(key=lambda each: order.get(each[0], len(order)))
    return [
        {
            "value": (value := f"{kind}:{about}"),
            "number": number,
            "kind": kind,
            "severity": severity,
            "message": message,
            "section": section,
            "chosen": value in chosen if chosen is not None else severity == "error",
            "demand": given.get(f"demand-{value}", ""),
        }
        for number, (section, kind, about, severity, message) in enumerate(found, 1)
        if (kind, about) not in known
    ]
