"""Decisions on a campaign's joint release: all its members at once, or none. Pure."""

from datetime import datetime

from reviews.domain import release_events as r
from reviews.domain.decision import Decision, required, short
from reviews.domain.errors import NotAcceptable, NotAllowed, NotKnown, NotNow
from reviews.domain.joint import commands as j
from reviews.domain.joint.state import JointReleases, Plan

STATUS_NAMES = {
    "planned": "待复核",
    "confirmed": "已复核",
    "held": "已暂停",
    "stopped": "未能公开",
    "aborted": "已取消",
    "released": "已公开",
}
AN_EMPTY_PLAN = "请至少选择一个部门。"


def decide(
    state: JointReleases, command: j.JointCommand, decision: Decision, campaign: int
) -> None:
    """Add what `command` does to `decision`, or raise the `Refused` saying why not."""
    match command:
        case j.PlanJointRelease():
            _plan(state, command, decision, campaign)
        case j.StageJointly():
            _under_way(state, command.plan, "planned", "stopped", "confirmed", "held")
            decision.events.append(r.JointStagingAsked(plan=command.plan))
        case j.ConfirmJointRelease():
            _confirm(state, command, decision)
        case j.HoldJointRelease():
            _under_way(state, command.plan, "planned", "stopped", "confirmed")
            reason = decision.keep_text(required(command.reason, "暂停原因"))
            decision.events.append(r.JointReleaseHeld(plan=command.plan, reason=reason))
        case j.ResumeJointRelease():
            _under_way(state, command.plan, "held")
            decision.events.append(r.JointReleaseResumed(plan=command.plan))
        case j.AbortJointRelease():
            _under_way(state, command.plan, "planned", "stopped", "confirmed", "held")
            reason = decision.keep_text(required(command.reason, "取消原因"))
            decision.events.append(
                r.JointReleaseAborted(plan=command.plan, reason=reason)
            )
        case j.ReleaseJointly():
            _release(state, command, decision)


def _plan(
    state: JointReleases,
    command: j.PlanJointRelease,
    decision: Decision,
    campaign: int,
) -> None:
    if state.under_way is not None:
        raise NotNow(
            "plan-under-way", "本批次已有一个未完成的集中公开安排，请先完成或取消它。"
        )
    opinion = required(command.secrecy_review, "保密审查意见")
    members = tuple(sorted(set(command.departments)))
    if not members:
        raise NotAcceptable("no-members", AN_EMPTY_PLAN)
    if not set(members) <= set(command.expected):
        raise NotAcceptable(
            "not-in-campaign", "所选部门不都在本批次的名单中，请刷新页面后重选。"
        )
    left_out = short(command.left_out.strip(), "未纳入说明")
    if len(members) < len(command.expected):
        left_out = required(left_out, "未纳入说明")
    decision.events.append(
        r.JointReleasePlanned(
            plan=command.plan,
            campaign=campaign,
            departments=members,
            due=_moment(command.due),
            secrecy_review=decision.keep_text(opinion),
            left_out=decision.keep_text(left_out),
        )
    )


def _confirm(
    state: JointReleases, command: j.ConfirmJointRelease, decision: Decision
) -> None:
    _under_way(state, command.plan, "planned", "stopped")
    if command.involved:
        raise NotAllowed(
            "own-work",
            "您修改或审核过其中的材料，或属于其中的部门，不能由您复核，"
            "请由另一位发布人办理。",
            "发布人",
        )
    if command.missing:
        raise NotNow(
            "members-not-ready",
            f"还有 {len(command.missing)} 个部门没有就绪，不能确认；"
            "请看名单，补齐后重新暂存。",
        )
    decision.events.append(r.JointReleaseConfirmed(plan=command.plan))


def _release(
    state: JointReleases, command: j.ReleaseJointly, decision: Decision
) -> None:
    plan = _under_way(state, command.plan, "confirmed")
    ready = {department for department, *_ in command.members}
    if command.missing or ready != set(plan.departments):
        decision.events.append(
            r.JointReleaseStopped(plan=plan.plan, missing=command.missing)
        )
        return
    decision.events.append(
        r.JointlyReleased(plan=plan.plan, members=tuple(sorted(command.members)))
    )


def _under_way(state: JointReleases, plan: str, *statuses: str) -> Plan:
    known = state.plans.get(plan)
    if known is None:
        raise NotKnown("not-known", "没有这个集中公开安排。")
    if known.status not in statuses:
        raise NotNow(
            "wrong-status",
            f"这个集中公开安排现为“{STATUS_NAMES[known.status]}”，不能这样办理。",
        )
    return known


def _moment(text: str) -> str:
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotAcceptable(
            "bad-moment", "公开时间请写成 2026-12-31 09:00 的样子。"
        ) from error
    if moment.tzinfo is None:
        raise NotAcceptable("bad-moment", "公开时间缺少时区。")
    return moment.isoformat()
