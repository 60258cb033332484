"""集中公开: a campaign goes public at one instant; who is ready, and the two keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosures.models import Campaign, Department
from reviews import handlers, joint
from reviews.domain import policies
from reviews.domain.errors import NotAcceptable, NotAllowed, NotKnown, Refused
from reviews.domain.joint import commands as j
from reviews.domain.joint.state import JointReleases, Plan
from reviews.domain.policies import Actor
from reviews.queries import campaigns, words
from reviews.web.forms_joint import JointReleaseForm
from reviews.web.views.desk import (
    actor,
    at_desk,
    envelope,
    fresh_id,
    now,
    status_of,
)
from reviews.web.wording import READINESS, STAGES

Make = Callable[[HttpRequest, str], j.JointCommand]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A department of a plan: `code` says why it is not ready, '' where it is."""

    department: Department
    stream: UUID
    code: str
    says: str


@at_desk
@require_safe
def page(request: HttpRequest, campaign: int) -> HttpResponse:
    return _page(request, campaign)


def _page(
    request: HttpRequest, campaign: int, refused: Refused | None = None
) -> HttpResponse:
    who = actor(request)
    chosen = campaigns.campaign(who, campaign)
    if not who.roles - {policies.SUBMITTER}:
        raise NotAllowed("wrong-role", _("只有财政局的人员可以看集中公开的安排。"), "")
    state = joint.load(who.ledger, chosen.pk)
    plan = state.under_way
    form = JointReleaseForm(
        request.POST if request.method == "POST" and refused is None else None,
        departments=_to_choose(who, chosen),
        due=chosen.common_day,
    )
    context = {
        "place": "board",
        "campaign": chosen,
        "plan": plan,
        "form": form if plan is None else None,
        "earlier": _earlier(state),
        "refused": refused,
        "may": {
            action.replace("-", "_"): _may(who, action, plan)
            for action in policies.CAMPAIGN_ACTIONS
        },
        "command": fresh_id(),
        **(_told(who, chosen, plan) if plan else {}),
    }
    return render(request, "web/joint.html", context)


def _to_choose(who: Actor, campaign: Campaign) -> list[Department]:
    found = Department.objects.in_bulk(joint.expected(who.ledger, campaign.pk))
    return sorted(found.values(), key=lambda each: each.code)


def _may(who: Actor, action: str, plan: Plan | None) -> str:
    """Return why an action would be refused, '' where it would not."""
    try:
        policies.require_in_campaign(action, who, plan)
    except Refused as refused:
        return refused.message
    return ""


def _told(who: Actor, campaign: Campaign, plan: Plan) -> dict[str, Any]:
    """Return what the page says of a plan: its members, words and people."""
    found = joint.readiness(who.ledger, campaign.pk, plan)
    missing = dict(found.missing)
    departments = Department.objects.in_bulk(plan.departments)
    members = [
        Member(
            department=departments[each],
            stream=handlers.stream_of(who.ledger, campaign.pk, each),
            code=missing.get(each, ""),
            says=_says(missing.get(each, "")),
        )
        for each in plan.departments
        if each in departments
    ]
    texts = words.texts([plan.secrecy_review, plan.left_out, plan.held])
    names = words.names({*plan.people, plan.confirmed_by})
    return {
        "members": sorted(
            members, key=lambda each: (not each.code, each.department.code)
        ),
        "ready": len(found.members),
        "opinion": texts.get(plan.secrecy_review, ""),
        "left_out": texts.get(plan.left_out, ""),
        "held": texts.get(plan.held, ""),
        "planners": [names.get(each, "") for each in plan.people],
        "confirmer": names.get(plan.confirmed_by, ""),
    }


def _says(code: str) -> str:
    return str(READINESS.get(code) or STAGES.get(code, code)) if code else ""


def _earlier(state: JointReleases) -> list[Plan]:
    return [each for each in reversed(tuple(state.plans.values())) if each.over]


@at_desk
def plan(request: HttpRequest, campaign: int) -> HttpResponse:
    """Plan what goes public together; the members are staged in the background."""
    who = actor(request)
    chosen = campaigns.campaign(who, campaign)
    if request.method != "POST":
        return redirect("web:joint", campaign=campaign)
    policies.require_in_campaign("plan-joint-release", who, None)
    form = JointReleaseForm(
        request.POST, departments=_to_choose(who, chosen), due=chosen.common_day
    )
    if not form.is_valid():
        response = _page(request, campaign)
        response.status_code = 422
        return response
    sealed = envelope(request, who)
    command = j.PlanJointRelease(
        plan=str(sealed.command),
        departments=tuple(int(each) for each in form.cleaned_data["members"]),
        secrecy_review=form.cleaned_data["secrecy_review"],
        due=form.moment(now()),
        left_out=form.cleaned_data["left_out"],
    )
    done = _("已安排，正在后台逐一暂存。")
    return _carried_out(request, campaign, command, sealed, done)


def _carried_out(
    request: HttpRequest,
    campaign: int,
    command: j.JointCommand,
    sealed: handlers.Envelope,
    done: str,
) -> HttpResponse:
    try:
        joint.execute(campaign, command, sealed)
    except NotKnown:
        raise
    except Refused as refused:
        response = _page(request, campaign, refused)
        response.status_code = status_of(refused)
        return response
    messages.success(request, done)
    return redirect("web:joint", campaign=campaign)


def on_plan(make: Make, done: Callable[[], str]) -> Callable[..., HttpResponse]:
    """Return the view that carries out one command on the plan under way."""

    @at_desk
    def view(request: HttpRequest, campaign: int) -> HttpResponse:
        if request.method != "POST":
            return redirect("web:joint", campaign=campaign)
        named = request.POST.get("plan", "")
        if not named:
            raise NotAcceptable("no-plan", _("缺少安排的编号，请刷新页面后重试。"))
        sealed = envelope(request, actor(request))
        return _carried_out(request, campaign, make(request, named), sealed, done())

    return view


stage = on_plan(
    lambda _request, plan: j.StageJointly(plan=plan),
    lambda: _("正在后台重新暂存。"),
)
confirm = on_plan(
    lambda _request, plan: j.ConfirmJointRelease(plan=plan),
    lambda: _("已复核，到时间即全部公开。"),
)
hold = on_plan(
    lambda request, plan: j.HoldJointRelease(
        plan=plan, reason=request.POST.get("reason", "")
    ),
    lambda: _("已暂停，到时间也不公开。"),
)
resume = on_plan(
    lambda _request, plan: j.ResumeJointRelease(plan=plan),
    lambda: _("已恢复。"),
)
abort = on_plan(
    lambda request, plan: j.AbortJointRelease(
        plan=plan, reason=request.POST.get("reason", "")
    ),
    lambda: _("已取消，没有公开任何材料。"),
)
