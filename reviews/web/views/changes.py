"""What a new file changed: the sections before and after it, matched."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.domain import events as e
from reviews.domain.errors import NotKnown
from reviews.queries import past, reading
from reviews.web.present.changes import changes as told
from reviews.web.present.changes import contents_of
from reviews.web.views.desk import actor, at_desk
from reviews.web.views.workspace import frame


@at_desk
@require_safe
def changes(request: HttpRequest, stream: UUID) -> HttpResponse:
    """Compare a reading, the last one if none is named, with what was there before."""
    who = actor(request)
    state = reading.disclosure(who, stream)
    readings = past.readings(past.history(who, stream))
    context = frame(who, state) | {"readings": readings, "trail_end": 1}
    if readings:
        record = _asked(request, readings)
        read = cast(e.DisclosureRead, record.event)
        before = reading.disclosure(who, stream, position=record.position - 1)
        blocks = reading.blocks_of_contents(contents_of(before, read))
        context |= {
            "record": record,
            "first": record is readings[0],
            "told": told(before, read, blocks),
            "present": state.sections,
        }
    return render(request, "web/changes.html", context)


def _asked(request: HttpRequest, readings: Sequence[e.Recorded]) -> e.Recorded:
    given = request.GET.get("position", "")
    if not given:
        return readings[-1]
    for record in readings:
        if str(record.position) == given:
            return record
    raise NotKnown("not-known", "没有这一次读取。")
