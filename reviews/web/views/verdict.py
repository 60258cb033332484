"""Submitting several remarks in one verdict: N commands, each with its own outcome."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reviews import handlers, remarks
from reviews.domain import commands as c
from reviews.domain import policies
from reviews.domain.errors import NotAcceptable, Refused
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure, SectionStage
from reviews.queries import reading
from reviews.queries.remarks import RemarkDraft, drafts
from reviews.web.refusals import in_words
from reviews.web.views.desk import actor, at_desk, envelope, now, status_of
from reviews.web.views.workspace import frame

VERDICTS = {
    "comment": _("只发表意见"),
    "flag": _("标记问题：每条草稿成为一处标记"),
    "verify": _("审核通过：发表意见，并通过勾选的章节"),
    "send-back": _("退回整改：每条草稿成为一处标记，然后退回部门"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a verdict, and the draft that it uses up, if any."""

    says: str
    command: c.Command
    draft: RemarkDraft | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a step: refused says why not."""

    says: str
    refused: Refused | None = None


@at_desk
@require_http_methods(["GET", "POST"])
def verdict(request: HttpRequest, stream: UUID) -> HttpResponse:
    """Show my drafts for this disclosure; submit those ticked as one verdict."""
    who = actor(request)
    state = reading.disclosure(who, stream)
    kept = list(drafts(who.id or 0, stream))
    if request.method == "POST":
        if number := request.POST.get("drop"):
            remarks.drop(who.id or 0, _uuid(number))
            kept = list(drafts(who.id or 0, stream))
        elif number := request.POST.get("rewrite"):
            words = request.POST.get(f"remark-{number}", "")
            remarks.rewrite(who.id or 0, _uuid(number), words, now())
            kept = list(drafts(who.id or 0, stream))
        else:
            return _submit(request, who, state, kept)
    return render(request, "web/verdict.html", _context(who, state, kept))


def _context(who: Actor, state: Disclosure, kept: list[RemarkDraft]) -> dict[str, Any]:
    stages = state.section_stages()
    drafted = {each.section for each in kept}
    verifiable = [
        (section, key in drafted)
        for key, section in state.sections.items()
        if stages[key] is SectionStage.DRAFT
        and policies.allows("verify", who, state, key)
    ]
    return frame(who, state) | {
        "drafts": [(each, state.sections.get(each.section)) for each in kept],
        "verdicts": {
            code: says
            for code, says in VERDICTS.items()
            if policies.allows(code, who, state) or (code == "verify" and verifiable)
        },
        "verifiable": verifiable,
    }


def _submit(
    request: HttpRequest, who: Actor, state: Disclosure, kept: list[RemarkDraft]
) -> HttpResponse:
    sealed = envelope(request, who)
    chosen = [each for each in kept if str(each.pk) in request.POST.getlist("draft")]
    try:
        steps = list(_steps(request, state, chosen))
    except Refused as refused:
        context = _context(who, state, kept) | {"refused": in_words(refused)}
        status = status_of(refused)
        return render(request, "web/verdict.html", context, status=status)
    done = [_carry_out(sealed, state, step, at) for at, step in enumerate(steps)]
    after = reading.disclosure(who, _id(state))
    context = _context(who, after, list(drafts(who.id or 0, _id(state))))
    context["done"] = done
    failed = any(each.refused for each in done)
    return render(request, "web/verdict.html", context, status=409 if failed else 200)


def _steps(
    request: HttpRequest, state: Disclosure, chosen: list[RemarkDraft]
) -> Iterator[Step]:
    """Yield what a verdict comes to, in order; raises `NotAcceptable` for none."""
    kind = request.POST.get("verdict", "")
    sections = request.POST.getlist("section") if kind == "verify" else []
    if kind not in VERDICTS:
        raise NotAcceptable("no-verdict", "请选择结论。")
    if not (chosen or sections or kind == "send-back"):
        raise NotAcceptable("nothing-chosen", "请勾选要提交的草稿或要通过的章节。")
    flags = kind in ("flag", "send-back")
    for each in chosen:
        yield _flag(state, each) if flags else _comment(state, each)
    for key in sections:
        if key in state.sections:
            seen = request.POST.get(f"seen-{key}", "")
            yield Step(
                says=gettext("审核通过") + f"：{state.sections[key].heading}",
                command=c.VerifySection(
                    section=key, based_on=int(seen) if seen.isdecimal() else 0
                ),
            )
    if kind == "send-back":
        remark = request.POST.get("remark", "")
        yield Step(says=gettext("退回整改"), command=c.SendBack(remark=remark))


def _flag(state: Disclosure, draft: RemarkDraft) -> Step:
    command = c.FlagSection(
        flag=draft.pk.hex,
        section=draft.section,
        remark=draft.remark,
        quote=draft.quote,
    )
    return Step(_said(gettext("标记问题"), draft), command, draft)


def _comment(state: Disclosure, draft: RemarkDraft) -> Step:
    command = c.CommentSection(
        comment=draft.pk.hex,
        section=draft.section,
        remark=draft.remark,
        quote=draft.quote,
        before=draft.before,
        after=draft.after,
    )
    return Step(_said(gettext("发表意见"), draft), command, draft)


def _said(what: str, draft: RemarkDraft) -> str:
    return f"{what}：{draft.remark[:40]}"


def _carry_out(
    sealed: handlers.Envelope, state: Disclosure, step: Step, at: int
) -> Done:
    """Carry out one step under an id of its own; a draft that is used up is gone."""
    name = f"draft/{step.draft.pk}" if step.draft else f"step/{at}"
    one = handlers.Envelope(
        actor=sealed.actor,
        command=uuid5(sealed.command, name),
        at=sealed.at,
        request=sealed.request,
    )
    try:
        handlers.execute(_id(state), step.command, one)
    except Refused as refused:
        return Done(step.says, in_words(refused))
    if step.draft is not None:
        remarks.drop(sealed.actor.id or 0, step.draft.pk)
    return Done(step.says)


def _uuid(number: str) -> UUID:
    try:
        return UUID(number)
    except ValueError as error:
        raise NotAcceptable("bad-draft", "没有这条草稿。") from error


def _id(state: Disclosure) -> UUID:
    if state.id is None:
        raise TypeError("a disclosure that is not there has no verdict")
    return state.id
