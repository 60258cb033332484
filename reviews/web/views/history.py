"""S4 and S5: two versions side by side; the whole as it was at a moment."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from reviews.domain.errors import NotKnown
from reviews.domain.policies import Actor
from reviews.domain.state import Comment, Disclosure, Flag
from reviews.oversight.understanding import understood
from reviews.queries import judging, past, reading, words
from reviews.web import wording
from reviews.web.present import events, outline, since
from reviews.web.present.text import marked
from reviews.web.views.desk import actor, at_desk, now
from reviews.web.views.workspace import frame


@at_desk
@require_safe
def versions(request: HttpRequest, stream: UUID, key: str) -> HttpResponse:
    """Compare two versions of a section; by default the last one with the one before,
    or with what this person last verified."""
    who = actor(request)
    state = reading.disclosure(who, stream)
    if key not in state.sections:
        raise NotKnown("not-known", "没有这一节，或文件更换后已不存在。")
    section = state.sections[key]
    made = past.versions(past.history(who, stream, section=key), key)
    by_number = {each.version: each for each in made}
    new = by_number.get(_number(request, "b"), made[-1])
    old = by_number.get(_number(request, "a"), _since(who, made, section.marks))
    changed = since.changed(
        reading.blocks_of_content(old.content), reading.blocks_of_content(new.content)
    )
    reasons = words.texts(each.reason for each in made)
    names = words.names(person for each in made for person in (each.by, each.behalf))
    context = frame(who, state) | {
        "section": section,
        "versions": [
            (each, _maker(names, each), reasons.get(each.reason, "")) for each in made
        ],
        "old": old,
        "new": new,
        "difference": changed.text,
        "tables": changed.tables,
        "same": changed.same,
        "view": "inline" if request.GET.get("view") == "inline" else "sides",
        "numbers_only": request.GET.get("only") == "numbers",
        "neighbours": outline.neighbours(state, key),
    }
    return render(request, "web/versions.html", context)


def _since(
    who: Actor,
    made: tuple[past.Version, ...],
    verified: tuple[tuple[int, int, str], ...],
) -> past.Version:
    """Return the version that this person last verified, else the one before last."""
    mine = [content for person, _version, content in verified if person in who.people]
    for each in reversed(made):
        if mine and each.content == mine[-1]:
            return each
    return made[-2] if len(made) > 1 else made[-1]


def _maker(names: dict[int, str], version: past.Version) -> str:
    return words.name(names, version.by, version.behalf) or gettext("系统")


def _number(request: HttpRequest, name: str) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() else 0


@at_desk
@require_safe
def timeline(request: HttpRequest, stream: UUID) -> HttpResponse:
    """Show all that happened; and, at a chosen moment, the whole as it was then."""
    who = actor(request)
    present = reading.disclosure(who, stream)
    records = past.history(who, stream)
    position = _position(request, who)
    names = words.names(
        person for record in records for person in (record.actor, record.on_behalf_of)
    )
    said = words.texts(events.texts_of(records))
    headings = {key: each.heading for key, each in present.sections.items()}
    moments = [events.told(each, names, said, headings) for each in records]
    group = request.GET.get("group", "")
    context = frame(who, present) | {
        "moments": moments,
        "shown": [m for m in reversed(moments) if not group or m.group == group],
        "groups": wording.EVENT_GROUPS,
        "group": group,
        "current": next(
            (i for i, m in enumerate(moments) if position and m.position >= position),
            len(moments) - 1,
        ),
    }
    if position is not None:
        context |= _then(who, stream, position, moments)
        context["nothing_then"] = "then" not in context
        if request.GET.get("rules") == "today" and "then" in context:
            context["today"] = _today(context["then"])
    return render(request, "web/timeline.html", context)


def _position(request: HttpRequest, who: Actor) -> int | None:
    given = request.GET.get("position", "")
    if given.isdecimal():
        return int(given)
    at = parse_datetime(request.GET.get("at", ""))
    return reading.position_at(who, _aware(at)) if at else None


def _aware(at: datetime) -> datetime:
    return timezone.make_aware(at) if timezone.is_naive(at) else at


def _then(
    who: Actor, stream: UUID, position: int, moments: list[events.Told]
) -> dict[str, Any]:
    """Return the document, its findings and its section states at a position.

    Nothing where it was not yet there.
    """
    try:
        then = reading.disclosure(who, stream, position=position)
    except NotKnown:
        return {}
    last = [moment for moment in moments if moment.position <= position]
    flags = list(then.flags.values())
    remarks: list[Flag | Comment] = [*flags, *then.comments]
    names = words.names(p for each in remarks for p in (each.by, each.behalf))
    said = words.texts(t for each in remarks for t in (each.quote, each.remark))
    return {
        "then": then,
        "asked": position,
        "then_moment": last[-1] if last else None,
        "then_sections": _sections(then),
        "then_findings": judging.findings(then),
        "then_flags": [events.remark(each, names, said) for each in flags],
        "then_comments": [events.remark(each, names, said) for each in then.comments],
    }


def _today(then: Disclosure) -> dict[str, Any]:
    """Return what today's rules say of that day's text, and what they no longer do."""
    found = understood(then, timezone.localdate(now()))
    views = {each.fingerprint: each for each in judging.findings(then)}
    return {
        "findings": found.findings,
        "gone": [views[mark] for mark in found.gone if mark in views],
        "same_rules": found.ruleset == then.ruleset,
    }


def _sections(then: Disclosure) -> list[dict[str, Any]]:
    stages = then.section_stages()
    return [
        {
            "key": key,
            "heading": section.heading,
            "level": min(section.level + 1, 6),
            "stage": str(stages[key]),
            "blocks": marked(reading.blocks(section)),
        }
        for key, section in then.sections.items()
    ]
