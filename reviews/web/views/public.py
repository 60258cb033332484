"""S7: what anybody may read. No sign-in, no script, addresses that last."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from disclosures import services
from disclosures.models import Campaign, Department
from reviews.domain.errors import NotKnown
from reviews.publishing.forms import MEDIA_TYPES
from reviews.queries import public
from reviews.queries import words as words_of
from reviews.web.present import release
from reviews.web.present.text import marked

View = Callable[..., HttpResponseBase]
MINUTES = 5
STANDING = {"withdrawn": "撤下", "superseded": "已更正"}


def to_all(view: View) -> View:
    """Answer in Chinese whoever asks, and let caches keep it for a few minutes."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override("zh-hans"):
            try:
                response = view(request, *args, **kwargs)
            except NotKnown as gone:
                said = f"{gone.message}\n"
                response = HttpResponse(said, status=410, content_type="text/plain")
        response["Cache-Control"] = f"public, max-age={MINUTES * 60}"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    return answer


@to_all
def index(request: HttpRequest) -> HttpResponse:
    """List what is public, the newest first, a page at a time; search by department."""
    words = request.GET.get("q", "").strip().replace("\x00", "")[:100]
    year = request.GET.get("year", "")
    cursor = request.GET.get("cursor", "")
    rows, following = public.public_page(words, year, cursor)
    context = {
        "entries": _entries(rows),
        "words": words,
        "year": year,
        "years": public.public_years(),
        "following": following and _onward(request, following),
        "first": cursor and _onward(request, ""),
    }
    return render(request, "web/public/index.html", context)


def _onward(request: HttpRequest, cursor: str) -> str:
    query = request.GET.copy()
    query.pop("cursor", None)
    if cursor:
        query["cursor"] = cursor
    return f"?{query.urlencode()}"


def _entries(rows: Sequence[Any]) -> list[dict[str, Any]]:
    campaigns = Campaign.objects.select_related("bureau").in_bulk(
        {row.campaign for row in rows}
    )
    departments = Department.objects.in_bulk({row.department for row in rows})
    return [
        {
            "row": row,
            "department": departments[row.department],
            "campaign": campaigns[row.campaign],
            "address": address(campaigns[row.campaign], departments[row.department]),
        }
        for row in rows
    ]


@to_all
def feed(request: HttpRequest) -> HttpResponse:
    """Tell readers of feeds what went public, was corrected or withdrawn (Atom)."""
    rows, _following = public.public_page("", "", "")
    told = Atom1Feed(
        title="部门预决算公开",
        link=request.build_absolute_uri(reverse("web:public")),
        description="新公开、更正和撤下的部门预决算",
        language="zh-CN",
        feed_url=request.build_absolute_uri(),
    )
    reasons = words_of.texts(row.reason for row in rows)
    for each in _entries(rows):
        row, campaign = each["row"], each["campaign"]
        told.add_item(
            title=f"{each['department']} {campaign.year} 年度部门{campaign.kind}"
            f"{STANDING.get(row.status, '更正' if row.number > 1 else '公开')}",
            link=request.build_absolute_uri(
                address(campaign, each["department"], row.number)
            ),
            description=reasons.get(row.reason, "") or "公开全文和附件。",
            unique_id=f"urn:uuid:{row.pk}",
            updateddate=row.released_at,
            pubdate=row.released_at,
        )
    return HttpResponse(
        told.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


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
    reasons = words_of.texts(each.reason for each in releases)
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
        "later": _next(releases, row),
    }
    if row.status == "withdrawn":
        return render(request, "web/public/withdrawn.html", context, status=410)
    context |= {
        "sections": _sections(public.released_page(row)),
        "downloads": release.downloads(row.files),
        "drawings": release.drawings(row.files),
        "changes": release.changed(row.files),
    }
    response = render(request, "web/public/page.html", context)
    response["ETag"] = (
        f'W/"{row.content[:32]}-{row.status}-{len(releases)}-{len(row.files)}"'
    )
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


@to_all
def file(
    request: HttpRequest,
    bureau: int,
    year: int,
    kind: str,
    code: str,
    number: int,
    form: str,
) -> HttpResponseBase:
    """Give one of a release's files: always the same bytes, by their hash."""
    campaign, department = _place(bureau, year, kind, code)
    row = _chosen(_releases(campaign, department), number)
    if row.status == "withdrawn":
        return HttpResponse("本版本已撤下。", status=410, content_type="text/plain")
    sha = release.file_of(row.files, form) if form in MEDIA_TYPES else ""
    if not sha:
        raise Http404
    response = FileResponse(services.open_file(sha), content_type=MEDIA_TYPES[form])
    name = f"{department.code}-{campaign.year}-{row.number}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"] = f'"{sha}"'
    return response


def _next(releases: list[Any], row: Any) -> Any:
    """Return the release that corrected this one, None for the newest."""
    later = [each for each in releases if each.number > row.number]
    return later[-1] if later else None


def release_of(bureau: int, year: int, kind: str, code: str, number: int) -> Any:
    """Return the row of one release by its place in the address; raises Http404."""
    return _chosen(_releases(*_place(bureau, year, kind, code)), number)


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
