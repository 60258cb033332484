"""Many at once: what would happen to each item first, then each by itself."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from disclosures.models import Account, Department
from reviews import bulk
from reviews.domain.errors import NotAcceptable
from reviews.queries import reading
from reviews.web.views.desk import actor, at_desk, envelope, fresh_id
from reviews.web.wording import BULK, BULK_OUTCOMES

WORDS = {
    bulk.WAIVE: "不予采纳的理由",
    bulk.SEND_BACK: "退回原因",
}
"""What must be said with an action, and what it is called."""


@dataclass(frozen=True, slots=True)
class Told:
    """An item as the page shows it."""

    item: bulk.Item
    department: str
    says: str

    @property
    def good(self) -> bool:
        return self.item.outcome in ("would", "done", "before", "nothing")


@at_desk
def preview(request: HttpRequest) -> HttpResponse:
    """Say of each item what would happen; nothing is done yet."""
    if request.method != "POST":
        return redirect("web:home")
    asked = _asked(request)
    who = actor(request)
    items = bulk.preview(who, asked, _picks(request), envelope(request, who))
    return _page(request, asked, items, "preview", str(fresh_id()))


@at_desk
def run(request: HttpRequest) -> HttpResponse:
    """Carry out what the preview showed; sent again it does only what is left."""
    if request.method != "POST":
        return redirect("web:home")
    asked = _asked(request)
    if asked.what in WORDS and not asked.words.strip():
        raise NotAcceptable(
            "required", _("请填写%(what)s。") % {"what": WORDS[asked.what]}
        )
    who = actor(request)
    sealed = envelope(request, who)
    items = bulk.run(who, asked, _picks(request), sealed)
    return _page(request, asked, items, "done", str(sealed.command))


@at_desk
def choose(request: HttpRequest, stream: UUID) -> HttpResponse:
    """List a disclosure's sections, to pick from."""
    who = actor(request)
    state = reading.disclosure(who, stream)
    context = {
        "state": state,
        "stream": stream,
        "department": Department.objects.get(pk=state.department),
        "outline": reading.outline(state),
        "bulk": BULK,
        "reviewers": _reviewers(who.ledger),
        "back": request.path,
        "who": who,
    }
    return render(request, "web/bulk_choose.html", context)


def _asked(request: HttpRequest) -> bulk.Asked:
    chosen = request.POST.get("assignee", "")
    return bulk.Asked(
        what=request.POST.get("what", ""),
        words=request.POST.get("words", "")[: 2 * 2_000],
        assignee=int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0,
    )


def _picks(request: HttpRequest) -> list[bulk.Pick]:
    return [bulk.Pick.read(each) for each in request.POST.getlist("pick")]


def _page(
    request: HttpRequest,
    asked: bulk.Asked,
    items: list[bulk.Item],
    step: str,
    batch: str,
) -> HttpResponse:
    departments = Department.objects.in_bulk({each.department for each in items})
    told = [
        Told(
            item,
            str(departments.get(item.department, "")),
            str(BULK_OUTCOMES[item.outcome]),
        )
        for item in items
    ]
    context: dict[str, Any] = {
        "place": "board",
        "asked": asked,
        "what": BULK[asked.what],
        "told": told,
        "counts": [
            (str(BULK_OUTCOMES[k]), n)
            for k, n in Counter(each.outcome for each in items).items()
        ],
        "left": any(each.outcome in ("failed", "refused") for each in items),
        "possible": any(each.outcome == "would" for each in items),
        "step": step,
        "batch": batch,
        "words_name": WORDS.get(asked.what, ""),
        "reviewers": _reviewers(actor(request).ledger)
        if asked.what == bulk.ASSIGN
        else [],
        "back": _back(request),
    }
    return render(request, "web/bulk.html", context)


def _reviewers(ledger: int) -> list[Account]:
    return list(
        Account.objects.filter(bureau=ledger, is_active=True, grants__role="reviewer")
    )


def _back(request: HttpRequest) -> str:
    path = request.POST.get("back", "")
    safe = path.startswith("/") and url_has_allowed_host_and_scheme(
        path, allowed_hosts=None
    )
    return path if safe else "/"
