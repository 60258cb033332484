"""S6: releasing, correcting, withdrawing."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reviews.domain import commands as c
from reviews.domain.errors import Refused
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure
from reviews.queries import judging, public, reading
from reviews.web.forms import ReleaseForm
from reviews.web.present import blockers
from reviews.web.views.desk import actor, at_desk, carry_out, envelope
from reviews.web.views.workspace import frame


@at_desk
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, stream: UUID) -> HttpResponse:
    who = actor(request)
    state = reading.disclosure(who, stream)
    context = _context(who, state)
    name = context["department"].name
    form = ReleaseForm(request.POST or None, department=name)
    context["form"] = form
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "web/release.html", context, status=status)
    sealed = envelope(request, who)

    def again(refused: Refused) -> HttpResponse:
        return render(request, "web/release.html", context | {"refused": refused})

    return carry_out(
        request,
        stream,
        c.ReleaseDisclosure(
            release=str(sealed.command),
            secrecy_review=form.cleaned_data["secrecy_review"],
        ),
        done="已批准公开。公众现在可以看到。",
        to=reverse("web:release", args=[stream]),
        refused=again,
        sealed=sealed,
    )


def _context(who: Actor, state: Disclosure) -> dict[str, Any]:
    frame_ = frame(who, state)
    return frame_ | {
        "checks": blockers.checks(state, judging.findings(state)),
        "refusal": frame_["may"].refusal("release"),
        "releases": list(public.public_versions(frame_["stream"])),
        "current": state.current_release,
    }


@at_desk
def correct(request: HttpRequest, stream: UUID) -> HttpResponse:
    return _with_reason(
        request, stream, c.OpenCorrection, "已发起更正，已公开的版本保持不变。"
    )


@at_desk
def withdraw(request: HttpRequest, stream: UUID) -> HttpResponse:
    return _with_reason(
        request, stream, c.WithdrawRelease, "已撤下，公开地址只显示撤下说明。"
    )


def _with_reason(
    request: HttpRequest,
    stream: UUID,
    kind: type[c.OpenCorrection] | type[c.WithdrawRelease],
    done: str,
) -> HttpResponse:
    there = reverse("web:release", args=[stream])
    if request.method != "POST":
        return redirect(there)
    who = actor(request)

    def again(refused: Refused) -> HttpResponse:
        state = reading.disclosure(who, stream)
        context = _context(who, state)
        context["form"] = ReleaseForm(department=context["department"].name)
        return render(request, "web/release.html", context | {"refused": refused})

    return carry_out(
        request,
        stream,
        kind(reason=request.POST.get("reason", "")),
        done=done,
        to=there,
        refused=again,
    )
