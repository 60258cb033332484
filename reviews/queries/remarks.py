"""A person's own drafts of remarks."""

from uuid import UUID

from django.db.models import QuerySet

from reviews.models import RemarkDraft

__all__ = ["RemarkDraft", "drafts"]


def drafts(account: int, disclosure: UUID) -> QuerySet[RemarkDraft]:
    """Return an account's drafts for one disclosure, in the order of writing."""
    rows = RemarkDraft.objects.filter(account=account, disclosure=disclosure)
    return rows.order_by("written_at", "pk")
