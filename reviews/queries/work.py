"""What one reviewer is to do next, how much is left, and why the rest is not theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from reviews.domain.policies import REVIEWER, Actor
from reviews.models import DisclosureRow, SectionRow
from reviews.queries.campaigns import campaigns, deadline

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


def waiting(actor: Actor) -> QuerySet[SectionRow]:
    """Return the sections that this person may verify or bring nearer to it.

    Their own first, then those that nobody was given; the earliest deadline first,
    then the worst. Nothing of the own department, nothing that they have written.
    """
    if REVIEWER not in actor.roles:
        return SectionRow.objects.none()
    rows = _left(actor).filter(Q(assignee=me(actor)) | Q(assignee=None))
    rows = rows.filter(_in(_at_work(actor))).exclude(_written(actor))
    return (
        rows.annotate(campaign_number=_campaign())
        .annotate(
            whose=Case(
                When(assignee=me(actor), then=0), default=1, output_field=IntegerField()
            ),
            due=_deadline(actor),
        )
        .order_by("whose", "due", "-errors", "disclosure", "place")
    )


def following(actor: Actor, after: UUID | None = None) -> SectionRow | None:
    """Return the section to go on with: the one behind `after`, round the end.

    The first where `after` no longer waits; None where nothing else does.
    """
    rows = waiting(actor)
    keys = list(rows.values_list("pk", flat=True)[:MOST_COUNTED])
    at = keys.index(after) + 1 if after in keys else 0
    following = next((key for key in keys[at:] + keys[:at] if key != after), None)
    return rows.filter(pk=following).first() if following else None


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


def _deadline(actor: Actor) -> Case:
    """Rank the bureau's campaigns by their deadline; those without one come last."""
    ordered = sorted(
        (last.isoformat(), each.pk)
        for each in campaigns(actor)
        if (last := deadline(each)) is not None
    )
    ranks: Sequence[When] = [
        When(campaign_number=pk, then=Value(rank))
        for rank, (_, pk) in enumerate(ordered)
    ]
    return Case(*ranks, default=Value(len(ordered)), output_field=IntegerField())


def _campaign() -> Subquery:
    rows = DisclosureRow.objects.filter(pk=OuterRef("disclosure"))
    return Subquery(rows.values("campaign")[:1])
