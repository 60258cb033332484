"""Taking a content away for good: the events that name it, and their chain, stay."""

from datetime import datetime

from django.db import transaction

from reviews.models import Content, ErasedContent


def erase(name: str, *, reason: str, actor: int | None, at: datetime) -> bool:
    """Erase the content of hash `name` and put on record that it was erased.

    Returns False, and records nothing, if there is no such content. Copies in
    backups, exports and read models are not reached from here.
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
