"""A campaign's board: a page of it costs the same whatever the campaign's size.

Counts come from tallies that commands keep in step; departments and disclosures are
read a page at a time, from a key onward, never by an offset.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from disclosures.models import Campaign, Department
from reviews.domain.policies import Actor
from reviews.models import CampaignTally, DisclosureRow, FindingRow
from reviews.projections import tallies
from reviews.queries.campaigns import deadline, disclosures

PAGE = 50
MISSING = "missing"
SORTS: Mapping[str, str] = {"errors": "errors", "updated": "position"}
"""How a board may be sorted besides by code: by which column of the row, downward."""
PROBLEMS = 5
MOST_WORDS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to see: filters, order, and from where on."""

    words: str = ""
    stage: str = ""
    level: str = ""
    """errors or warnings: who has open ones."""
    late: bool = False
    rule: str = ""
    """A rule's code: who has an open finding of it."""
    sort: str = "code"
    cursor: str = ""

    @property
    def of_rows(self) -> bool:
        """Whether only departments that have submitted can fit."""
        present = self.stage and self.stage != MISSING
        return bool(present or self.level or self.rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A department on the board; `row` is None where nothing was submitted."""

    department: Department
    row: DisclosureRow | None
    overdue: bool

    @property
    def stage(self) -> str:
        return self.row.stage if self.row else MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A campaign at a glance, and one page of its departments."""

    campaign: Campaign
    deadline: date | None
    days_left: int | None
    entries: tuple[Entry, ...]
    following: str
    """The cursor of the next page, '' where there is none."""
    stages: Mapping[str, int]
    problems: tuple[tuple[str, int], ...]
    """(rule code, departments with it open), most common first."""

    @property
    def count(self) -> int:
        return sum(self.stages.values())


def board(
    actor: Actor, campaign: Campaign, today: date, asked: Asked | None = None
) -> Board:
    """Return one page of everyone who must publish, with what they have sent."""
    asked = asked or Asked()
    last = deadline(campaign)
    late = last is not None and today > last
    stages, problems = tally(actor, campaign)
    found, following = _page(_Sources(actor, campaign), asked, late=late)
    entries = tuple(
        Entry(
            department=department,
            row=row,
            overdue=late and (row is None or row.stage != "released"),
        )
        for department, row in found
    )
    return Board(
        campaign=campaign,
        deadline=last,
        days_left=(last - today).days if last else None,
        entries=entries,
        following=following,
        stages=stages,
        problems=problems[:PROBLEMS],
    )


class _Sources:
    """The departments and rows of a campaign that a person may see."""

    def __init__(self, actor: Actor, campaign: Campaign) -> None:
        departments = Department.objects.filter(campaign=campaign)
        if actor.roles <= {"submitter"}:
            departments = departments.filter(pk=actor.department or 0)
        self.departments = departments
        self.rows = disclosures(actor).filter(campaign=campaign.pk).order_by()

    def fitting(self, asked: Asked, *, late: bool) -> QuerySet[DisclosureRow]:
        rows = self.rows
        if asked.stage:
            rows = rows.filter(stage=asked.stage)
        if asked.level in ("errors", "warnings"):
            rows = rows.filter(**{f"{asked.level}__gt": 0})
        if asked.rule:
            rows = rows.filter(Exists(_open(asked.rule)))
        if asked.late:
            rows = rows.exclude(stage="released") if late else rows.none()
        return rows

    def named(self, words: str) -> QuerySet[Department]:
        words = words.strip()[:MOST_WORDS].replace("\x00", "")
        if not words:
            return self.departments
        fits = Q(name__contains=words) | Q(code__contains=words)
        return self.departments.filter(fits)


Found = list[tuple[Department, DisclosureRow | None]]


def _open(rule: str) -> QuerySet[FindingRow]:
    return FindingRow.objects.filter(
        disclosure=OuterRef("pk"), code=rule[:5], status__in=("open", "pending")
    ).exclude(severity="info")


def _page(sources: _Sources, asked: Asked, *, late: bool) -> tuple[Found, str]:
    if asked.sort in SORTS:
        return _by_row(sources, asked, late=late)
    return _by_code(sources, asked, late=late)


def _by_code(sources: _Sources, asked: Asked, *, late: bool) -> tuple[Found, str]:
    departments = sources.named(asked.words)
    own = sources.rows.filter(department=OuterRef("pk"))
    if asked.of_rows:
        fitting = sources.fitting(asked, late=late)
        departments = departments.filter(
            Exists(fitting.filter(department=OuterRef("pk")))
        )
    elif asked.late:
        departments = departments.filter(~Exists(own.filter(stage="released")))
        departments = departments if late else departments.none()
    if asked.stage == MISSING:
        departments = departments.filter(~Exists(own))
    departments = departments.filter(code__gt=asked.cursor).order_by("code")
    chosen = list(departments[: PAGE + 1])
    shown = chosen[:PAGE]
    rows = {
        row.department: row
        for row in sources.rows.filter(department__in=[each.pk for each in shown])
    }
    following = shown[-1].code if len(chosen) > PAGE else ""
    return [(each, rows.get(each.pk)) for each in shown], following


def _by_row(sources: _Sources, asked: Asked, *, late: bool) -> tuple[Found, str]:
    """Sort by a column of the rows; who has submitted nothing comes after them."""
    kind, _, place = asked.cursor.partition(":")
    if kind == "m" or asked.stage == MISSING:
        return _missing(sources, asked, place, PAGE, late=late)
    rows = sources.fitting(asked, late=late)
    if asked.words.strip():
        rows = rows.filter(department__in=sources.named(asked.words).values("pk"))
    column = SORTS[asked.sort]
    if kind == "r":
        rows = _behind(rows, column, place)
    chosen = list(rows.order_by(f"-{column}", "pk")[: PAGE + 1])
    shown = chosen[:PAGE]
    departments = Department.objects.in_bulk([row.department for row in shown])
    found: Found = [
        (departments[row.department], row)
        for row in shown
        if row.department in departments
    ]
    if len(chosen) > PAGE:
        return found, f"r:{getattr(shown[-1], column)}/{shown[-1].pk}"
    if asked.of_rows:
        return found, ""
    more, following = _missing(sources, asked, "", PAGE - len(found), late=late)
    return found + more, following


def _missing(
    sources: _Sources, asked: Asked, after: str, size: int, *, late: bool
) -> tuple[Found, str]:
    own = sources.rows.filter(department=OuterRef("pk"))
    departments = sources.named(asked.words).filter(~Exists(own))
    if asked.late and not late:
        departments = departments.none()
    ordered = departments.filter(code__gt=after).order_by("code")
    chosen = list(ordered[: size + 1])
    shown = chosen[:size]
    more = len(chosen) > size
    last = shown[-1].code if shown else after
    return [(each, None) for each in shown], f"m:{last}" if more else ""


def _behind(
    rows: QuerySet[DisclosureRow], column: str, place: str
) -> QuerySet[DisclosureRow]:
    value, _, key = place.partition("/")
    try:
        number, last = int(value), UUID(key)
    except ValueError:
        return rows
    same: dict[str, Any] = {column: number, "pk__gt": last}
    return rows.filter(Q(**{f"{column}__lt": number}) | Q(**same))


def tally(
    actor: Actor, campaign: Campaign
) -> tuple[dict[str, int], tuple[tuple[str, int], ...]]:
    """Return how many departments stand where, those with nothing yet as missing; and
    the rules that most disclosures have open findings of, as (code, disclosures)."""
    sources = _Sources(actor, campaign)
    if actor.roles <= {"submitter"}:
        found = dict.fromkeys(sources.rows.values_list("stage", flat=True), 1)
        common = _own_problems(sources)
    else:
        found, problems = _tallies(campaign)
        common = sorted(problems.items(), key=lambda each: (-each[1], each[0]))
    missing = sources.departments.count() - sum(found.values())
    if missing > 0:
        found[MISSING] = missing
    return found, tuple(common)


def _own_problems(sources: _Sources) -> list[tuple[str, int]]:
    own = sources.rows.values("pk")
    codes = (
        FindingRow.objects.filter(disclosure__in=own, status__in=("open", "pending"))
        .exclude(severity="info")
        .order_by("code")
        .values_list("code", flat=True)
        .distinct()
    )
    return [(code, 1) for code in codes]


def _tallies(campaign: Campaign) -> tuple[dict[str, int], dict[str, int]]:
    rows = CampaignTally.objects.filter(campaign=campaign.pk, count__gt=0)
    found: dict[str, dict[str, int]] = {tallies.STAGE: {}, tallies.PROBLEM: {}}
    for kind, key, count in rows.values_list("kind", "key", "count"):
        found[kind][key] = count
    return found[tallies.STAGE], found[tallies.PROBLEM]
