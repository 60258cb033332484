"""What a person has been reminded of, and how they want to be told."""

from dataclasses import dataclass

from django.db.models import QuerySet

from reviews.domain.policies import Actor
from reviews.models import MailPreference, Reminder, SectionRow
from reviews.projections.rows import section_id
from reviews.queries.campaigns import disclosures

__all__ = [
    "MOST_COUNTED",
    "Place",
    "Reminder",
    "places",
    "preference",
    "reminders",
    "unread",
]

MOST_COUNTED = 100
"""A badge says 99+; nobody counts further."""


def reminders(account: int) -> QuerySet[Reminder]:
    """Return an account's reminders, the newest first."""
    return Reminder.objects.filter(account=account).order_by("-pk")


def unread(account: int) -> int:
    """Return how many reminders an account has not read, at most `MOST_COUNTED`."""
    rows = Reminder.objects.filter(account=account, read_at=None)
    return rows[:MOST_COUNTED].count()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reminder leads: the disclosure's department and campaign, the heading."""

    department: int
    campaign: int
    heading: str
    known: bool
    """Whether the section is still there."""


def places(actor: Actor, shown: list[Reminder]) -> dict[int, Place]:
    """Return the places of reminders by their number; none that may not be seen."""
    streams = {each.stream for each in shown}
    rows = {row.pk: row for row in disclosures(actor).filter(pk__in=streams)}
    ids = {each.pk: section_id(each.stream, each.section) for each in shown}
    headings = dict(
        SectionRow.objects.filter(pk__in=ids.values()).values_list("pk", "heading")
    )
    return {
        each.pk: Place(
            department=rows[each.stream].department,
            campaign=rows[each.stream].campaign,
            heading=headings.get(ids[each.pk], ""),
            known=ids[each.pk] in headings,
        )
        for each in shown
        if each.stream in rows
    }


def preference(account: int) -> MailPreference:
    """Return how an account is told by e-mail; the usual way if it never said."""
    found = MailPreference.objects.filter(account=account).first()
    return found or MailPreference(account=account)
