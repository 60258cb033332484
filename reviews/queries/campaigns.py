"""Campaigns, their boards, and the queue of what is to do."""

from datetime import date, timedelta

from django.db.models import QuerySet

from disclosures.models import Campaign
from reviews.domain.errors import NotKnown
from reviews.domain.policies import Actor
from reviews.models import (
    DisclosureRow,
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
