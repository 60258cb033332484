"""Where a number comes from (数据溯源): one printable page for each."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosures import pictures
from disclosures.ingest.model import Unreadable
from disclosures.services import FileDamaged
from reviews.domain.errors import NotKnown
from reviews.domain.state import Disclosure
from reviews.oversight import provenance
from reviews.queries import reading, words
from reviews.web.present import events
from reviews.web.present.rules import title_of
from reviews.web.views import source
from reviews.web.views.desk import actor, at_desk, now
from reviews.web.views.workspace import frame

AROUND = 3000
"""Hundredths of a point that the crop of a page shows around the number's box."""


@at_desk
@require_safe
def figure(request: HttpRequest, stream: UUID, key: str) -> HttpResponse:
    """Show the chain of one number; without one, the section's numbers to choose."""
    who = actor(request)
    position = _number(request, "position")
    start = _number(request, "start")
    if start is None:
        state = reading.disclosure(who, stream, position=position)
        found = provenance.figures(state, key)
        context = frame(who, state) | {
            "section": state.sections[key],
            "figures": found,
            "position": position,
        }
        return render(request, "web/figures.html", context)
    today = timezone.localdate(now())
    state, trace = provenance.trace(who, stream, key, start, today, position=position)
    context = frame(who, state) | {
        "section": state.sections[key],
        "trace": trace,
        "position": position,
        "asked": state.position,
        "figure": trace.figure,
        "quote": _quote(state, trace),
        "checks": [(code, title_of(code), holds) for code, holds in trace.checks],
        "crop": _crop(state, trace.source) if trace.source else None,
        "made_at": now(),
    }
    return render(request, "web/provenance.html", context | _people(trace))


@at_desk
@require_safe
def picture(
    request: HttpRequest, stream: UUID, position: int, number: int, width: int
) -> HttpResponse:
    """Return a page of the file that a disclosure had at a position."""
    state = reading.disclosure(actor(request), stream, position=position)
    return source.drawn(state.file, number, width)


def _people(trace: provenance.Trace) -> dict[str, Any]:
    """Return the steps and verdicts in words, with the names of who made them."""
    steps = trace.origin.steps
    records = [*(each.version.record for each in steps), *trace.verdicts]
    if trace.source:
        records += [trace.source.sent, trace.source.read]
    names = words.names(
        person for each in records for person in (each.actor, each.on_behalf_of)
    )
    names |= words.names(
        person
        for each in trace.findings
        for person in (each.waived_by, each.confirmed_by)
    )
    names |= words.names(each.by for each in trace.releases)
    said = words.texts(events.texts_of(records))
    return {
        "names": names,
        "sent": events.told(trace.source.sent, names, said) if trace.source else None,
        "read": events.told(trace.source.read, names, said) if trace.source else None,
        "steps": [
            (each, events.told(each.version.record, names, said)) for each in steps
        ],
        "verdicts": [events.told(each, names, said) for each in trace.verdicts],
    }


def _quote(state: Disclosure, trace: provenance.Trace) -> tuple[str, str, str]:
    """Return the number with the words around it, or the row that it stands in."""
    blocks = reading.blocks(state.sections[trace.section])
    text = "\n".join(block.text for block in blocks)
    start, end = trace.figure.start, trace.figure.end
    left = max(text.rfind("\n", 0, start) + 1, start - 60)
    right = text.find("\n", end)
    right = min(len(text) if right < 0 else right, end + 60)
    before, after = text[left:start], text[end:right]
    return before.replace("\t", " | "), text[start:end], after.replace("\t", " | ")


def _crop(state: Disclosure, found: provenance.Source) -> dict[str, Any] | None:
    """Return what of the page's picture to show, in hundredths of a point.

    None for a file without pages, or one whose pages cannot be drawn.
    """
    if found.box is None or found.file != state.file:
        return None
    try:
        sizes = pictures.sizes(found.file)
    except (Unreadable, FileNotFoundError, FileDamaged, pictures.Busy):
        return None
    if not 0 < found.page <= len(sizes):
        return None
    width, height = (round(edge * 100) for edge in sizes[found.page - 1])
    _page, left, top, right, bottom = found.box
    upper, lower = max(0, top - AROUND), min(height, bottom + AROUND)
    return {
        "width": width,
        "height": height,
        "top": upper,
        "tall": min(lower - upper, height // 2),
        "left": left,
        "box_top": top,
        "box_width": right - left,
        "box_height": bottom - top,
        "picture": pictures.WIDTHS[-1],
    }


def _number(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    if not given:
        return None
    if not (given.isdecimal() and given.isascii() and len(given) < 16):
        raise NotKnown("no-such-figure", "这里没有可以溯源的数字，请从正文重新选择。")
    return int(given)
