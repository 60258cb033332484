"""Taking a content away for good: the events that name it, and their chain, stay."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction

from reviews.domain.hashing import canonical, content_hash
from reviews.models import Content, ErasedContent


def erase(name: str, *, reason: str, actor: int | None, at: datetime) -> bool:
    """Erase the content of hash `name` and put on record that it was erased.

    Returns False, and records nothing, if there is no such content. Copies in
    backups and exports are not reached from here.
    """
    with transaction.atomic():
        found = Content.objects.filter(hash=name)
        if not found.exists():
            return False
        ErasedContent.objects.create(
            hash=name, actor=actor, reason=reason, erased_at=at
        )
        found.delete()
    return True


def certificates(names: Iterable[str]) -> dict[str, dict[str, str | int | None]]:
    """Return the record of each erased content, by its hash, as plain values."""
    rows = ErasedContent.objects.filter(hash__in=set(names)).order_by("id")
    return {
        row.hash: {
            "content": row.hash,
            "actor": row.actor,
            "reason": row.reason,
            "erased_at": row.erased_at.astimezone(UTC).isoformat(),
        }
        for row in rows
    }


def seal(name: str) -> str:
    """Return the hash of an erased content's record, for the event that names it."""
    return content_hash(canonical(certificates([name])[name]))
