"""My next section, and what is left when there is none."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reviews.queries import queue, work
from reviews.web.views.desk import actor, at_desk


@at_desk
@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """Go on to the next section that I may review, or say why there is none."""
    who = actor(request)
    row = queue.first(who, _after(request))
    if row is None:
        return _left(request, nothing=True)
    return redirect("web:section", stream=row.disclosure, key=row.key)


@at_desk
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Say how much is left in the bureau, and why not all of it is mine."""
    return _left(request, nothing=False)


def _left(request: HttpRequest, *, nothing: bool) -> HttpResponse:
    context = {
        "place": "queue",
        "rest": work.rest(actor(request)),
        "nothing": nothing,
    }
    return render(request, "web/left.html", context)


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None
