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
        context = {"place": "queue", "rest": work.rest(who), "roles": who.roles}
        return render(request, "web/nothing_next.html", context)
    return redirect("web:section", stream=row.disclosure, key=row.key)


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None
