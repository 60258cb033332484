"""What happened: a disclosure's events, any earlier moment, the ledger as a whole."""

from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from reviews.api import render, render_moment
from reviews.api.doors import Door
from reviews.api.paging import page_of
from reviews.api.schema import LISTS, described, pages
from reviews.api.serializers import asked, proof, told
from reviews.oversight.understanding import understood
from reviews.queries import past, reading


class Events(Door):
    tag = "历史"

    @described(
        "一份材料的经过，从早到晚",
        answers=pages(told.EventTold),
        statuses=LISTS,
        query=asked.EventsAsked,
        operation="events_list",
    )
    def get(self, request: Request, stream: UUID) -> Response:
        query = self.asked(request, asked.EventsAsked)
        section = query.get("section", "")
        records = past.history(self.actor(request), stream, section=section)
        return Response(page_of(request, query, records, render.events))


class AsOf(Door):
    tag = "历史"

    @described(
        "历史时点还原：某个账本位置或时点上的材料",
        answers=proof.Moment,
        statuses=LISTS,
        query=asked.MomentAsked,
        operation="disclosures_as_of",
    )
    def get(self, request: Request, stream: UUID) -> Response:
        query = self.asked(request, asked.MomentAsked)
        actor = self.actor(request)
        position = query.get("position")
        if position is None:
            position = reading.position_at(actor, query["at"])
        state = reading.disclosure(actor, stream, position=position)
        today = query["rules"] == "today" and state.reading == "done"
        now = timezone.localdate()
        understanding = understood(state, now) if today else None
        return Response(render_moment.moment(state, position, understanding))


class Ledger(Door):
    tag = "账本"

    @described(
        "跟读账本（审计员）",
        answers=told.LedgerPage,
        statuses=LISTS,
        query=asked.LedgerAsked,
        operation="ledger_events",
    )
    def get(self, request: Request) -> Response:
        query = self.asked(request, asked.LedgerAsked)
        after = query["after"]
        head, entries = past.ledger(self.actor(request), after, query["limit"])
        return Response(
            {
                "head": head,
                "after": entries[-1].position if entries else after,
                "results": [
                    {
                        "position": each.position,
                        "stream": each.stream,
                        "version": each.version,
                        "type": each.type,
                        "recorded_at": each.recorded_at,
                        "payload": each.payload.decode(),
                        "previous_hash": each.previous_hash.hex(),
                        "hash": each.hash.hex(),
                    }
                    for each in entries
                ],
            }
        )
