"""What proves a disclosure: packages to take away, and how its numbers were traced."""

from typing import Any, cast
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reviews.oversight import packages
from reviews.queries import public as releases
from reviews.queries import reading
from reviews.web.views import public
from reviews.web.views.desk import actor, at_desk
from reviews.web.views.health import may
from reviews.web.views.workspace import frame

AGAIN_IN = "5"
"""Seconds after which a package that is being built may be asked for again."""


@at_desk
@require_safe
def proof(request: HttpRequest, stream: UUID) -> HttpResponse:
    """Show how the releases' numbers were traced, and where to take packages away."""
    who = actor(request)
    state = reading.disclosure(who, stream)
    context = frame(who, state) | {
        "releases": packages.proofs(releases.public_versions(stream)),
        "may_pack": may(who, "package"),
        "sections": state.sections.values(),
    }
    return render(request, "web/proof.html", context)


@at_desk
@require_safe
def package(request: HttpRequest, stream: UUID) -> HttpResponse:
    """Give the package of a disclosure, or say that it is being built."""
    who = actor(request)
    given = request.GET.get("position", "")
    position = int(given) if given.isdecimal() and len(given) < 16 else None
    found = packages.asked(who, stream, position)
    if found is None:
        state = reading.disclosure(who, stream)
        context = frame(who, state) | {"again": request.get_full_path()}
        response = render(request, "web/packing.html", context, status=202)
        response["Retry-After"] = AGAIN_IN
        return response
    return sent(found, f"{stream}-{found.position}.zip")


@public.to_all
def public_package(
    request: HttpRequest, bureau: int, year: int, kind: str, code: str, number: int
) -> HttpResponse:
    """Give the public's part of a release, or say that it is being built."""
    row = public.release_of(bureau, year, kind, code, number)
    if row.status == "withdrawn":
        return HttpResponse("本版本已撤下。", status=410, content_type="text/plain")
    found = packages.asked_by_public(row)
    if found is None:
        said = _("材料包正在生成，请稍后再试。")
        response = HttpResponse(said, status=503, content_type="text/plain")
        response["Retry-After"] = AGAIN_IN
        return response
    return sent(found, f"{code}-{year}-{row.number}.zip")


def sent(found: Any, name: str) -> HttpResponse:
    """Return a package as a download; its ETag is its hash."""
    response = FileResponse(
        packages.opened(found),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
    )
    response["ETag"] = f'"{found.sha256}"'
    return cast(HttpResponse, response)
