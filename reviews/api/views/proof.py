"""What proves: provenance of numbers, packages, self-checks, draws."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from reviews.api import render_proof
from reviews.api.doors import Door, OpenDoor
from reviews.api.schema import COMMANDS, LISTS, OPEN, described
from reviews.api.serializers import asked, proof
from reviews.domain import oversight as o
from reviews.domain.errors import NotAllowed, NotKnown
from reviews.domain.policies import Actor
from reviews.oversight import acts, packages, provenance, read_models, selfcheck
from reviews.queries import campaigns, public, reading

ZIP = "application/zip"
NOT_BUILT = "材料包正在生成，请稍后再取。"
READERS = frozenset({"auditor", "administrator", "reviewer", "publisher"})


class Figures(Door):
    tag = "溯源"

    @described(
        "一节里可以溯源的数字",
        answers=proof.FiguresTold,
        statuses=LISTS,
        query=proof.FiguresAsked,
        operation="figures_list",
    )
    def get(self, request: Request, stream: UUID) -> Response:
        query = self.asked(request, proof.FiguresAsked)
        position = query.get("position")
        state = reading.disclosure(self.actor(request), stream, position=position)
        found = provenance.figures(state, query["section"])
        return Response(
            {"position": state.position, "results": render_proof.figures(found)}
        )


class Provenance(Door):
    tag = "溯源"

    @described(
        "一个数字的来历：文件、页面、读取程序、历次修改、规则、审核、公开",
        answers=proof.Provenance,
        statuses=LISTS,
        query=proof.FigureAsked,
        operation="provenance_read",
    )
    def get(self, request: Request, stream: UUID) -> Response:
        query = self.asked(request, proof.FigureAsked)
        state, trace = provenance.trace(
            self.actor(request),
            stream,
            query["section"],
            query["start"],
            timezone.localdate(),
            position=query.get("position"),
        )
        return Response(render_proof.trace(state, trace))


class Package(Door):
    tag = "材料包"

    @described(
        "完整材料包：是否已经生成；没有即开始生成（审计员、发布人）",
        answers=proof.PackageTold,
        statuses=LISTS,
        query=proof.PackageAsked,
        operation="package_read",
    )
    def get(self, request: Request, stream: UUID) -> Response:
        query = self.asked(request, proof.PackageAsked)
        position = query.get("position")
        found = packages.asked(self.actor(request), stream, position)
        return Response(render_proof.package(found))


class PackageBytes(Door):
    tag = "材料包"

    @described(
        "完整材料包的字节；还没有生成即答 404，请稍后再取",
        answers={(200, ZIP): OpenApiTypes.BINARY},
        statuses=LISTS,
        query=proof.PackageAsked,
        operation="package_bytes",
    )
    def get(self, request: Request, stream: UUID) -> HttpResponseBase:
        query = self.asked(request, proof.PackageAsked)
        position = query.get("position")
        return _bytes(packages.asked(self.actor(request), stream, position))


class PublicPackage(OpenDoor):
    tag = "公开"

    @described(
        "公众材料包：公开的文字、表格、文件和账本证明",
        answers={(200, ZIP): OpenApiTypes.BINARY},
        statuses=OPEN,
        operation="public_package",
    )
    def get(self, request: Request, release: UUID) -> HttpResponseBase:
        return _bytes(packages.asked_by_public(public.public_release(release)))


def _bytes(found: Any) -> HttpResponse | FileResponse:
    if found is None:
        raise NotKnown("not-built", NOT_BUILT)
    answer = FileResponse(packages.opened(found), content_type=ZIP)
    answer["ETag"] = f'"{found.sha256}"'
    return answer


class SelfChecks(Door):
    tag = "账本"
    actions = {"POST": "self-check"}

    @described(
        "历次自检（审计员、管理员）",
        answers=proof.SelfChecks,
        statuses=LISTS,
        operation="self_checks_list",
    )
    def get(self, request: Request) -> Response:
        return Response(_checks(self.actor(request)))

    @described(
        "现在自检：交给后台",
        answers=proof.SelfChecks,
        statuses=COMMANDS,
        body=asked.Nothing,
        status=202,
        operation="self_checks_ask",
    )
    def post(self, request: Request) -> Response:
        envelope = self.envelope(request)
        self.given(request, asked.Nothing)
        selfcheck.ask(envelope.actor, envelope.at)
        return Response(_checks(envelope.actor), status=202)


def _checks(actor: Actor) -> dict[str, Any]:
    return {
        "results": render_proof.self_checks(selfcheck.history(actor)),
        "under_way": selfcheck.under_way(actor.ledger),
    }


class Heal(Door):
    tag = "账本"
    actions = {"POST": "heal"}

    @described(
        "按账本改正页面数据（管理员）",
        answers=proof.Healed,
        statuses=COMMANDS,
        body=asked.Nothing,
        operation="read_models_heal",
    )
    def post(self, request: Request) -> Response:
        envelope = self.envelope(request)
        self.given(request, asked.Nothing)
        healed = read_models.heal(envelope.actor.ledger, envelope)
        return Response({"tables": dict(healed)})


class Draws(Door):
    tag = "抽查"
    actions = {"POST": "announce-draw"}

    @described(
        "随机抽查：公告、样本与复核",
        answers=proof.Draws,
        statuses=LISTS,
        operation="draws_list",
    )
    def get(self, request: Request) -> Response:
        found = list(_draws(self.actor(request)).values())[::-1]
        return Response({"results": render_proof.draws(found)})

    @described(
        "公告一次抽查（审计员、管理员）",
        answers=proof.DrawTold,
        statuses=COMMANDS,
        body=proof.Announcing,
        status=201,
        operation="draws_announce",
    )
    def post(self, request: Request) -> Response:
        envelope = self.envelope(request)
        given = self.given(request, proof.Announcing)
        if given["campaign"]:
            campaigns.campaign(envelope.actor, given["campaign"])
        command = o.AnnounceDraw(
            draw=str(envelope.command),
            day=given["day"].isoformat(),
            campaign=given["campaign"],
            size=given["size"],
        )
        outcome = acts.execute(command, envelope)
        found = acts.draws(envelope.actor.ledger)[command.draw]
        return _answered(outcome, found, 201)


class OneDraw(Door):
    tag = "抽查"

    @described(
        "一次抽查",
        answers=proof.DrawTold,
        statuses=LISTS,
        operation="draws_read",
    )
    def get(self, request: Request, draw: UUID) -> Response:
        (told,) = render_proof.draws([_draw(self.actor(request), draw)])
        return Response(told)


class SecondReviews(Door):
    tag = "抽查"
    actions = {"POST": "record-second-review"}

    @described(
        "填写复核意见（抽中章节所分派的审核员）",
        answers=proof.DrawTold,
        statuses=COMMANDS,
        body=proof.SecondReview,
        operation="draws_second_review",
    )
    def post(self, request: Request, draw: UUID) -> Response:
        envelope = self.envelope(request)
        _draw(envelope.actor, draw)
        given = self.given(request, proof.SecondReview)
        command = o.RecordSecondReview(
            draw=str(draw),
            disclosure=str(given["disclosure"]),
            section=given["section"],
            agrees=given["agrees"],
            remark=given["remark"],
        )
        outcome = acts.execute(command, envelope)
        return _answered(outcome, _draw(envelope.actor, draw), 200)


def _answered(outcome: acts.Outcome, found: o.Draw, status: int) -> Response:
    (told,) = render_proof.draws([found])
    headers = {"Idempotency-Replayed": "true"} if outcome.repeated else {}
    return Response(told, status=status, headers=headers)


def _draws(actor: Actor) -> o.Draws:
    if not actor.roles & READERS:
        raise NotAllowed(
            "wrong-role", "您没有查看抽查的权限，可由本局人员办理。", "本局人员"
        )
    return acts.draws(actor.ledger)


def _draw(actor: Actor, draw: UUID) -> o.Draw:
    known = _draws(actor).get(str(draw))
    if known is None:
        raise NotKnown("no-such-draw", "没有这次抽查。")
    return known
