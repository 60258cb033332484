"""Disclosures: sending one in, finding one, moving one on to its release."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.urls import reverse
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from disclosures import services
from reviews import handlers
from reviews.api import problems, render
from reviews.api.doors import Door, answered, carry_out, entity, seen
from reviews.api.paging import page_of_rows
from reviews.api.schema import COMMANDS, LISTS, ON_SEEN, READS, described, pages
from reviews.api.serializers import asked, told
from reviews.api.serializers import campaigns as campaigns_shapes
from reviews.domain import commands as c
from reviews.domain import policies
from reviews.domain.errors import NotAcceptable, NotNow
from reviews.domain.state import Disclosure
from reviews.queries import campaigns, reading, words

UPLOADS = (*COMMANDS, 400)
BESIDE_AN_ARCHIVE = (
    "正文是压缩包时，附表请一并放进压缩包；或者不用压缩包，分别提交正文和附表。"
)
NO_ANNEX = "现在的文件没有附表，不需要去掉。"


class Disclosures(Door):
    actions = {"POST": "submit"}

    def get_parsers(self) -> list[Any]:
        return [MultiPartParser()]

    @described(
        "列出材料",
        answers=pages(told.DisclosureSummary),
        statuses=LISTS,
        query=asked.DisclosuresAsked,
        operation="disclosures_list",
    )
    def get(self, request: Request) -> Response:
        query = self.asked(request, asked.DisclosuresAsked)
        rows = campaigns.disclosures(self.actor(request))
        columns = {"campaign": "campaign", "department": "department", "state": "stage"}
        for name, column in columns.items():
            if name in query:
                rows = rows.filter(**{column: query[name]})
        page = page_of_rows(request, query, rows, render.summaries, by="position")
        return Response(page)

    @described(
        "提交材料",
        answers=told.DisclosureTold,
        statuses=UPLOADS,
        body={"multipart/form-data": asked.Submission},
        status=202,
        operation="disclosures_submit",
    )
    def post(self, request: Request) -> Response:
        given = self.given(request, asked.Submission)
        envelope = self.envelope(request)
        ledger = envelope.actor.ledger
        stream = handlers.stream_of(ledger, given["campaign"], given["department"])
        # Nobody fills the storage who may not submit.
        policies.require(
            "submit",
            envelope.actor,
            Disclosure(id=stream, ledger=ledger, department=given["department"]),
        )
        kept = _kept(
            lambda: services.keep_submission(
                given["file"], given.get("annex"), at=envelope.at
            )
        )
        command = c.SubmitDisclosure(
            department=given["department"],
            campaign=given["campaign"],
            file=kept.file,
            file_name=kept.name,
        )
        state = Disclosure(id=stream, ledger=ledger)
        outcome = carry_out(state, command, envelope)
        return _told(
            outcome,
            status=202,
            headers={"Location": reverse("api:disclosure", args=[stream])},
        )


def _kept(keep: Callable[[], services.Kept]) -> services.Kept:
    try:
        return keep()
    except services.NotOneText as error:
        raise NotAcceptable("annex-beside-archive", BESIDE_AN_ARCHIVE) from error
    except services.NoAnnex as error:
        raise NotAcceptable("no-annex", NO_ANNEX) from error


class OneDisclosure(Door):
    @described(
        "一份材料：状态、版本、进度、尚不能公开的原因",
        answers=told.DisclosureTold,
        statuses=READS,
        operation="disclosures_read",
    )
    def get(self, request: Request, stream: UUID) -> Response:
        state = reading.disclosure(self.actor(request), stream)
        headers = {"ETag": entity(state.version)}
        return Response(render.disclosure(state), headers=headers)


class Source(Door):
    actions = {"POST": "replace-source"}

    def get_parsers(self) -> list[Any]:
        return [MultiPartParser()]

    @described(
        "更换文件",
        answers=told.DisclosureTold,
        statuses=UPLOADS,
        body={"multipart/form-data": asked.NewSource},
        status=202,
        operation="disclosures_replace_source",
    )
    def post(self, request: Request, stream: UUID) -> Response:
        given = self.given(request, asked.NewSource)
        envelope = self.envelope(request)
        state = reading.disclosure(envelope.actor, stream)
        policies.require("replace-source", envelope.actor, state)
        name = words.texts([state.file_name]).get(state.file_name, "")
        kept = _kept(
            lambda: services.keep_replacement(
                services.Kept(state.file, name),
                given.get("file"),
                given.get("annex"),
                at=envelope.at,
                without_annex=given["remove_annex"],
            )
        )
        command = c.ReplaceSource(file=kept.file, file_name=kept.name)
        at_version = seen(request, needed=False)
        outcome = carry_out(state, command, envelope, at_version=at_version)
        return _told(outcome, status=202)


class Command(Door):
    """One command on a whole disclosure, named by the class that inherits this."""

    on_seen = False

    def get_parsers(self) -> list[Any]:
        return [JSONParser()]

    def carry_out(
        self, request: Request, stream: UUID, command: c.Command
    ) -> handlers.Outcome:
        envelope = self.envelope(request)
        state = reading.disclosure(envelope.actor, stream)
        at_version = seen(request, needed=self.on_seen)
        return carry_out(state, command, envelope, at_version=at_version)


class RetryReading(Command):
    actions = {"POST": "retry-reading"}

    @described(
        "重新读取",
        answers=told.DisclosureTold,
        statuses=COMMANDS,
        body=asked.Nothing,
        status=202,
        operation="disclosures_retry_reading",
    )
    def post(self, request: Request, stream: UUID) -> Response:
        self.given(request, asked.Nothing)
        outcome = self.carry_out(request, stream, c.RetryReading())
        return _told(outcome, status=202)


class Recheck(Command):
    actions = {"POST": "recheck"}

    @described(
        "按现行规则重新校核",
        answers=told.DisclosureTold,
        statuses=COMMANDS,
        body=asked.Nothing,
        operation="disclosures_recheck",
    )
    def post(self, request: Request, stream: UUID) -> Response:
        self.given(request, asked.Nothing)
        return _told(self.carry_out(request, stream, c.Recheck()))


class SendBack(Command):
    actions = {"POST": "send-back"}

    @described(
        "退回整改",
        answers=told.DisclosureTold,
        statuses=COMMANDS,
        body=asked.Remark,
        operation="disclosures_send_back",
    )
    def post(self, request: Request, stream: UUID) -> Response:
        given = self.given(request, asked.Remark)
        return _told(self.carry_out(request, stream, c.SendBack(**given)))


class Resubmit(Command):
    actions = {"POST": "resubmit"}

    @described(
        "重新报送",
        answers=told.DisclosureTold,
        statuses=COMMANDS,
        body=asked.MaybeRemark,
        operation="disclosures_resubmit",
    )
    def post(self, request: Request, stream: UUID) -> Response:
        given = self.given(request, asked.MaybeRemark)
        return _told(self.carry_out(request, stream, c.Resubmit(**given)))


class Release(Command):
    actions = {"POST": "release"}
    on_seen = True

    @described(
        "批准公开",
        answers=told.DisclosureTold,
        statuses=ON_SEEN,
        body=asked.Releasing,
        operation="disclosures_release",
    )
    def post(self, request: Request, stream: UUID) -> Response:
        given = self.given(request, asked.Releasing)
        envelope = self.envelope(request)
        state = reading.disclosure(envelope.actor, stream)
        command = c.ReleaseDisclosure(release=str(envelope.command), **given)
        try:
            outcome = carry_out(state, command, envelope, at_version=seen(request))
        except NotNow as refused:
            details = {"blockers": render.blockers(state)}
            raise problems.WithDetails(refused, details) from refused
        return _told(outcome)


class Stage(Command):
    actions = {"POST": "stage-release"}
    on_seen = True

    @described(
        "暂存待集中公开",
        answers=told.DisclosureTold,
        statuses=ON_SEEN,
        body=campaigns_shapes.Staging,
        operation="disclosures_stage",
    )
    def post(self, request: Request, stream: UUID) -> Response:
        given = self.given(request, campaigns_shapes.Staging)
        envelope = self.envelope(request)
        state = reading.disclosure(envelope.actor, stream)
        command = c.StageRelease(
            plan=str(given["plan"]),
            release=str(envelope.command),
            secrecy_review=given["secrecy_review"],
        )
        outcome = carry_out(state, command, envelope, at_version=seen(request))
        return _told(outcome)


class Withdraw(Command):
    actions = {"POST": "withdraw"}
    on_seen = True

    @described(
        "撤下已公开的版本",
        answers=told.DisclosureTold,
        statuses=ON_SEEN,
        body=asked.Reason,
        operation="disclosures_withdraw",
    )
    def post(self, request: Request, stream: UUID) -> Response:
        given = self.given(request, asked.Reason)
        return _told(self.carry_out(request, stream, c.WithdrawRelease(**given)))


class Correct(Command):
    actions = {"POST": "correct"}
    on_seen = True

    @described(
        "发起更正",
        answers=told.DisclosureTold,
        statuses=ON_SEEN,
        body=asked.Reason,
        operation="disclosures_correct",
    )
    def post(self, request: Request, stream: UUID) -> Response:
        given = self.given(request, asked.Reason)
        return _told(self.carry_out(request, stream, c.OpenCorrection(**given)))


def _told(
    outcome: handlers.Outcome,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    state = outcome.state
    return answered(
        outcome,
        render.disclosure(state),
        version=state.version,
        status=status,
        headers=headers,
    )
