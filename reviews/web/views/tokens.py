"""One's own access tokens: what a program may do in one's name, and until when."""

from datetime import timedelta
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from disclosures import tokens
from disclosures.models import AccessToken, Account
from reviews.domain.scopes import READ, SCOPES
from reviews.web.forms import TokenForm
from reviews.web.views.desk import actor, at_desk, now

LONGEST = timedelta(days=366)
USUAL = timedelta(days=90)


@at_desk
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """List the tokens; make one, whose secret this answer alone shows."""
    account = cast(Account, request.user)
    roles = actor(request).roles
    offered = [(name, says) for name, says in SCOPES.items() if name in {READ, *roles}]
    today = timezone.localdate(now())
    form = TokenForm(
        request.POST or None,
        scopes=offered,
        today=today,
        last=today + LONGEST,
        initial={"scopes": [READ], "until": today + USUAL},
    )
    secret = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        secret = tokens.make(account, given["name"], given["scopes"], given["until"])
    context = {
        "form": form,
        "secret": secret,
        "tokens": [
            {
                "token": each,
                "scopes": [SCOPES.get(name, name) for name in each.scopes],
                "live": not each.revoked and each.until >= today,
            }
            for each in account.tokens.select_related("use")
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "web/tokens.html", context, status=status)


@at_desk
@require_POST
def revoke(request: HttpRequest, token: int) -> HttpResponse:
    """End one of one's own tokens; nobody else's is known here."""
    found = AccessToken.objects.filter(account=cast(Account, request.user), pk=token)
    one = found.first()
    if one is None:
        raise Http404
    tokens.revoke(one)
    messages.success(request, _("令牌已停用，使用它的程序从现在起不能再访问。"))
    return redirect("web:tokens")
