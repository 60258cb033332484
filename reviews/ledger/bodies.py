"""The contents that events name: which they are, and whether they still are it."""

import re
from collections.abc import Iterator
from typing import Any

import orjson
from django.db import connection

from reviews.domain.hashing import content_hash
from reviews.ledger.standalone import CONTENTS
from reviews.models import Content, ErasedContent, EventRecord

FIELDS = CONTENTS
"""The fields of events that name a content; other hashes name files or rows."""
FILES = frozenset({"file", "attachment", "template", "docx", "pdf", "xlsx"})
"""The fields that name a file kept by its own hash."""
BATCH = 500
_HASH = re.compile(r"[0-9a-f]{64}")


def named(body: Any, fields: frozenset[str] = FIELDS) -> Iterator[str]:
    """Yield the hashes in `fields` of an event's body, however deep, in its order."""
    if isinstance(body, dict):
        for key, value in body.items():
            if key in fields and isinstance(value, str):
                if _HASH.fullmatch(value):
                    yield value
            else:
                yield from named(value, fields)
    elif isinstance(body, list):
        for each in body:
            yield from named(each, fields)


def files_named(kind: str, body: Any) -> Iterator[str]:
    """Yield the hashes of the files that an event names."""
    yield from named(body, FILES)
    if kind.startswith("review.files-rendered."):
        yield from (sha256 for _form, sha256, _size in body["files"])


def altered() -> Iterator[str]:
    """Yield the hash of each content whose bytes are not of it; one batch in memory."""
    behind = ""
    while True:
        rows = Content.objects.filter(pk__gt=behind).order_by("pk")
        batch = list(rows.values_list("pk", "body")[:BATCH])
        for name, body in batch:
            if content_hash(bytes(body)) != name:
                yield name
        if len(batch) < BATCH:
            return
        behind = batch[-1][0]


def missing(ledger: int, *, after: int = 0) -> Iterator[tuple[int, str]]:
    """Yield (position, hash) of each content named behind `after` that is nowhere.

    What was erased, with its record, is not missing.
    """
    waiting: dict[str, int] = {}
    rows = EventRecord.objects.filter(ledger=ledger, position__gt=after)
    ordered = rows.order_by("position").values_list("position", "payload")
    for position, payload in ordered.iterator(chunk_size=BATCH):
        for name in named(orjson.loads(bytes(payload))["body"]):
            waiting.setdefault(name, position)
        if len(waiting) >= BATCH:
            yield from _absent(waiting)
            waiting.clear()
    yield from _absent(waiting)


def _absent(waiting: dict[str, int]) -> Iterator[tuple[int, str]]:
    known = set(
        Content.objects.filter(pk__in=waiting).values_list("pk", flat=True)
    ) | set(
        ErasedContent.objects.filter(hash__in=waiting).values_list("hash", flat=True)
    )
    for name, position in waiting.items():
        if name not in known:
            yield position, name


def ledgers_naming(name: str) -> list[int]:
    """Return the ledgers with an event that holds this hash; reads them all."""
    where = (
        "position(%s::bytea in payload) > 0"
        if connection.vendor == "postgresql"
        else "instr(payload, %s) > 0"
    )
    # Django's own name for the table; the value goes as a parameter.
    sql = f"SELECT DISTINCT ledger FROM reviews_eventrecord WHERE {where}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [name.encode("ascii")])
        return sorted(row[0] for row in cursor.fetchall())
