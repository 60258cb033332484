"""S3: editing a section with the checks beside it; nothing typed is ever lost."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from disclosures.parse.model import Block
from disclosures.parse.stored import blocks_from_json
from reviews import handlers
from reviews.domain import commands as c
from reviews.domain import policies
from reviews.domain.errors import NotAcceptable, NotKnown, OutOfDate, Refused
from reviews.domain.state import Disclosure, Section
from reviews.queries import judging, past, reading
from reviews.web.present import drafts, editing, grid, outline
from reviews.web.present.differences import compare
from reviews.web.views.desk import actor, at_desk, envelope, status_of
from reviews.web.views.workspace import frame

REASONS = (
    "更正合计数",
    "更正比例",
    "更正增减方向",
    "更正年度",
    "补充原因说明",
    "删除模板占位内容",
    "更正文字",
)


@at_desk
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, stream: UUID, key: str) -> HttpResponse:
    who = actor(request)
    state = reading.disclosure(who, stream)
    policies.require("edit", who, state, key)
    section = state.sections[key]
    if request.method == "POST":
        return _save(request, state, section)
    fields = editing.fields_of(reading.blocks(section))
    wanted = drafts.suggestion(
        judging.findings(state, key), fields, request.GET.get("fix", "")
    )
    context = {
        "values": {wanted.field: wanted.value} if wanted else {},
        "reason": wanted.reason if wanted else "",
    }
    return _form(request, state, section, fields, context)


def _form(
    request: HttpRequest,
    state: Disclosure,
    section: Section,
    fields: tuple[editing.Field, ...],
    more: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """Show the editor with what was typed, beside what the checks say of it."""
    values = more.get("values", {})
    shown = _shown(fields, values)
    cells = grid.grids(shown)
    # The cells hold what was typed: the text beside them stays as it was saved.
    shown = [(f, f.value if f.name in cells else value) for f, value in shown]
    preview = _preview(request, state, section, fields, values)
    context = frame(actor(request), state) | {
        "section": section,
        "fields": shown,
        "grids": cells,
        "reasons": REASONS,
        "reason": "",
        **more,
        **preview,
    }
    return render(request, "web/edit.html", context, status=status)


def _shown(
    fields: tuple[editing.Field, ...], values: dict[str, str]
) -> list[tuple[editing.Field, str]]:
    """Return what each field shows; two ways at once leave the text as typed."""
    try:
        typed = grid.gathered(fields, values)
    except editing.Unfit:
        typed = values
    return [(field, typed.get(field.name, field.value)) for field in fields]


def _save(request: HttpRequest, state: Disclosure, section: Section) -> HttpResponse:
    fields = _fields_seen(request, state, section)
    typed = _typed(request)
    reason = request.POST.get("reason", "")
    again: dict[str, Any] = {"values": typed, "reason": reason}
    try:
        blocks = editing.posted(fields, grid.gathered(fields, typed))
        outcome = handlers.execute(
            _id(state),
            c.EditSection(
                section=section.key,
                based_on=_based_on(request),
                blocks=blocks,
                reason=reason,
            ),
            envelope(request, actor(request)),
        )
    except editing.Unfit as unfit:
        again |= {"wrong": {unfit.field: unfit.says}}
        return _form(request, state, section, fields, again, 422)
    except OutOfDate as refused:
        return _conflict(request, state, section, fields, refused)
    except NotKnown:
        raise
    except Refused as refused:
        again |= {"refused": refused, "base": _based_on(request)}
        return _form(request, state, section, fields, again, status_of(refused))
    return _saved(request, outcome, section)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.POST.items()}


def _saved(
    request: HttpRequest, outcome: handlers.Outcome, section: Section
) -> HttpResponse:
    told = drafts.outcome_in_words(outcome, section.key)
    messages.success(request, told)
    key = section.key
    if request.POST.get("then") == "next":
        key = outline.next_undecided(outcome.state, key) or key
    return redirect("web:section", stream=outcome.state.id, key=key)


def _conflict(
    request: HttpRequest,
    state: Disclosure,
    section: Section,
    fields: tuple[editing.Field, ...],
    refused: Refused,
) -> HttpResponse:
    """Show my text and the newest side by side; saving again is based on the newest."""
    newest = editing.fields_of(reading.blocks(section))
    theirs = "\n".join(field.value for field in newest)
    typed = _shown(fields, _typed(request))
    mine = "\n".join(value for _, value in typed)
    seen = "\n".join(field.value for field in fields)
    context = frame(actor(request), state) | {
        "section": section,
        "refused": refused,
        "mine": mine,
        "theirs": theirs,
        "my_changes": compare(seen, mine),
        "their_changes": compare(seen, theirs),
        "fields": drafts.carried_over(
            fields, newest, {field.name: value for field, value in typed}
        ),
        "reason": request.POST.get("reason", ""),
        "based_on": _based_on(request),
    }
    response = render(request, "web/conflict.html", context, status=409)
    response["HX-Push-Url"] = "false"
    return response


def _fields_seen(
    request: HttpRequest, state: Disclosure, section: Section
) -> tuple[editing.Field, ...]:
    """Return the fields of the version that the form was made from."""
    return editing.fields_of(_blocks_seen(request, state, section))


def _blocks_seen(
    request: HttpRequest, state: Disclosure, section: Section
) -> tuple[Block, ...]:
    base = _based_on(request)
    if base == section.version:
        return reading.blocks(section)
    records = past.history(actor(request), _id(state), section=section.key)
    for version in past.versions(records, section.key):
        if version.version == base:
            return reading.blocks_of_content(version.content)
    return reading.blocks(section)


def _based_on(request: HttpRequest) -> int:
    try:
        return int(request.POST.get("based_on", ""))
    except ValueError as error:
        raise NotAcceptable("no-version", "缺少版本号，请刷新页面后重试。") from error


def _id(state: Disclosure) -> UUID:
    if state.id is None:
        raise NotKnown("not-known", "没有这份材料，或您无权查看。")
    return state.id


def _preview(
    request: HttpRequest,
    state: Disclosure,
    section: Section,
    fields: tuple[editing.Field, ...],
    values: Any,
) -> dict[str, Any]:
    """Return what the checks say of the typed text, against what is saved now."""
    present = judging.findings(state, section.key)
    try:
        blocks = editing.posted(fields, grid.gathered(fields, values))
    except editing.Unfit as unfit:
        return {"delta": None, "unfit": unfit.says}
    command = c.EditSection(
        section=section.key, based_on=section.version, blocks=blocks, reason=""
    )
    try:
        foreseen = handlers.preview(
            _id(state), command, envelope(request, actor(request))
        )
    except Refused as refused:
        return {"delta": None, "unfit": refused.message}
    typed = drafts.Typed(fields, blocks_from_json(blocks))
    return {"delta": drafts.delta(state, section.key, present, foreseen, typed)}


@at_desk
@require_POST
def preview(request: HttpRequest, stream: UUID, key: str) -> HttpResponse:
    """Check unsaved text; the answer is the panel beside the editor."""
    who = actor(request)
    state = reading.disclosure(who, stream)
    policies.require("edit", who, state, key)
    section = state.sections[key]
    fields = _fields_seen(request, state, section)
    context = _preview(request, state, section, fields, _typed(request))
    context |= {"section": section, "stream": stream, "state": state}
    context["stale"] = _based_on(request) != section.version
    response = render(request, "web/parts/preview.html", context)
    response["Vary"] = "HX-Request"
    return response
