"""Sections: reading, editing, judging them."""

import json
from typing import Any
from uuid import UUID

from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from reviews import handlers
from reviews.api import render
from reviews.api.doors import Door, answered, carry_out, entity, preview, seen
from reviews.api.paging import PageAsked, page_of
from reviews.api.schema import COMMANDS, LISTS, ON_SEEN, READS, described, pages
from reviews.api.serializers import asked, told
from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.anchors import around
from reviews.domain.errors import NotAcceptable
from reviews.domain.state import Disclosure
from reviews.queries import reading


class Sections(Door):
    tag = "章节"

    @described(
        "列出一份材料的章节",
        answers=pages(told.SectionSummary),
        statuses=LISTS,
        query=asked.SectionsAsked,
        operation="sections_list",
    )
    def get(self, request: Request, stream: UUID) -> Response:
        query = self.asked(request, asked.SectionsAsked)
        entries = reading.outline(reading.disclosure(self.actor(request), stream))
        wanted = query.get("state")
        chosen = [each for each in entries if wanted in (None, each.state)]
        return Response(page_of(request, query, chosen, render.outline))


class Command(Door):
    """Something done to one section."""

    tag = "章节"

    def get_parsers(self) -> list[Any]:
        return [JSONParser()]

    def place(
        self, request: Request, section: UUID
    ) -> tuple[handlers.Envelope, Disclosure, str]:
        envelope = self.envelope(request)
        state, key = reading.disclosure_of_section(envelope.actor, section)
        return envelope, state, key

    def told(self, outcome: handlers.Outcome, key: str, status: int = 200) -> Response:
        state = outcome.state
        return answered(
            outcome,
            render.section(state, key),
            version=state.sections[key].version,
            status=status,
        )


class OneSection(Command):
    actions = {"PATCH": "edit"}

    @described(
        "一节：内容、版本、问题",
        answers=told.SectionTold,
        statuses=READS,
        operation="sections_read",
    )
    def get(self, request: Request, section: UUID) -> Response:
        state, key = reading.disclosure_of_section(self.actor(request), section)
        headers = {"ETag": entity(state.sections[key].version)}
        return Response(render.section(state, key), headers=headers)

    @described(
        "修改一节：校核与保存同时完成",
        answers=told.Edited,
        statuses=ON_SEEN,
        body=asked.Edit,
        operation="sections_edit",
    )
    def patch(self, request: Request, section: UUID) -> Response:
        given = self.given(request, asked.Edit)
        envelope, state, key = self.place(request, section)
        command = edit(state, key, given, based_on=seen(request) or 0)
        outcome = carry_out(state, command, envelope)
        after = outcome.state
        run = next((x for x in outcome.events if isinstance(x, e.ChecksRun)), None)
        body = {
            "section": render.section(after, key),
            "disclosure_version": after.version,
            "appearing": [each.fingerprint for each in run.found] if run else [],
            "clearing": list(run.cleared) if run else [],
            "lapsing": render.lapsing(after, outcome.events),
        }
        return answered(outcome, body, version=after.sections[key].version)


class PreviewEdit(Command):
    actions = {"POST": "edit"}

    @described(
        "预览修改：出现、消除哪些问题，哪些章节须重新审核；不保存",
        answers=told.Previewed,
        statuses=ON_SEEN,
        body=asked.Draft,
        operation="sections_preview",
    )
    def post(self, request: Request, section: UUID) -> Response:
        given = self.given(request, asked.Draft)
        envelope, state, key = self.place(request, section)
        command = edit(state, key, given, based_on=seen(request) or 0)
        found = preview(state, command, envelope)
        return Response(
            {
                "appearing": [
                    render.raised(state, each, json.loads(found.contents[each.content]))
                    for each in found.appearing
                ],
                "clearing": list(found.clearing),
                "lapsing": render.lapsing(state, found.lapsing),
            }
        )


class Verify(Command):
    actions = {"POST": "verify"}

    @described(
        "审核通过您看到的这一版",
        answers=told.SectionTold,
        statuses=ON_SEEN,
        body=asked.Nothing,
        operation="sections_verify",
    )
    def post(self, request: Request, section: UUID) -> Response:
        self.given(request, asked.Nothing)
        envelope, state, key = self.place(request, section)
        command = c.VerifySection(section=key, based_on=seen(request) or 0)
        return self.told(carry_out(state, command, envelope), key)


class Flag(Command):
    actions = {"POST": "flag"}

    @described(
        "标记问题",
        answers=told.SectionTold,
        statuses=COMMANDS,
        body=asked.Flagging,
        status=201,
        operation="sections_flag",
    )
    def post(self, request: Request, section: UUID) -> Response:
        given = self.given(request, asked.Flagging)
        envelope, state, key = self.place(request, section)
        command = c.FlagSection(flag=str(envelope.command), section=key, **given)
        return self.told(carry_out(state, command, envelope), key, status=201)


