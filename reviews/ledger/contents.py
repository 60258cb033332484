"""Texts that events name by their hash: kept once, read many at a time."""

from collections.abc import Iterable

from reviews.domain.hashing import content_hash
from reviews.models import Content


def put_contents(bodies: Iterable[bytes]) -> tuple[str, ...]:
    """Keep each body and return their hashes in order; what is there already stays."""
    hashed = [(content_hash(body), body) for body in bodies]
    kept = dict(hashed)
    Content.objects.bulk_create(
        (Content(hash=name, body=body) for name, body in sorted(kept.items())),
        ignore_conflicts=True,
    )
    return tuple(name for name, _ in hashed)


def put_text(text: str) -> str:
    """Keep a text as UTF-8 and return its hash; '' for the empty text, kept nowhere."""
    return put_contents([text.encode()])[0] if text else ""


def contents(hashes: Iterable[str]) -> dict[str, bytes]:
    """Return the bodies by hash; '' and what was erased are left out."""
    wanted = {name for name in hashes if name}
    rows = Content.objects.filter(hash__in=wanted).values_list("hash", "body")
    return {name: bytes(body) for name, body in rows}
