"""Proving a ledger: every event follows the one before and says what its row says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db.models import Count, F, Max

from reviews.domain.hashing import chained, genesis, microseconds
from reviews.models import EventRecord, LedgerHead

BATCH = 2000
COLUMNS = (
    "position",
    "payload",
    "previous_hash",
    "hash",
    "recorded_at",
    "ledger",
    "stream",
    "version",
    "type",
    "body",
    "actor",
    "on_behalf_of",
    "command",
    "request",
    "occurred_at",
)


@dataclass(frozen=True, slots=True)
class Head:
    """A position and its hash, as somebody wrote them down."""

    ledger: int
    position: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is wrong, and the position where.

    `what` is missing, chain, hash, row, time, version, head, witness or short.
    """

    position: int
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the ledger holds: the last good head, and the first fault or None."""

    head: Head
    fault: Fault | None


def beginning(ledger: int) -> Head:
    """Return the head of the ledger before its first event."""
    return Head(ledger, 0, genesis(ledger))


def verify(
    ledger: int, *, since: Head | None = None, witnesses: Iterable[Head] = ()
) -> Verdict:
    """Read the events behind `since` (all of them by default) and prove each.

    `witnesses` are heads that were written down elsewhere: only they show that the
    tail was cut off or that the whole chain was written anew. One batch is in memory.
    """
    begin = since or beginning(ledger)
    told = {each.position: each.hash for each in witnesses if each.ledger == ledger}
    last, fault = begin, _begins(begin)
    if fault is None:
        last, fault = _walk(begin, told)
    return Verdict(last, fault or _ends(last, told, whole=since is None))


def _begins(begin: Head) -> Fault | None:
    if begin.position == 0:
        same = begin.hash == genesis(begin.ledger)
        return None if same else Fault(0, "witness")
    row = EventRecord.objects.filter(ledger=begin.ledger, position=begin.position)
    found = row.values_list("hash", flat=True).first()
    if found is None:
        return Fault(begin.position, "short")
    return None if bytes(found) == begin.hash else Fault(begin.position, "witness")


def _walk(begin: Head, told: dict[int, bytes]) -> tuple[Head, Fault | None]:
    last, before = begin, datetime.min.replace(tzinfo=UTC)
    for row in _rows(begin):
        if row["position"] != last.position + 1:
            return last, Fault(last.position + 1, "missing")
        what = _fault_of(last, before, row) or _against(told, row)
        if what:
            return last, Fault(row["position"], what)
        last = Head(begin.ledger, row["position"], bytes(row["hash"]))
        before = row["recorded_at"]
    return last, None


def _rows(begin: Head) -> Iterator[dict[str, Any]]:
    behind = begin.position
    while True:
        rows = EventRecord.objects.filter(ledger=begin.ledger, position__gt=behind)
        batch = list(rows.order_by("position").values(*COLUMNS)[:BATCH])
        yield from batch
        if len(batch) < BATCH:
            return
        behind = batch[-1]["position"]


def _fault_of(last: Head, before: datetime, row: dict[str, Any]) -> str:
    payload = bytes(row["payload"])
    recorded = microseconds(row["recorded_at"])
    if bytes(row["previous_hash"]) != last.hash:
        return "chain"
    if bytes(row["hash"]) != chained(last.hash, payload, row["position"], recorded):
        return "hash"
    if row["recorded_at"] < before:
        return "time"
    return "" if _says_the_same(orjson.loads(payload), row) else "row"


def _says_the_same(said: dict[str, Any], row: dict[str, Any]) -> bool:
    happened = row["occurred_at"].astimezone(UTC).isoformat(timespec="microseconds")
    return said == {
        "actor": row["actor"],
        "body": row["body"],
        "command": str(row["command"]),
        "ledger": row["ledger"],
        "occurred_at": happened,
        "on_behalf_of": row["on_behalf_of"],
        "request": row["request"],
        "stream": str(UUID(str(row["stream"]))),
        "type": row["type"],
        "version": row["version"],
    }


def _against(told: dict[int, bytes], row: dict[str, Any]) -> str:
    expected = told.get(row["position"])
    return "witness" if expected not in (None, bytes(row["hash"])) else ""


def _ends(last: Head, told: dict[int, bytes], *, whole: bool) -> Fault | None:
    beyond = [position for position in told if position > last.position]
    if beyond:
        return Fault(last.position + 1, "short")
    row = LedgerHead.objects.filter(ledger=last.ledger).first()
    stands = (row.position, bytes(row.hash)) if row else (0, genesis(last.ledger))
    if stands != (last.position, last.hash):
        return Fault(last.position, "head")
    return _gap(last.ledger) if whole else None


def _gap(ledger: int) -> Fault | None:
    """Versions of a stream begin with 1 and leave none out."""
    streams = EventRecord.objects.filter(ledger=ledger).values("stream").order_by()
    torn = streams.annotate(count=Count("version"), last=Max("version")).exclude(
        count=F("last")
    )
    first = torn.annotate(at=Max("position")).order_by("at").first()
    return Fault(first["at"], "version") if first else None
