"""Views of lists that people keep: their own, and those that the bureau shares."""

from django.db import transaction
from django.db.models import Q, QuerySet

from disclosures.models import Account, SavedView

MOST = 30
"""How many views one person may keep of one list."""


class TooManyViews(Exception):
    """The person keeps as many views of this list as they may."""


def views(account: Account, place: str) -> QuerySet[SavedView]:
    """Return a person's own views of a list and those shared in their bureau."""
    mine = Q(account=account)
    shared = Q(bureau=account.bureau_id, shared=True)
    found = SavedView.objects.filter(mine | shared, place=place)
    return found.select_related("account").order_by("name", "pk")


def default_query(account: Account, place: str) -> str:
    """Return the query string of the person's default view, '' if there is none."""
    found = SavedView.objects.filter(account=account, place=place, default=True)
    return found.values_list("query", flat=True).first() or ""


@transaction.atomic
def save_view(
    account: Account,
    place: str,
    name: str,
    query: str,
    *,
    shared: bool,
    default: bool,
) -> SavedView:
    """Keep a view under a name; the person's own one of that name is replaced.

    Raises `TooManyViews`. There is one default a list at most.
    """
    own = SavedView.objects.filter(account=account, place=place)
    if own.exclude(name=name).count() >= MOST:
        raise TooManyViews(place)
    if default:
        own.update(default=False)
    return SavedView.objects.update_or_create(
        account=account,
        place=place,
        name=name,
        defaults={
            "bureau_id": account.bureau_id or 0,
            "query": query,
            "shared": shared,
            "default": default,
        },
    )[0]


def forget_view(account: Account, number: int) -> bool:
    """Remove a person's own view; False where it is not theirs or not there."""
    removed, _ = SavedView.objects.filter(account=account, pk=number).delete()
    return removed > 0
