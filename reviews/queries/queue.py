"""What waits for one reviewer, a page at a time: it costs the same however much waits.

Their own sections first, then those that nobody was given; in each the earliest
deadline first, then the worst. Every stretch of that order is a stretch of one index.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from reviews.domain.policies import REVIEWER, Actor
from reviews.models import SectionRow
from reviews.queries.campaigns import campaigns, deadline

PAGE = 50
MOST_COUNTED = 1_000
"""The count stops here: a page says 1000+."""
ORDER = ("-errors", "disclosure", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some sections in the order of work, and where the next page begins."""

    rows: tuple[SectionRow, ...]
    following: str
    count: int
    """How many wait in all, at most one more than `MOST_COUNTED`."""

    @property
    def more_than_counted(self) -> bool:
        return self.count > MOST_COUNTED


def page(actor: Actor, cursor: str = "", size: int | None = None) -> Page:
    """Return one page of what this person may verify or bring nearer to it.

    Nothing of the own department (内部回避), nothing that they have written.
    """
    size = size or PAGE
    if REVIEWER not in actor.roles:
        return Page(rows=(), following="", count=0)
    found: list[SectionRow] = []
    stretches = list(_stretches(actor))
    first, place = _read(cursor)
    for number, stretch in enumerate(stretches):
        if number < first:
            continue
        rows = _behind(stretch, place) if number == first else stretch
        found += rows.order_by(*ORDER)[: size + 1 - len(found)]
        if len(found) > size:
            break
    shown = found[:size]
    following = _cursor(shown[-1], actor, stretches) if len(found) > size else ""
    return Page(rows=tuple(shown), following=following, count=_count(actor))


def first(actor: Actor, after: UUID | None = None) -> SectionRow | None:
    """Return the section to go on with: the one behind `after`, round the end.

    The first where `after` no longer waits; None where nothing else does.
    """
    behind = _place_of(actor, after)
    rows = page(actor, behind, size=1).rows if behind else ()
    rows = rows or page(actor, size=2).rows
    return next((each for each in rows if each.pk != after), None)


def _place_of(actor: Actor, section: UUID | None) -> str:
    """Return the cursor behind a section that waits for this person, '' otherwise."""
    row = _waiting(actor).filter(pk=section).first() if section else None
    if row is None or row.campaign not in _campaigns(actor):
        return ""
    return _cursor(row, actor, ())


def _count(actor: Actor) -> int:
    return _waiting(actor)[: MOST_COUNTED + 1].count()


def _waiting(actor: Actor) -> QuerySet[SectionRow]:
    rows = SectionRow.objects.filter(ledger=actor.ledger, waiting=True).filter(
        Q(assignee=_me(actor)) | Q(assignee=None)
    )
    return _proper(rows, actor)


def _proper(rows: QuerySet[SectionRow], actor: Actor) -> QuerySet[SectionRow]:
    recused = [d for d in (actor.department, actor.own_department) if d is not None]
    if recused:
        rows = rows.exclude(department__in=recused)
    for person in actor.people:
        rows = rows.exclude(contributors__contains=f"|{person}|")
    return rows


def _me(actor: Actor) -> int:
    """Return whose work is meant: of who acts for another, the other's."""
    return actor.on_behalf_of or actor.id or 0


def _campaigns(actor: Actor) -> list[int]:
    """Return the bureau's campaigns by their deadline, those without one last."""
    last = "9999"
    ordered = sorted(
        (day.isoformat() if (day := deadline(each)) else last, each.pk)
        for each in campaigns(actor)
    )
    return [pk for _, pk in ordered]


def _stretches(actor: Actor) -> Iterator[QuerySet[SectionRow]]:
    """Yield the rows of each (whose, campaign), in the order of work."""
    numbers = _campaigns(actor)
    rows = SectionRow.objects.filter(ledger=actor.ledger, waiting=True)
    for whose in (Q(assignee=_me(actor)), Q(assignee=None)):
        for campaign in numbers:
            yield _proper(rows.filter(whose, campaign=campaign), actor)


def _cursor(
    row: SectionRow, actor: Actor, stretches: Sequence[QuerySet[SectionRow]]
) -> str:
    numbers = _campaigns(actor)
    place = numbers.index(row.campaign)
    stretch = place if row.assignee else len(numbers) + place
    return f"{stretch}/{row.errors}/{row.disclosure}/{row.place}"


def _read(cursor: str) -> tuple[int, tuple[int, UUID, int] | None]:
    """Return (stretch, place in it); the beginning for what is no cursor."""
    try:
        stretch, errors, disclosure, place = cursor.split("/")
        return int(stretch), (int(errors), UUID(disclosure), int(place))
    except ValueError:
        return 0, None


def _behind(
    rows: QuerySet[SectionRow], place: tuple[int, UUID, int] | None
) -> QuerySet[SectionRow]:
    if place is None:
        return rows
    errors, disclosure, last = place
    return rows.filter(
        Q(errors__lt=errors)
        | Q(errors=errors, disclosure__gt=disclosure)
        | Q(errors=errors, disclosure=disclosure, place__gt=last)
    )
