"""S7: what anybody may read. No sign-in, no script, addresses that last."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from disclosures.models import Campaign, Department
from reviews.queries import public, words
from reviews.web.present.text import marked

View = Callable[..., HttpResponse]
MINUTES = 5


def to_all(view: View) -> View:
    """Answer in Chinese whoever asks, and let caches keep it for a few minutes."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override("zh-hans"):
            response = view(request, *args, **kwargs)
        response["Cache-Control"] = f"public, max-age={MINUTES * 60}"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    return answer


@to_all
def index(request: HttpRequest) -> HttpResponse:
    """List what is public, newest year first; search by department."""
    words = request.GET.get("q", "").strip()
    year = request.GET.get("year", "")
    campaigns = {each.pk: each for each in Campaign.objects.select_related("bureau")}
    rows = list(public.public_releases())
    departments = Department.objects.in_bulk({row.department for row in rows})
    entries = [
        {
            "row": row,
            "department": departments[row.department],
            "campaign": campaigns[row.campaign],
            "address": address(campaigns[row.campaign], departments[row.department]),
        }
        for row in rows
        if (not words or words in departments[row.department].name)
        and (not year or str(campaigns[row.campaign].year) == year)
    ]
    context = {
        "entries": entries,
        "words": words,
        "year": year,
        "years": sorted({campaigns[row.campaign].year for row in rows}, reverse=True),
    }
    return render(request, "web/public/index.html", context)


def address(campaign: Campaign, department: Department, number: int = 0) -> str:
    """Return the permanent address of a department's account; of one release of it."""
    place = [campaign.bureau_id, campaign.year, campaign.kind, department.code]
    if number:
        return reverse("web:public-version", args=[*place, number])
    return reverse("web:public-page", args=place)


@to_all
def page(
    request: HttpRequest, bureau: int, year: int, kind: str, code: str, number: int = 0
) -> HttpResponse:
    """Show a release: the current one, or by its number any one there has been."""
    campaign, department = _place(bureau, year, kind, code)
    releases = _releases(campaign, department)
    row = _chosen(releases, number)
    reasons = words.texts(each.reason for each in releases)
    context = {
        "campaign": campaign,
        "department": department,
        "row": row,
        "releases": [(each, reasons.get(each.reason, "")) for each in releases],
        "reason": reasons.get(row.reason, ""),
        "address": address(campaign, department),
        "place": [bureau, year, kind, code],
        "permanent": request.build_absolute_uri(
            address(campaign, department, row.number)
        ),
        "newest": releases[0],
    }
    if row.status == "withdrawn":
        return render(request, "web/public/withdrawn.html", context, status=410)
    context["sections"] = _sections(public.released_page(row))
    response = render(request, "web/public/page.html", context)
    response["ETag"] = f'W/"{row.content[:32]}-{row.status}-{len(releases)}"'
    return response


def _sections(staged: Any) -> list[dict[str, Any]]:
    return [
        {
            "key": section["key"],
            "heading": section["heading"],
            "level": min(section["level"] + 1, 6) if section["level"] else 2,
            "blocks": marked(public.released_blocks(section)),
        }
        for section in staged["sections"]
    ]


@to_all
def data(
    request: HttpRequest, bureau: int, year: int, kind: str, code: str, number: int
) -> HttpResponse:
    """Give the very bytes whose SHA-256 the page shows."""
    campaign, department = _place(bureau, year, kind, code)
    row = _chosen(_releases(campaign, department), number)
    if row.status == "withdrawn":
        return HttpResponse("本版本已撤下。", status=410, content_type="text/plain")
    response = HttpResponse(public.released_bytes(row), content_type="application/json")
    name = f"{department.code}-{campaign.year}-{row.number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _place(bureau: int, year: int, kind: str, code: str) -> tuple[Campaign, Department]:
    campaign = (
        Campaign.objects.select_related("bureau")
        .filter(bureau=bureau, year=year, kind=kind)
        .first()
    )
    department = Department.objects.filter(bureau=bureau, code=code).first()
    if campaign is None or department is None:
        raise Http404
    return campaign, department


def _releases(campaign: Campaign, department: Department) -> list[Any]:
    """Return every release of a department in a campaign, newest first."""
    known = public.public_releases(campaign.pk).filter(department=department.pk)
    newest = known.first()
    if newest is None:
        raise Http404
    return list(public.public_versions(newest.disclosure))


def _chosen(releases: list[Any], number: int) -> Any:
    if not number:
        current = [each for each in releases if each.status == "current"]
        return current[0] if current else releases[0]
    for each in releases:
        if each.number == number:
            return each
    raise Http404
