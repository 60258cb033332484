"""Findings: reading them, and saying why one is no obstacle."""

from typing import Any
from uuid import UUID

from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from reviews import handlers
from reviews.api import render
from reviews.api.doors import Door, answered, carry_out
from reviews.api.paging import page_of
from reviews.api.schema import COMMANDS, LISTS, READS, described, pages
from reviews.api.serializers import asked, told
from reviews.domain import commands as c
from reviews.domain.errors import NotKnown
from reviews.domain.state import Disclosure
from reviews.queries import judging, reading


class Findings(Door):
    tag = "问题"

    @described(
        "列出一份材料的问题",
        answers=pages(told.FindingTold),
        statuses=LISTS,
        query=asked.FindingsAsked,
        operation="findings_list",
    )
    def get(self, request: Request, stream: UUID) -> Response:
        query = self.asked(request, asked.FindingsAsked)
        state = reading.disclosure(self.actor(request), stream)
        found = [
            each
            for each in judging.findings(state, query.get("section", ""))
            if query.get("severity") in (None, each.severity)
            and query.get("status") in (None, each.status)
        ]
        return Response(page_of(request, query, found, render.findings))


class Command(Door):
    tag = "问题"

    def get_parsers(self) -> list[Any]:
        return [JSONParser()]

    def place(
        self, request: Request, finding: UUID
    ) -> tuple[handlers.Envelope, Disclosure, str]:
        envelope = self.envelope(request)
        state, mark = reading.disclosure_of_finding(envelope.actor, finding)
        return envelope, state, mark


class OneFinding(Command):
    @described(
        "一个问题：依据、算式、建议",
        answers=told.FindingTold,
        statuses=READS,
        operation="findings_read",
    )
    def get(self, request: Request, finding: UUID) -> Response:
        state, mark = reading.disclosure_of_finding(self.actor(request), finding)
        return Response(_finding(state, mark))


class Waive(Command):
    actions = {"POST": "waive"}

    @described(
        "说明不予采纳的理由；错误须另一人复核",
        answers=told.FindingTold,
        statuses=COMMANDS,
        body=asked.Waiving,
        operation="findings_waive",
    )
    def post(self, request: Request, finding: UUID) -> Response:
        given = self.given(request, asked.Waiving)
        envelope, state, mark = self.place(request, finding)
        until = given["until"].isoformat() if "until" in given else ""
        command = c.WaiveFinding(fingerprint=mark, reason=given["reason"], until=until)
        return _told(carry_out(state, command, envelope), mark)


class ConfirmWaiver(Command):
    actions = {"POST": "confirm-waiver"}

    @described(
        "复核不予采纳",
        answers=told.FindingTold,
        statuses=COMMANDS,
        body=asked.Nothing,
        operation="findings_confirm_waiver",
    )
    def post(self, request: Request, finding: UUID) -> Response:
        self.given(request, asked.Nothing)
        envelope, state, mark = self.place(request, finding)
        command = c.ConfirmWaiver(fingerprint=mark)
        return _told(carry_out(state, command, envelope), mark)


class RevokeWaiver(Command):
    actions = {"POST": "revoke-waiver"}

    @described(
        "撤销不予采纳",
        answers=told.FindingTold,
        statuses=COMMANDS,
        body=asked.Reason,
        operation="findings_revoke_waiver",
    )
    def post(self, request: Request, finding: UUID) -> Response:
        given = self.given(request, asked.Reason)
        envelope, state, mark = self.place(request, finding)
        command = c.RevokeWaiver(fingerprint=mark, **given)
        return _told(carry_out(state, command, envelope), mark)


def _told(outcome: handlers.Outcome, mark: str) -> Response:
    return answered(outcome, _finding(outcome.state, mark))


def _finding(state: Disclosure, mark: str) -> dict[str, Any]:
    section = state.findings[mark].section if mark in state.findings else ""
    views = judging.findings(state, section)
    found = [each for each in views if each.fingerprint == mark]
    if not found:
        raise NotKnown("no-such-finding", "这个问题已不存在，可能内容已经修改。")
    return render.findings(found)[0]
