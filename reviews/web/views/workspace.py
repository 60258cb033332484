"""S2: one section of a disclosure, with its findings, history and discussion."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from disclosures.figures.model import Figure
from disclosures.models import Account, Campaign, Department
from reviews.domain.errors import NotKnown, Refused
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure, Section
from reviews.queries import delegations, judging, notices, past, reading, remarks, words
from reviews.web.present import (
    coverage,
    events,
    figures,
    findings,
    outline,
    text,
    threads,
)
from reviews.web.views import since, source
from reviews.web.views.desk import (
    Permissions,
    actor,
    at_desk,
    fresh_id,
    now,
    refusal_page,
)

TABS: dict[str, "str | Promise"] = {
    "findings": _("问题"),
    "history": _("历史"),
    "source": _("来源"),
    "talk": _("讨论"),
}
SINCE: dict[str, "str | Promise"] = {"since": _("变化")}
"""The first tab where the section has changed since this person verified it."""


@at_desk
@require_safe
def disclosure(request: HttpRequest, stream: UUID) -> HttpResponse:
    """Go to where the disclosure stands: its progress, or the section to look at."""
    state = reading.disclosure(actor(request), stream)
    if state.reading != "done" or not state.sections:
        return redirect("web:progress", stream=stream)
    key = outline.next_undecided(state, "") or next(iter(state.sections))
    return redirect("web:section", stream=stream, key=key)


@at_desk
@require_safe
def section(request: HttpRequest, stream: UUID, key: str) -> HttpResponse:
    return page(request, stream, key)


def page(
    request: HttpRequest, stream: UUID, key: str, refused: Refused | None = None
) -> HttpResponse:
    """Return the workspace at one section, a refusal said on top if there is one."""
    who = actor(request)
    state = reading.disclosure(who, stream)
    if state.reading != "done":
        return redirect("web:progress", stream=stream)
    if key not in state.sections:
        raise NotKnown("not-known", "没有这一节，或文件更换后已不存在。")
    context = frame(who, state) | _section(request, who, state, state.sections[key])
    context["refused"] = refused
    return render(request, "web/workspace.html", context)


def whole(request: HttpRequest, stream: UUID, refused: Refused) -> HttpResponse:
    """Return the page that stands for the whole disclosure, with a refusal on top."""
    state = reading.disclosure(actor(request), stream)
    if state.reading != "done" or not state.sections:
        return refusal_page(request, refused)
    key = request.POST.get("section", "")
    key = key if key in state.sections else next(iter(state.sections))
    return page(request, stream, key, refused)


def frame(who: Actor, state: Disclosure) -> dict[str, Any]:
    """Return what every page of one disclosure shows above its own."""
    return {
        "state": state,
        "stream": state.id,
        "department": Department.objects.get(pk=state.department),
        "campaign": Campaign.objects.get(pk=state.campaign),
        "may": Permissions(who, state),
        "who": who,
        "command": fresh_id(),
        "notice_brief": notices.brief(state, timezone.localdate(now())),
    }


def _section(
    request: HttpRequest, who: Actor, state: Disclosure, section: Section
) -> dict[str, Any]:
    blocks = reading.blocks(section)
    shown = findings.numbered(state, judging.findings(state, section.key), section.key)
    mark = since.mark_of(who, section)
    tabs = {**SINCE, **TABS} if mark else TABS
    tab = request.GET.get("tab", "since" if mark else "findings")
    read = figures.read(section, blocks)
    rows = _figures(request, state, read)
    may = Permissions(who, state, section.key)
    entries = reading.outline(state)
    context: dict[str, Any] = {
        "section": section,
        "outline": outline.filtered(entries, request.GET.get("only", ""), section.key),
        "only": request.GET.get("only", ""),
        "neighbours": outline.neighbours(state, section.key),
        "undecided": outline.next_undecided(state, section.key),
        "tally": outline.tally(entries),
        "entry": next(each for each in entries if each.key == section.key),
        "read_blocks": blocks,
        "heading": text.heading_runs(section.heading, findings.marks(shown)),
        "blocks": text.marked(
            blocks,
            findings.marks(shown),
            figures.pressed(rows) if rows else figures.chips(read),
        ),
        "figures": rows,
        "has_figures": any(each.kind in figures.TOLD for each in read),
        "findings": shown,
        "open": [each for each in shown if not each.decided],
        "decided": [each for each in shown if each.decided],
        "tab": tab if tab in tabs else "findings",
        "tabs": tabs,
        "may": may,
        "show_verify": "reviewer" in who.roles,
        "verify_refusal": _verify_refusal(may, state, section),
        "here": reverse("web:section", args=[state.id, section.key]),
    }
    if context["tab"] == "source":
        context |= source.beside(request, who, state, section, shown)
    if context["tab"] == "since" and mark:
        context |= since.context(who, state, section, mark)
    return context | _people(who, state, section, context)


def _figures(
    request: HttpRequest, state: Disclosure, read: Sequence[Figure]
) -> tuple[figures.Shown, ...]:
    """Return the list of figures where the person asked for it."""
    if request.GET.get("figures") != "1":
        return ()
    return figures.listed(read, reading.standing(state, timezone.localdate(now())))


def _people(
    who: Actor, state: Disclosure, section: Section, context: dict[str, Any]
) -> dict[str, Any]:
    """Return what names people: the tab's own content, flags, who may be asked."""
    records = (
        past.history(who, _id(state), section=section.key)
        if context["tab"] == "history"
        else ()
    )
    flags = [flag for flag in state.flags.values() if flag.section == section.key]
    comments = [each for each in state.comments if each.section == section.key]
    talking = comments if context["tab"] == "talk" else []
    people: set[int | None] = {
        section.assignee,
        *(p for f in flags for p in (f.by, f.behalf)),
        *(p for c in talking for p in (c.by, c.behalf, c.resolved_by)),
    }
    people |= {p for each in records for p in (each.actor, each.on_behalf_of)}
    for each in context["findings"]:
        said_by = each.view
        people |= {said_by.waived_by, said_by.waived_behalf}
        people |= {said_by.confirmed_by, said_by.confirmed_behalf}
    if section.verification:
        people |= {section.verification.by, section.verification.behalf}
    reviewers = _reviewers(who, state) if context["may"]["assign"] else []
    names = {each.pk: str(each) for each in reviewers}
    names |= words.names(people - names.keys() - {None, 0})
    said = words.texts(
        [*(f.remark for f in flags), *(f.quote for f in flags)]
        + threads.texts_of(talking)
        + events.texts_of(records)
    )
    return {
        "names": names,
        "flags": [events.remark(each, names, said) for each in flags],
        "comments": [each for each in comments if not each.parent],
        "threads": threads.threads(talking, _text(context), names, said)
        if talking
        else (),
        **_talk(who, state, context["tab"]),
        "records": [events.told(each, names, said) for each in reversed(records)],
        "assignee": names.get(section.assignee, ""),
        "verifier": words.name(
            names, section.verification.by, section.verification.behalf
        )
        if section.verification
        else "",
        "reviewers": reviewers,
        "coverage": coverage.coverage(state, reading.unchecked(state), section.key)
        if context["tab"] == "findings"
        else None,
    }


