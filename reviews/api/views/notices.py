"""Rectification notices (整改通知书): issued, answered, judged, item by item."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from disclosures import services
from reviews.api import render_notices as render
from reviews.api.doors import Door, answered, carry_out, entity
from reviews.api.paging import page_of_rows
from reviews.api.schema import COMMANDS, LISTS, READS, described, pages
from reviews.api.serializers import asked as common
from reviews.api.serializers import notices as shapes
from reviews.domain import commands as c
from reviews.domain import notice_commands as n
from reviews.queries import notices, reading

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Notices(Door):
    tag = "整改"

    @described(
        "列出整改通知书",
        answers=pages(shapes.NoticeSummary),
        statuses=LISTS,
        query=shapes.NoticesAsked,
        operation="notices_list",
    )
    def get(self, request: Request) -> Response:
        query = self.asked(request, shapes.NoticesAsked)
        rows = notices.notices(self.actor(request))
        today = timezone.localdate(timezone.now())  # noqa: TID251 - the shell
        for name in ("status", "department", "campaign"):
            if name in query:
                rows = rows.filter(**{name: query[name]})
        if query["late"]:
            rows = notices.late(rows, today)
        page = page_of_rows(
            request,
            query,
            rows,
            lambda found: render.summaries(found, today),
            by="issued_on",
        )
        return Response(page)


class Issue(Door):
    """The notices of one disclosure: what there are, and one more."""

    tag = "整改"
    actions = {"POST": "issue-notice"}

    def get_parsers(self) -> list[Any]:
        return [JSONParser()]

    @described(
        "一份材料的整改通知书",
        answers=shapes.NoticeTold(many=True),
        statuses=READS,
        operation="disclosures_notices",
    )
    def get(self, request: Request, stream: UUID) -> Response:
        state = reading.disclosure(self.actor(request), stream)
        return Response([render.notice(state, each) for each in state.notices])

    @described(
        "发出整改通知书，材料退回部门",
        answers=shapes.NoticeTold,
        statuses=COMMANDS,
        body=shapes.Issuing,
        status=201,
        operation="disclosures_issue_notice",
    )
    def post(self, request: Request, stream: UUID) -> Response:
        given = self.given(request, shapes.Issuing)
        envelope = self.envelope(request)
        state = reading.disclosure(envelope.actor, stream)
        command = n.IssueNotice(
            notice=str(envelope.command),
            days=given["days"],
            items=_items(given),
            remark=given["remark"],
        )
        outcome = carry_out(state, command, envelope)
        made = notices.of(outcome.state, envelope.command)
        return answered(
            outcome,
            render.notice(outcome.state, made),
            version=outcome.state.version,
            status=201,
            headers={"Location": reverse("api:notice", args=[envelope.command])},
        )


def _items(given: dict[str, Any]) -> tuple[n.Asked, ...]:
    return tuple(n.Asked(**each) for each in given["items"])


class OneNotice(Door):
    tag = "整改"

    @described(
        "一份整改通知书：各条、各轮、延期",
        answers=shapes.NoticeTold,
        statuses=READS,
        operation="notices_read",
    )
    def get(self, request: Request, notice: UUID) -> Response:
        state, found = notices.place(self.actor(request), notice)
        headers = {"ETag": entity(state.version)}
        return Response(render.notice(state, found), headers=headers)


class NoticeDocument(Door):
    tag = "整改"

    @described(
        "整改文书：docx、pdf 或清单 xlsx，与发出时逐字节相同",
        answers={(200, each): OpenApiTypes.BINARY for each in TYPES.values()},
        statuses=READS,
        operation="notices_document",
    )
    def get(
        self, request: Request, notice: UUID, number: int, form: str
    ) -> HttpResponse:
        _state, found = notices.place(self.actor(request), notice)
        name = notices.document(found, number, form)
        return HttpResponse(services.read_file(name), content_type=TYPES[form])


class Command(Door):
    """One command on a notice, made by the class that inherits this."""

    tag = "整改"

    def get_parsers(self) -> list[Any]:
        return [JSONParser()]

    def done(self, request: Request, notice: UUID, command: c.Command) -> Response:
        envelope = self.envelope(request)
        state, _found = notices.place(envelope.actor, notice)
        outcome = carry_out(state, command, envelope)
        told = render.notice(outcome.state, notices.of(outcome.state, notice))
        return answered(outcome, told, version=outcome.state.version)


class Receive(Command):
    actions = {"POST": "receive-notice"}

    @described(
        "签收",
        answers=shapes.NoticeTold,
        statuses=COMMANDS,
        body=common.Nothing,
        operation="notices_receive",
    )
    def post(self, request: Request, notice: UUID) -> Response:
        self.given(request, common.Nothing)
        return self.done(request, notice, n.ReceiveNotice(notice=str(notice)))


class Answers(Command):
    actions = {"POST": "answer-notice"}

    @described(
        "逐条答复",
        answers=shapes.NoticeTold,
        statuses=COMMANDS,
        body=shapes.Answering,
        operation="notices_answer",
    )
    def post(self, request: Request, notice: UUID) -> Response:
        given = self.given(request, shapes.Answering)
        answers = tuple(
            (each["item"], each["answer"], each["remark"]) for each in given["answers"]
        )
        command = n.AnswerNotice(notice=str(notice), answers=answers)
        return self.done(request, notice, command)


class Confirm(Command):
    actions = {"POST": "confirm-item"}

    @described(
        "确认一条的整改结果",
        answers=shapes.NoticeTold,
        statuses=COMMANDS,
        body=shapes.Confirming,
        operation="notices_confirm_item",
    )
    def post(self, request: Request, notice: UUID) -> Response:
        given = self.given(request, shapes.Confirming)
        return self.done(request, notice, n.ConfirmItem(notice=str(notice), **given))


class Refuse(Command):
    actions = {"POST": "refuse-item"}

    @described(
        "退回一条的答复",
        answers=shapes.NoticeTold,
        statuses=COMMANDS,
        body=shapes.Refusing,
        operation="notices_refuse_item",
    )
    def post(self, request: Request, notice: UUID) -> Response:
        given = self.given(request, shapes.Refusing)
        return self.done(request, notice, n.RefuseItem(notice=str(notice), **given))


class NextRound(Command):
    actions = {"POST": "open-round"}

    @described(
        "发出下一轮",
        answers=shapes.NoticeTold,
        statuses=COMMANDS,
        body=shapes.AnotherRound,
        operation="notices_open_round",
    )
    def post(self, request: Request, notice: UUID) -> Response:
        given = self.given(request, shapes.AnotherRound)
        command = n.OpenRound(
            notice=str(notice),
            days=given["days"],
            items=_items(given),
            remark=given["remark"],
        )
        return self.done(request, notice, command)


class AskExtension(Command):
    actions = {"POST": "ask-extension"}

    @described(
        "申请延期",
        answers=shapes.NoticeTold,
        statuses=COMMANDS,
        body=shapes.AskingExtension,
        operation="notices_ask_extension",
    )
    def post(self, request: Request, notice: UUID) -> Response:
        given = self.given(request, shapes.AskingExtension)
        return self.done(request, notice, n.AskExtension(notice=str(notice), **given))


class GrantExtension(Command):
    actions = {"POST": "grant-extension"}

    @described(
        "批准延期",
        answers=shapes.NoticeTold,
        statuses=COMMANDS,
        body=shapes.GrantingExtension,
        operation="notices_grant_extension",
    )
    def post(self, request: Request, notice: UUID) -> Response:
        given = self.given(request, shapes.GrantingExtension)
        return self.done(request, notice, n.GrantExtension(notice=str(notice), **given))


class RefuseExtension(Command):
    actions = {"POST": "refuse-extension"}

    @described(
        "不批准延期",
        answers=shapes.NoticeTold,
        statuses=COMMANDS,
        body=common.Reason,
        operation="notices_refuse_extension",
    )
    def post(self, request: Request, notice: UUID) -> Response:
        given = self.given(request, common.Reason)
        command = n.RefuseExtension(notice=str(notice), **given)
        return self.done(request, notice, command)


class Withdraw(Command):
    actions = {"POST": "withdraw-notice"}

    @described(
        "撤回整改通知书",
        answers=shapes.NoticeTold,
        statuses=COMMANDS,
        body=common.Reason,
        operation="notices_withdraw",
    )
    def post(self, request: Request, notice: UUID) -> Response:
        given = self.given(request, common.Reason)
        return self.done(request, notice, n.WithdrawNotice(notice=str(notice), **given))
