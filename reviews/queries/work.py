"""What one reviewer is to do next, how much is left, and why the rest is not theirs."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from reviews.domain.policies import Actor
from reviews.models import SectionRow

LEFT = ("flagged", "draft")
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
    left = SectionRow.objects.filter(ledger=actor.ledger, state__in=LEFT)
    recused = [d for d in (actor.department, actor.own_department) if d is not None]
    near = left.filter(waiting=True)
    rows = near.exclude(department__in=recused) if recused else near
    free = rows.exclude(_written(actor))
    return Rest(
        mine=_count(free.filter(assignee=me(actor))),
        claimable=_count(free.filter(assignee=None)),
        written=_count(rows.filter(_written(actor))),
        assigned=_count(free.exclude(assignee=None).exclude(assignee=me(actor))),
        own_department=_count(near.filter(department__in=recused)) if recused else 0,
        waiting=_count(left.filter(waiting=False)),
    )


def _count(rows: QuerySet[SectionRow]) -> int:
    return rows[: MOST_COUNTED + 1].count()


def _written(actor: Actor) -> Q:
    written = Q()
    for person in actor.people:
        written |= Q(contributors__contains=f"|{person}|")
    return written