class ResolveFlag(Command):
    actions = {"POST": "resolve-flag"}

    @described(
        "解除标记",
        answers=told.SectionTold,
        statuses=COMMANDS,
        body=asked.Resolving,
        operation="sections_resolve_flag",
    )
    def post(self, request: Request, section: UUID) -> Response:
        given = self.given(request, asked.Resolving)
        envelope, state, key = self.place(request, section)
        flag = state.flags.get(given["flag"])
        if flag is not None and flag.section != key:
            raise NotAcceptable("other-section", "这处标记在另一节。")
        return self.told(carry_out(state, c.ResolveFlag(**given), envelope), key)


class Assign(Command):
    actions = {"POST": "assign"}

    @described(
        "分派给审核员，或收回",
        answers=told.SectionTold,
        statuses=COMMANDS,
        body=asked.Assigning,
        operation="sections_assign",
    )
    def post(self, request: Request, section: UUID) -> Response:
        given = self.given(request, asked.Assigning)
        envelope, state, key = self.place(request, section)
        command = c.AssignSection(section=key, **given)
        return self.told(carry_out(state, command, envelope), key)


class Comments(Command):
    actions = {"POST": "comment"}

    @described(
        "列出一节的意见",
        answers=pages(told.CommentTold),
        statuses=LISTS,
        query=PageAsked,
        operation="comments_list",
    )
    def get(self, request: Request, section: UUID) -> Response:
        query = self.asked(request, PageAsked)
        state, key = reading.disclosure_of_section(self.actor(request), section)
        comments = render.comments(state, key)
        return Response(page_of(request, query, comments, list))

    @described(
        "发表意见",
        answers=told.CommentTold,
        statuses=COMMANDS,
        body=asked.Commenting,
        status=201,
        operation="comments_add",
    )
    def post(self, request: Request, section: UUID) -> Response:
        given = self.given(request, asked.Commenting)
        envelope, state, key = self.place(request, section)
        number = str(envelope.command)
        if given["quote"] and not (given["before"] or given["after"]):
            text = "\n".join(b.text for b in reading.blocks(state.sections[key]))
            given["before"], given["after"] = around(text, given["quote"])
        command = c.CommentSection(comment=number, section=key, **given)
        outcome = carry_out(state, command, envelope)
        said = render.comments(outcome.state, key)
        body = next(each for each in said if each["comment"] == number)
        return answered(outcome, body, status=201)


class ResolveThread(Command):
    actions = {"POST": "resolve-thread"}

    @described(
        "了结讨论",
        answers=told.CommentTold,
        statuses=COMMANDS,
        body=asked.Settling,
        operation="threads_resolve",
    )
    def post(self, request: Request, section: UUID) -> Response:
        given = self.given(request, asked.Settling)
        envelope, state, key = self.place(request, section)
        command = c.ResolveThread(**given)
        return _thread(carry_out(state, command, envelope), key, given["comment"])


class ReopenThread(Command):
    actions = {"POST": "reopen-thread"}

    @described(
        "重开讨论",
        answers=told.CommentTold,
        statuses=COMMANDS,
        body=asked.Reopening,
        operation="threads_reopen",
    )
    def post(self, request: Request, section: UUID) -> Response:
        given = self.given(request, asked.Reopening)
        envelope, state, key = self.place(request, section)
        command = c.ReopenThread(**given)
        return _thread(carry_out(state, command, envelope), key, given["comment"])


def _thread(outcome: handlers.Outcome, key: str, comment: str) -> Response:
    said = render.comments(outcome.state, key)
    found = [each for each in said if each["comment"] == comment]
    if not found:
        raise NotAcceptable("other-section", "这次讨论在另一节。")
    return answered(outcome, found[0])


def edit(
    state: Disclosure, key: str, given: dict[str, Any], *, based_on: int
) -> c.EditSection:
    """Return the command for what was sent as blocks or as lines of text.

    Raises `NotAcceptable` where lines of text would drop a table.
    """
    if "text" in given:
        blocks = [{"p": line} for line in given["text"].splitlines() if line]
        kept = reading.blocks(state.sections[key])
        if any(hasattr(block, "rows") for block in kept):
            raise NotAcceptable(
                "has-tables", "本节有表格，请用 blocks 提交，以免丢失表格。"
            )
    else:
        blocks = [dict(each) for each in given["blocks"]]
    return c.EditSection(
        section=key, based_on=based_on, blocks=tuple(blocks), reason=given["reason"]
    )
