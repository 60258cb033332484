"""Threads on a section: comments with quotes, answers, what is settled; drafts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews import remarks
from reviews.domain import commands as c
from reviews.domain import policies
from reviews.domain.anchors import KEPT, around
from reviews.domain.errors import NotKnown
from reviews.domain.state import Disclosure
from reviews.queries import reading
from reviews.queries.remarks import RemarkDraft
from reviews.web.views.actions import on_section
from reviews.web.views.desk import actor, at_desk, envelope, now


def quoted(request: HttpRequest, state: Disclosure, key: str) -> dict[str, str]:
    """Return the quote that was sent, and the words around it as they stand now.

    A browser with a script sends them; without one they are those of its first place.
    """
    quote = request.POST.get("quote", "").replace("\r\n", "\n").strip()
    before = request.POST.get("before", "").replace("\r\n", "\n")
    after = request.POST.get("after", "").replace("\r\n", "\n")
    if quote and not (before or after) and key in state.sections:
        before, after = around(text_of(state, key), quote)
    return {"quote": quote, "before": before[-KEPT:], "after": after[:KEPT]}


def text_of(state: Disclosure, key: str) -> str:
    """Return a section's text, a line for each block."""
    return "\n".join(block.text for block in reading.blocks(state.sections[key]))


def _comment(request: HttpRequest, key: str, number: str, stream: UUID) -> c.Command:
    state = reading.disclosure(actor(request), stream)
    return c.CommentSection(
        comment=number,
        section=key,
        remark=request.POST.get("remark", ""),
        parent=request.POST.get("parent", ""),
        **quoted(request, state, key),
    )


@at_desk
def comment(request: HttpRequest, stream: UUID, key: str) -> HttpResponse:
    """Say something of the section, or answer what somebody said."""
    view = on_section(
        lambda request, key, number: _comment(request, key, number, stream),
        _("意见已发表。"),
        tab="talk",
    )
    return view(request, stream, key)


resolve_thread = on_section(
    lambda request, _key, which: c.ResolveThread(
        comment=which, remark=request.POST.get("remark", "")
    ),
    _("讨论已了结。"),
    tab="talk",
)
reopen_thread = on_section(
    lambda _request, _key, which: c.ReopenThread(comment=which),
    _("讨论已重开。"),
    tab="talk",
)


@at_desk
def draft(request: HttpRequest, stream: UUID, key: str) -> HttpResponse:
    """Keep a remark for myself, to be submitted with others in one verdict."""
    here = reverse("web:section", args=[stream, key]) + "?tab=talk"
    if request.method != "POST":
        return redirect(here)
    who = actor(request)
    state = reading.disclosure(who, stream)
    if key not in state.sections:
        raise NotKnown("not-known", "没有这一节，或文件更换后已不存在。")
    policies.require("comment", who, state, key)
    sealed = envelope(request, who)
    remarks.keep(
        RemarkDraft(
            id=sealed.command,
            account=who.id or 0,
            ledger=who.ledger,
            disclosure=stream,
            section=key,
            version=state.sections[key].version,
            remark=request.POST.get("remark", ""),
            written_at=now(),
            **quoted(request, state, key),
        )
    )
    messages.success(request, gettext("已存为草稿，只有您自己看得到。"))
    return redirect(here)
