"""Campaigns: their boards, joint releases, many items at once, statistics."""

from typing import Any

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from reviews import bulk, joint
from reviews.api.doors import Door
from reviews.api.schema import COMMANDS, LISTS, READS, described
from reviews.api.serializers import campaigns as shapes
from reviews.domain import policies
from reviews.domain.errors import NotAllowed
from reviews.domain.joint import commands as j
from reviews.domain.joint.state import JointReleases, Plan
from reviews.domain.policies import Actor
from reviews.queries import board, campaigns, statistics

ONLY_STAFF = "只有财政局的人员可以看集中公开的安排。"


class Board(Door):
    tag = "批次"

    @described(
        "一个批次的看板：谁没有报送、谁逾期、各处何种阶段、共性问题",
        answers=shapes.BoardTold,
        statuses=LISTS,
        query=shapes.BoardAsked,
        operation="campaigns_board",
    )
    def get(self, request: Request, campaign: int) -> Response:
        given = self.asked(request, shapes.BoardAsked)
        who = self.actor(request)
        chosen = campaigns.campaign(who, campaign)
        asked = board.Asked(words=given.pop("q", ""), **given)
        today = timezone.localdate()
        shown = board.board(who, chosen, today, asked)
        return Response(_board(request, shown))


def _board(request: Request, shown: board.Board) -> dict[str, Any]:
    following = None
    if shown.following:
        query = request.GET.copy()
        query["cursor"] = shown.following
        following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {
        "campaign": shown.campaign.pk,
        "deadline": shown.deadline,
        "stages": shown.stages,
        "problems": [
            {"code": code, "departments": count} for code, count in shown.problems
        ],
        "results": [
            {
                "department": each.department.pk,
                "code": each.department.code,
                "name": each.department.name,
                "stage": each.stage,
                "overdue": each.overdue,
                "disclosure": each.row.pk if each.row else None,
                "errors": each.row.errors if each.row else None,
                "warnings": each.row.warnings if each.row else None,
            }
            for each in shown.entries
        ],
        "next": following,
    }


class Joint(Door):
    tag = "集中公开"
    actions = {"POST": "plan-joint-release"}

    @described(
        "一个批次的集中公开安排，新的在前；没有就绪的部门和原因（预演）",
        answers=shapes.JointsTold,
        statuses=READS,
        operation="joint_list",
    )
    def get(self, request: Request, campaign: int) -> Response:
        who = self.actor(request)
        campaigns.campaign(who, campaign)
        if not who.roles - {policies.SUBMITTER}:
            raise NotAllowed("wrong-role", ONLY_STAFF, "")
        state = joint.load(who.ledger, campaign)
        plans = [_plan(who, campaign, each) for each in state.plans.values()]
        return Response({"results": plans[::-1]})

    @described(
        "安排集中公开，并在后台逐一暂存",
        answers=shapes.JointTold,
        statuses=COMMANDS,
        body=shapes.JointPlanned,
        operation="joint_plan",
    )
    def post(self, request: Request, campaign: int) -> Response:
        given = self.given(request, shapes.JointPlanned)
        envelope = self.envelope(request)
        due = given.get("due")
        command = j.PlanJointRelease(
            plan=str(envelope.command),
            departments=tuple(given["departments"]),
            secrecy_review=given["secrecy_review"],
            due=due.isoformat() if due and due > envelope.at else "",
            left_out=given.get("left_out", ""),
        )
        outcome = joint.execute(campaign, command, envelope)
        return _told(envelope.actor, campaign, outcome, command.plan)


class OnPlan(Door):
    """A command on the plan that the body names."""

    tag = "集中公开"

    def carry_out(
        self, request: Request, campaign: int, command: type[Any], form: type[Any]
    ) -> Response:
        given = self.given(request, form)
        given["plan"] = str(given["plan"])
        envelope = self.envelope(request)
        outcome = joint.execute(campaign, command(**given), envelope)
        return _told(envelope.actor, campaign, outcome, given["plan"])


class Stage(OnPlan):
    actions = {"POST": "stage-jointly"}

    @described(
        "重新暂存已具备条件的材料",
        answers=shapes.JointTold,
        statuses=COMMANDS,
        body=shapes.OnPlan,
        operation="joint_stage",
    )
    def post(self, request: Request, campaign: int) -> Response:
        return self.carry_out(request, campaign, j.StageJointly, shapes.OnPlan)


class Confirm(OnPlan):
    actions = {"POST": "confirm-joint-release"}

    @described(
        "复核（第二把钥匙）：由另一位发布人办理，到时间全部公开",
        answers=shapes.JointTold,
        statuses=COMMANDS,
        body=shapes.OnPlan,
        operation="joint_confirm",
    )
    def post(self, request: Request, campaign: int) -> Response:
        return self.carry_out(request, campaign, j.ConfirmJointRelease, shapes.OnPlan)


