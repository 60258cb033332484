"""Taking back one person's waivers of a window in one act: preview, then N commands."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid5

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from disclosures.models import Account, Department
from reviews import handlers
from reviews.domain import commands as c
from reviews.domain.errors import NotAllowed, Refused
from reviews.domain.policies import REVIEWER, Actor
from reviews.queries import waivers
from reviews.queries.waivers import Standing
from reviews.web.refusals import in_words
from reviews.web.views.desk import actor, at_desk, envelope, now

USUAL = timedelta(days=7)


@at_desk
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest) -> HttpResponse:
    who = actor(request)
    if REVIEWER not in who.roles:
        raise NotAllowed(
            "wrong-role", "您没有“撤销不予采纳”的权限，可由审核员办理。", "审核员"
        )
    context = _window(request, who)
    if request.method == "POST":
        context["done"] = _take_back(request, who, context["standing"])
        context |= _window(request, who)
    context["standing"] = [
        (each, in_words(each.conflict) if each.conflict else None)
        for each in context["standing"]
    ]
    return render(request, "web/undo_waivers.html", context)


def _window(request: HttpRequest, who: Actor) -> dict[str, Any]:
    """Return the person and the window that were asked for, and what lies in it."""
    asked = request.POST if request.method == "POST" else request.GET
    reviewers = Account.objects.filter(
        bureau=who.ledger, grants__role=REVIEWER
    ).order_by("display_name", "username")
    person = next(
        (each for each in reviewers if str(each.pk) == asked.get("person")), None
    )
    until = _moment(asked.get("until", "")) or now()
    since = _moment(asked.get("since", "")) or until - USUAL
    standing: tuple[Standing, ...] = ()
    if person is not None:
        last = until + timedelta(minutes=1)
        standing = waivers.of_person(who, person.pk, since, last)
    departments = Department.objects.in_bulk({each.department for each in standing})
    return {
        "place": "queue",
        "reviewers": reviewers,
        "person": person,
        "since": _field(since),
        "until": _field(until),
        "standing": standing,
        "departments": {pk: each.name for pk, each in departments.items()},
    }


def _take_back(
    request: HttpRequest, who: Actor, standing: tuple[Standing, ...]
) -> list[tuple[Standing, Refused | None]]:
    """Revoke what was ticked; what others have built upon meanwhile is left."""
    sealed = envelope(request, who)
    chosen = set(request.POST.getlist("waiver"))
    done: list[tuple[Standing, Refused | None]] = []
    for each in standing:
        if each.number not in chosen:
            continue
        refused = each.conflict or _revoke(request, sealed, each)
        done.append((each, in_words(refused) if refused else None))
    return done


def _revoke(
    request: HttpRequest, sealed: handlers.Envelope, each: Standing
) -> Refused | None:
    one = handlers.Envelope(
        actor=sealed.actor,
        command=uuid5(sealed.command, each.number),
        at=sealed.at,
        request=sealed.request,
    )
    command = c.RevokeWaiver(
        fingerprint=each.fingerprint, reason=request.POST.get("reason", "")
    )
    try:
        handlers.execute(each.stream, command, one)
    except Refused as refused:
        return refused
    return None


def _moment(given: str) -> datetime | None:
    try:
        at = parse_datetime(given)
    except ValueError:
        return None
    if at is None or not 2000 <= at.year < 2100:
        return None
    return timezone.make_aware(at) if timezone.is_naive(at) else at


def _field(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")
