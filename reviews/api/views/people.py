"""What concerns the account itself: reminders, delegations, the next section."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from reviews.api import render
from reviews.api.doors import Door, now
from reviews.api.paging import PageAsked, page_of, page_of_rows
from reviews.api.schema import LISTS, READS, described, pages
from reviews.api.serializers import told
from reviews.projections.rows import section_id
from reviews.queries import delegations, queue, reminders, words, work


class Reminders(Door):
    tag = "人员"

    @described(
        "列出自己的提醒，新的在前",
        answers=pages(told.ReminderTold),
        statuses=LISTS,
        query=PageAsked,
        operation="reminders_list",
    )
    def get(self, request: Request) -> Response:
        query = self.asked(request, PageAsked)
        actor = self.actor(request)

        def tell(rows: Sequence[Any]) -> list[Any]:
            known = reminders.places(actor, list(rows))
            return _reminders([row for row in rows if row.pk in known])

        rows = reminders.reminders(actor.id or 0)
        return Response(page_of_rows(request, query, rows, tell, by="id"))


def _reminders(rows: Sequence[Any]) -> list[Any]:
    names = words.names(p for each in rows for p in (each.actor, each.on_behalf_of))
    return [
        {
            "id": each.pk,
            "kind": each.kind,
            "detail": each.detail,
            "disclosure": each.stream,
            "section": section_id(each.stream, each.section) if each.section else None,
            "by": render.person(each.actor or 0, names),
            "on_behalf_of": render.person(each.on_behalf_of or 0, names),
            "at": each.at,
            "read": each.read_at is not None,
        }
        for each in rows
    ]


class Delegations(Door):
    tag = "人员"

    @described(
        "列出自己给出的、和今天可以代办的委托",
        answers=pages(told.DelegationTold),
        statuses=LISTS,
        query=PageAsked,
        operation="delegations_list",
    )
    def get(self, request: Request) -> Response:
        query = self.asked(request, PageAsked)
        account = self.actor(request).id or 0
        today = timezone.localdate(now())
        rows = [*delegations.received(account, today), *delegations.given(account)]
        return Response(page_of(request, query, rows, _delegations))


def _delegations(rows: Sequence[Any]) -> list[Any]:
    return [
        {
            "id": each.pk,
            "principal": {"id": each.principal_id, "name": str(each.principal)},
            "delegate": {"id": each.delegate_id, "name": str(each.delegate)},
            "actions": list(each.actions),
            "begins": each.begins,
            "ends": each.ends,
            "revoked": each.revoked_at is not None,
        }
        for each in rows
    ]


class NextSection(Door):
    tag = "人员"

    @described(
        "我的下一节，以及还剩多少、为什么不是我的",
        answers=told.NextTold,
        statuses=READS,
        operation="sections_next",
    )
    def get(self, request: Request) -> Response:
        actor = self.actor(request)
        row = queue.first(actor)
        body = {
            "section": row.pk if row else None,
            "disclosure": row.disclosure if row else None,
            "rest": asdict(work.rest(actor)),
        }
        return Response(body)
