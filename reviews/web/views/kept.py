"""Views of lists that a person keeps under a name: filters and order as an address."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from disclosures import saved_views
from disclosures.models import Account
from reviews.web.forms_bulk import SavedViewForm
from reviews.web.views.desk import at_desk

BOARD, QUEUE = "board", "queue"
KEPT = ("q", "stage", "level", "late", "rule", "sort", "campaign", "mine")
"""What of an address is kept; the page that one had come to is not."""


def default(request: HttpRequest, place: str) -> str:
    """Return the query to go on with where somebody asks for the list as it is."""
    if request.GET:
        return ""
    return saved_views.default_query(cast(Account, request.user), place)


def context(request: HttpRequest, place: str) -> dict[str, Any]:
    """Return what a list says of its views; `current` is this address to be kept."""
    account = cast(Account, request.user)
    return {
        "views": list(saved_views.views(account, place)),
        "current": cleaned(request.GET),
        "list_place": place,
    }


def cleaned(query: QueryDict) -> str:
    """Return the part of an address that is worth keeping, in one order."""
    copy = QueryDict(mutable=True)
    for name in KEPT:
        if value := query.get(name, ""):
            copy[name] = value[:100]
    return copy.urlencode() or "all=1"


@at_desk
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep a list as it is shown, under a name; a form that is wrong says why."""
    form = SavedViewForm(request.POST)
    back = _back(request)
    if not form.is_valid():
        said = {"form": form, "back": back}
        return render(request, "web/save_view.html", said, status=422)
    try:
        kept = saved_views.save_view(
            cast(Account, request.user),
            form.cleaned_data["place"],
            form.cleaned_data["name"],
            cleaned(QueryDict(form.cleaned_data["query"])),
            shared=form.cleaned_data["shared"],
            default=form.cleaned_data["default"],
        )
    except saved_views.TooManyViews:
        form.add_error(
            "name",
            _("最多保存 %(most)s 个视图，请先删除不用的。")
            % {"most": saved_views.MOST},
        )
        said = {"form": form, "back": back}
        return render(request, "web/save_view.html", said, status=422)
    messages.success(request, _("已保存视图“%(name)s”。") % {"name": kept.name})
    return redirect(f"{back}?{kept.query}")


@at_desk
@require_POST
def forget(request: HttpRequest, number: int) -> HttpResponse:
    """Remove a view of one's own; another's is not there to be removed."""
    if not saved_views.forget_view(cast(Account, request.user), number):
        raise Http404
    messages.success(request, _("视图已删除。"))
    return redirect(f"{_back(request)}?all=1")


def _back(request: HttpRequest) -> str:
    """Return the path of the list that the form came from, within this site."""
    path = request.POST.get("back", "")
    safe = path.startswith("/") and url_has_allowed_host_and_scheme(
        path, allowed_hosts=None
    )
    return path.partition("?")[0] if safe else "/"
