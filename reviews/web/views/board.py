"""S1: a campaign at a glance; and what waits for one person."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosures.models import Department
from reviews.domain.policies import ROLE_NAMES
from reviews.queries import board as boards
from reviews.queries import campaigns, notices
from reviews.queries import queue as queues
from reviews.web.present.rules import title_of
from reviews.web.views import kept
from reviews.web.views.desk import actor, at_desk, now
from reviews.web.wording import BULK

ORDER = (
    "missing",
    "reading",
    "failed",
    "reviewing",
    "returned",
    "ready",
    "released",
    "withdrawn",
)
SORTS = ("code", "errors", "updated")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Strip:
    """One stage's part of the bar, in percent of its length."""

    stage: str
    count: int
    start: float
    width: float


def home(request: HttpRequest) -> HttpResponse:
    """Show the newest open campaign's board, or the public site to strangers."""
    if not request.user.is_authenticated:
        return redirect("web:public")
    return _home(request)


@at_desk
def _home(request: HttpRequest) -> HttpResponse:
    first = campaigns.campaigns(actor(request)).first()
    if first is None:
        return render(request, "web/no_campaign.html", {"place": "board"})
    return redirect("web:board", campaign=first.pk)


@at_desk
@require_safe
def board(request: HttpRequest, campaign: int) -> HttpResponse:
    who = actor(request)
    chosen = campaigns.campaign(who, campaign)
    if usual := kept.default(request, kept.BOARD):
        return redirect(f"{request.path}?{usual}")
    asked = asked_of(request.GET)
    today = timezone.localdate(now())
    shown = boards.board(who, chosen, today, asked)
    rows = [entry.row.pk for entry in shown.entries if entry.row]
    context = {
        "place": "board",
        "board": shown,
        "campaigns": list(campaigns.campaigns(who)),
        "strips": strips(shown.stages),
        "stages": [stage for stage in ORDER if shown.stages.get(stage)],
        "problems": [(c, title_of(c), n) for c, n in shown.problems],
        "chosen": request.GET,
        "asked": asked,
        "rule": title_of(asked.rule) if asked.rule else "",
        "following": _with(request.GET, cursor=shown.following),
        "first": _with(request.GET, cursor="") if asked.cursor else "",
        "notices": notices.open_notices(who, rows),
        "today": today,
        "who": who,
        "roles": "、".join(ROLE_NAMES[r] for r in sorted(who.roles)),
        "may_review": "reviewer" in who.roles,
        "bulk": {k: v for k, v in BULK.items() if k != "claim"},
        **kept.context(request, kept.BOARD),
    }
    return render(request, "web/board.html", context)


def asked_of(query: QueryDict) -> boards.Asked:
    """Return what the address asks for; what makes no sense is as if not asked."""
    stage, sort = query.get("stage", ""), query.get("sort", "")
    level = query.get("level", "")
    return boards.Asked(
        words=query.get("q", ""),
        stage=stage if stage in ORDER else "",
        level=level if level in ("errors", "warnings") else "",
        late=bool(query.get("late")),
        rule=query.get("rule", "").replace("\x00", "")[:5],
        sort=sort if sort in SORTS else "code",
        cursor=query.get("cursor", "").replace("\x00", "")[:80],
    )


def _with(query: QueryDict, **changed: str) -> str:
    """Return the query string with some values changed, '' where the last is empty."""
    copy = query.copy()
    for name, value in changed.items():
        if value:
            copy[name] = value
        else:
            copy.pop(name, None)
    return f"?{copy.urlencode()}"


def strips(stages: Any) -> list[Strip]:
    """Return the bar's parts in the order of work."""
    whole = sum(stages.values()) or 1
    made, at = [], 0.0
    for stage in ORDER:
        if count := stages.get(stage, 0):
            width = 100 * count / whole
            made.append(Strip(stage, count, round(at, 2), round(width, 2)))
            at += width
    return made


@at_desk
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    who = actor(request)
    if usual := kept.default(request, kept.QUEUE):
        return redirect(f"{request.path}?{usual}")
    cursor = request.GET.get("cursor", "")[:80].replace("\x00", "")
    page = queues.page(who, cursor)
    departments = Department.objects.in_bulk({row.department for row in page.rows})
    waiting = [(row, departments[row.department]) for row in page.rows]
    theirs = campaigns.disclosures(who)
    returned = (
        _named(theirs.filter(stage__in=("returned", "failed")))
        if "submitter" in who.roles
        else []
    )
    context = {
        "place": "queue",
        "today": timezone.localdate(now()),
        "notices": notices.open_notices(who, [row.pk for row, _ in returned])
        if returned
        else {},
        "to_judge": _named(notices.to_judge(who)) if "reviewer" in who.roles else [],
        "bulk": BULK,
        "waiting": waiting,
        "page": page,
        "following": _with(request.GET, cursor=page.following),
        "first": _with(request.GET, cursor="") if cursor else "",
        **kept.context(request, kept.QUEUE),
        "mine": who.on_behalf_of or who.id,
        "may_review": "reviewer" in who.roles,
        "ready": _named(theirs.filter(stage="ready"))
        if "publisher" in who.roles
        else [],
        "returned": returned,
    }
    return render(request, "web/queue.html", context)


def _named(rows: Any) -> list[tuple[Any, Department]]:
    found = list(rows[:PAGE])
    departments = Department.objects.in_bulk([row.department for row in found])
    return [(row, departments[row.department]) for row in found]
