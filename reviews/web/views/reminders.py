"""What one person has been reminded of: a page, and marking as read."""

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from disclosures.models import Account
from reviews import handlers
from reviews import reminders as writing
from reviews.queries import reminders
from reviews.web.present import reminders as present
from reviews.web.views.desk import at_desk, now

PAGE = 30


@at_desk
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List my own reminders, whomever I act for at present."""
    account = cast(Account, request.user)
    rows = reminders.reminders(account.pk)
    if request.GET.get("only") == "unread":
        rows = rows.filter(read_at=None)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    context = {
        "place": "reminders",
        "page": page,
        "told": present.told(handlers.actor_of(account), shown),
        "only": request.GET.get("only", ""),
        "newest": max((each.pk for each in shown), default=0),
    }
    return render(request, "web/reminders.html", context)


@at_desk
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark one reminder as read and go where it leads, or mark all shown ones."""
    account = cast(Account, request.user)
    one = _number(request, "one")
    upto = one if one is not None else _number(request, "upto") or 0
    writing.mark_read(account.pk, now(), upto=upto, one=one)
    if one is not None:
        row = reminders.reminders(account.pk).filter(pk=one).first()
        told = present.told(handlers.actor_of(account), [row] if row else [])
        if told and request.POST.get("go"):
            return redirect(told[0].link)
    return redirect("web:reminders")


def _number(request: HttpRequest, name: str) -> int | None:
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 16 else None