def _text(context: dict[str, Any]) -> str:
    return "\n".join(block.text for block in context["read_blocks"])


def _talk(who: Actor, state: Disclosure, tab: str) -> dict[str, Any]:
    """Return what the tab of threads needs beside them: my drafts, whom to mention."""
    if tab != "talk":
        return {}
    return {
        "drafts": remarks.drafts(who.id or 0, _id(state)).count(),
        "mentionable": delegations.mentionable(who, state),
    }


def _reviewers(who: Actor, state: Disclosure) -> list[Account]:
    return list(
        Account.objects.filter(
            bureau=who.ledger, is_active=True, grants__role="reviewer"
        ).exclude(department=state.department)
    )


def _verify_refusal(may: Permissions, state: Disclosure, section: Section) -> str:
    """Say beforehand why the section cannot be verified now, '' where it can."""
    if why := may.refusal("verify"):
        return why
    errors = sum(section.key in f.sections for f in state.open_errors)
    if errors:
        return gettext(
            "本节还有 %(count)s 个未决错误，请先修改或说明不予采纳的理由。"
        ) % {"count": errors}
    flags = sum(flag.section == section.key for flag in state.flags.values())
    if not flags:
        return ""
    return gettext("本节还有 %(count)s 处人工标记未解除，请先处理。") % {"count": flags}


def _id(state: Disclosure) -> UUID:
    if state.id is None:
        raise NotKnown("not-known", "没有这份材料，或您无权查看。")
    return state.id
