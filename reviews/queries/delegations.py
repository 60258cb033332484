"""Who may act for whom, as a person sees it."""

from datetime import date

from django.db.models import Q, QuerySet

from disclosures.models import Account, Delegation
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure


def given(account: int) -> QuerySet[Delegation]:
    """Return the delegations that an account has given, the newest first."""
    rows = Delegation.objects.select_related("principal", "delegate")
    return rows.filter(principal=account)


def received(account: int, today: date) -> QuerySet[Delegation]:
    """Return the delegations under which an account may act today."""
    rows = Delegation.objects.select_related("principal", "delegate")
    return rows.filter(
        delegate=account,
        begins__lte=today,
        ends__gte=today,
        revoked_at=None,
        principal__is_active=True,
    )


def colleagues(actor: Actor) -> QuerySet[Account]:
    """Return the other active accounts of a person's bureau, by name."""
    rows = Account.objects.filter(bureau=actor.ledger, is_active=True)
    return rows.exclude(pk=actor.id or 0).order_by("display_name", "username")


def mentionable(actor: Actor, state: Disclosure) -> list[str]:
    """Return the names that may follow an @ here: of who may know of the disclosure."""
    rows = colleagues(actor).filter(
        Q(grants__role__in=("reviewer", "publisher", "auditor"))
        | Q(grants__role="submitter", department=state.department)
    )
    return list(dict.fromkeys(map(str, rows.distinct())))