class Hold(OnPlan):
    actions = {"POST": "hold-joint-release"}

    @described(
        "暂停集中公开",
        answers=shapes.JointTold,
        statuses=COMMANDS,
        body=shapes.OnPlanWithReason,
        operation="joint_hold",
    )
    def post(self, request: Request, campaign: int) -> Response:
        form = shapes.OnPlanWithReason
        return self.carry_out(request, campaign, j.HoldJointRelease, form)


class Resume(OnPlan):
    actions = {"POST": "resume-joint-release"}

    @described(
        "恢复集中公开",
        answers=shapes.JointTold,
        statuses=COMMANDS,
        body=shapes.OnPlan,
        operation="joint_resume",
    )
    def post(self, request: Request, campaign: int) -> Response:
        return self.carry_out(request, campaign, j.ResumeJointRelease, shapes.OnPlan)


class Abort(OnPlan):
    actions = {"POST": "abort-joint-release"}

    @described(
        "取消集中公开",
        answers=shapes.JointTold,
        statuses=COMMANDS,
        body=shapes.OnPlanWithReason,
        operation="joint_abort",
    )
    def post(self, request: Request, campaign: int) -> Response:
        form = shapes.OnPlanWithReason
        return self.carry_out(request, campaign, j.AbortJointRelease, form)


def _told(who: Actor, campaign: int, outcome: joint.Outcome, plan: str) -> Response:
    state: JointReleases = outcome.state
    headers = {"Idempotency-Replayed": "true"} if outcome.repeated else {}
    return Response(_plan(who, campaign, state.plans[plan]), headers=headers)


def _plan(who: Actor, campaign: int, plan: Plan) -> dict[str, Any]:
    over = plan.over
    found = None if over else joint.readiness(who.ledger, campaign, plan)
    missing = found.missing if found else plan.missing
    return {
        "plan": plan.plan,
        "status": plan.status,
        "due": plan.due,
        "departments": list(plan.departments),
        "ready": len(found.members) if found else len(plan.members),
        "missing": [{"department": d, "code": code} for d, code in missing],
        "planned_by": list(plan.people),
        "confirmed_by": plan.confirmed_by or None,
        "released_at": plan.at,
        "position": plan.position,
    }


class Statistics(Door):
    tag = "批次"

    @described(
        "汇总分析：发现、改正、不予采纳和未决的问题",
        answers=shapes.StatisticsTold,
        statuses=LISTS,
        query=shapes.StatisticsAsked,
        operation="statistics",
    )
    def get(self, request: Request) -> Response:
        given = self.asked(request, shapes.StatisticsAsked)
        asked = statistics.Asked(**given)
        found = statistics.statistics(self.actor(request), asked)
        return Response(
            {
                "position": found.position,
                "behind": found.behind,
                "total": _line(found.total),
                "lines": [_line(each) for each in found.lines],
            }
        )


def _line(line: statistics.Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "found": line.found,
        "mended": line.mended,
        "waived": line.waived,
        "open": line.open,
        "disclosures": line.disclosures,
        "seconds_to_mend": (
            None if line.to_mend is None else int(line.to_mend.total_seconds())
        ),
    }


class Bulk(Door):
    """Many at once; each is a command of its own, under the policy of its action."""

    tag = "批次"
    actions = {"POST": "verify"}
    takes = tuple(dict.fromkeys(bulk.ACTIONS.values()))

    @described(
        "批量办理：逐项预演或办理，一项不成不影响其他；同一个键再次提交只办理余下的",
        answers=shapes.BulkTold,
        statuses=COMMANDS,
        body=shapes.BulkAsked,
        operation="bulk",
    )
    def post(self, request: Request) -> Response:
        given = self.given(request, shapes.BulkAsked)
        envelope = self.envelope(request)
        asked = bulk.Asked(
            what=given["what"],
            words=given.get("words", ""),
            assignee=given.get("assignee", 0),
        )
        picks = [
            bulk.Pick(
                each["disclosure"], each.get("section", ""), each.get("version", 0)
            )
            for each in given["items"]
        ]
        do = bulk.preview if given["dry_run"] else bulk.run
        items = do(envelope.actor, asked, picks, envelope)
        return Response({"results": [_item(each) for each in items]})


def _item(item: bulk.Item) -> dict[str, Any]:
    return {
        "disclosure": item.pick.stream,
        "section": item.pick.section,
        "fingerprint": item.pick.fingerprint,
        "outcome": item.outcome,
        "why": item.why,
    }
