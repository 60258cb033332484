"""The numbers that notices have, for the one that comes next."""

from django.db.models import Max

from reviews.models import NoticeRow


def next_number(ledger: int, year: int) -> int:
    """Return the number that follows the last one; ask under the ledger's lock."""
    known = NoticeRow.objects.filter(ledger=ledger, year=year)
    return (known.aggregate(last=Max("number"))["last"] or 0) + 1
