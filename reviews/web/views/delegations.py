"""Acting for another (代办): giving it, taking it back, choosing whom to act for."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from disclosures import delegations as giving
from disclosures.models import Account
from reviews import handlers
from reviews.domain.errors import NotAllowed, NotKnown
from reviews.domain.policies import actions_of
from reviews.queries import delegations
from reviews.web.forms import DelegationForm
from reviews.web.views.desk import ACTING, actor, at_desk, now


@at_desk
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show what I gave and was given, and give."""
    account = cast(Account, request.user)
    mine = handlers.actor_of(account)
    form = DelegationForm(
        request.POST or None,
        principal=account,
        colleagues=delegations.colleagues(mine),
        actions=actions_of(mine.roles),
        today=timezone.localdate(now()),
    )
    if request.method == "POST":
        _in_own_name(request)
        if form.is_valid():
            given = giving.give(
                principal=account,
                by=account,
                **{name: form.cleaned_data[name] for name in form.GIVES},
            )
            messages.success(
                request, gettext("已委托%(name)s代办。") % {"name": given.delegate}
            )
            return redirect("web:delegations")
    status = 422 if form.errors else 200
    return render(
        request, "web/delegations.html", _context(request, form), status=status
    )


def _context(request: HttpRequest, form: DelegationForm) -> dict[str, Any]:
    account = cast(Account, request.user)
    today = timezone.localdate(now())
    actor(request)
    return {
        "place": "delegations",
        "form": form,
        "received": delegations.received(account.pk, today),
        "given": [
            (each, each.revoked_at is None and each.ends >= today)
            for each in delegations.given(account.pk)[:100]
        ],
        "acting": request.session.get(ACTING),
        "names": dict(actions_of(frozenset(_ROLES))),
    }


_ROLES = ("submitter", "reviewer", "publisher")


def _in_own_name(request: HttpRequest) -> None:
    if actor(request).mandate is not None:
        raise NotAllowed(
            "acting", "代办时不能再委托或收回委托，请先结束代办，以本人身份办理。"
        )


@at_desk
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what I gave; whoever acts under it is refused from now on."""
    _in_own_name(request)
    account = cast(Account, request.user)
    found = delegations.given(account.pk).filter(pk=number).first()
    if found is None:
        raise NotKnown("not-known", "没有这项委托。")
    giving.revoke(found, by=account, at=now(), reason=gettext("本人收回"))
    messages.success(request, gettext("已收回，立即生效。"))
    return redirect("web:delegations")


@at_desk
@require_POST
def acting(request: HttpRequest) -> HttpResponse:
    """Choose to act for another from now on, or in one's own name again."""
    chosen = request.POST.get("delegation", "")
    request.session.pop(ACTING, None)
    if not chosen:
        messages.success(request, gettext("已结束代办，现在以您本人的身份办理。"))
        return redirect("web:home")
    if not (chosen.isdecimal() and len(chosen) < 16):
        raise NotKnown("not-known", "没有这项委托。")
    handlers.acting(cast(Account, request.user), int(chosen), now())
    request.session[ACTING] = int(chosen)
    return redirect("web:home")
