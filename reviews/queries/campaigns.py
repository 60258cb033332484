"""Campaigns, their boards, and the queue of what is to do."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from disclosures.models import Campaign, Department
from reviews.domain.errors import NotKnown
from reviews.domain.policies import Actor
from reviews.models import (
    DisclosureRow,
    FindingRow,
    SectionRow,
)

LEGAL_DAYS = 20
"""Days after approval by which a department must publish (预算法 §14)."""


def disclosures(actor: Actor) -> QuerySet[DisclosureRow]:
    """Return the rows that a person may see, newest change first."""
    rows = DisclosureRow.objects.filter(ledger=actor.ledger).order_by("-position")
    if actor.roles & {"reviewer", "publisher", "auditor", "administrator"}:
        return rows
    if "submitter" in actor.roles and actor.department is not None:
        return rows.filter(department=actor.department)
    return rows.none()


def campaigns(actor: Actor) -> QuerySet[Campaign]:
    """Return the bureau's campaigns, newest first."""
    return Campaign.objects.filter(bureau=actor.ledger).order_by("-open", "-year", "id")


def campaign(actor: Actor, pk: int) -> Campaign:
    """Return one campaign of the person's bureau, or raise `NotKnown`."""
    found = campaigns(actor).filter(pk=pk).first()
    if found is None:
        raise NotKnown("not-known", "没有这个公开批次。")
    return found


def deadline(campaign: Campaign) -> date | None:
    """Return the last day for publishing: as set, or 20 days after approval."""
    if campaign.deadline or campaign.approved_on is None:
        return campaign.deadline
    return campaign.approved_on + timedelta(days=LEGAL_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardEntry:
    """A department on the board; `row` is None where nothing was submitted."""

    department: Department
    row: DisclosureRow | None
    overdue: bool

    @property
    def stage(self) -> str:
        return self.row.stage if self.row else "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A campaign at a glance, in the departments' order."""

    campaign: Campaign
    deadline: date | None
    days_left: int | None
    entries: tuple[BoardEntry, ...]
    stages: Mapping[str, int]
    problems: tuple[tuple[str, int], ...]
    """(rule code, departments with it open), most common first."""


def board(actor: Actor, campaign: Campaign, today: date) -> Board:
    """Return the board: everyone who must publish, with what they have sent."""
    departments = campaign.departments.order_by("code")
    if actor.roles <= {"submitter"}:
        departments = departments.filter(pk=actor.department or 0)
    rows = {
        row.department: row for row in disclosures(actor).filter(campaign=campaign.pk)
    }
    last = deadline(campaign)
    late = last is not None and today > last
    entries = tuple(
        BoardEntry(
            department=each,
            row=(row := rows.get(each.pk)),
            overdue=late and (row is None or row.stage not in ("released",)),
        )
        for each in departments
    )
    return Board(
        campaign=campaign,
        deadline=last,
        days_left=(last - today).days if last else None,
        entries=entries,
        stages=Counter(entry.stage for entry in entries),
        problems=common_problems(rows.values()),
    )


def common_problems(
    rows: Iterable[DisclosureRow], most: int = 5
) -> tuple[tuple[str, int], ...]:
    """Return the rules that most disclosures have open findings of (共性问题)."""
    found = (
        FindingRow.objects.filter(
            disclosure__in=[row.pk for row in rows], status__in=("open", "pending")
        )
        .exclude(severity="info")
        .values("code")
        .annotate(departments=Count("disclosure", distinct=True))
        .order_by("-departments", "code")[:most]
    )
    return tuple((each["code"], each["departments"]) for each in found)


def queue(actor: Actor) -> QuerySet[SectionRow]:
    """Return the sections that wait for a reviewer: their own first, then anyone's.

    Those of the reviewer's own department are left out (内部回避).
    """
    waiting = SectionRow.objects.filter(
        Q(assignee=actor.id) | Q(assignee=None),
        ledger=actor.ledger,
        state__in=("flagged", "draft"),
    )
    reviewable = DisclosureRow.objects.filter(
        ledger=actor.ledger, stage__in=("reviewing", "ready")
    )
    if actor.department is not None:
        reviewable = reviewable.exclude(department=actor.department)
    return waiting.filter(disclosure__in=reviewable.values("pk")).order_by(
        F("assignee").asc(nulls_last=True), "-errors", "disclosure", "place"
    )
