"""What one reviewer is to do next, how much is left, and why the rest is not theirs."""

from dataclasses import dataclass

from django.db.models import (
    Exists,
    OuterRef,
    Q,
    QuerySet,
)

from reviews.domain.policies import Actor
from reviews.models import DisclosureRow, SectionRow

LEFT = ("flagged", "draft")
AT_WORK = ("reviewing", "ready")
MOST_COUNTED = 1_000
"""Counts stop here: a page says 1000+."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """How many sections are left, and what stands between them and this person.

    Each section counts once, under the first reason that holds.
    """

    mine: int
    claimable: int
    written: int
    assigned: int
    own_department: int
    waiting: int
    """In disclosures that are being read, were sent back, or are otherwise away."""

    @property
    def all_mine(self) -> int:
        return self.mine + self.claimable


def me(actor: Actor) -> int:
    """Return whose work is meant: of who acts for another, the other's."""
    return actor.on_behalf_of or actor.id or 0


def rest(actor: Actor) -> Rest:
    """Return the honest count of what is left in the bureau."""
    left = _left(actor)
    away = left.exclude(_in(_at_work(actor, every_department=True)))
    near = left.filter(_in(_at_work(actor, every_department=True)))
    own = near.exclude(_in(_at_work(actor)))
    rows = near.filter(_in(_at_work(actor)))
    written = rows.filter(_written(actor))
    rows = rows.exclude(_written(actor))
    return Rest(
        mine=_count(rows.filter(assignee=me(actor))),
        claimable=_count(rows.filter(assignee=None)),
        written=_count(written),
        assigned=_count(rows.exclude(assignee=None).exclude(assignee=me(actor))),
        own_department=_count(own),
        waiting=_count(away),
    )


def _count(rows: QuerySet[SectionRow]) -> int:
    return rows[: MOST_COUNTED + 1].count()


def _left(actor: Actor) -> QuerySet[SectionRow]:
    return SectionRow.objects.filter(ledger=actor.ledger, state__in=LEFT)


def _at_work(
    actor: Actor, *, every_department: bool = False
) -> QuerySet[DisclosureRow]:
    rows = DisclosureRow.objects.filter(ledger=actor.ledger, stage__in=AT_WORK)
    recused = [d for d in (actor.department, actor.own_department) if d is not None]
    if recused and not every_department:
        rows = rows.exclude(department__in=recused)
    return rows


def _in(rows: QuerySet[DisclosureRow]) -> Exists:
    return Exists(rows.filter(pk=OuterRef("disclosure")))


def _written(actor: Actor) -> Q:
    written = Q()
    for person in actor.people:
        written |= Q(contributors__contains=f"|{person}|")
    return written
