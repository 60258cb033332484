"""The self-check of a ledger (自检): what is proved each night, and what stands."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Min, OuterRef, Q, Subquery

from reviews import store
from reviews.domain.events import DisclosureSubmitted
from reviews.domain.hashing import canonical
from reviews.domain.policies import Actor, require_at_ledger
from reviews.ledger import bodies, witness
from reviews.ledger.verify import Head, verify
from reviews.models import (
    EventRecord,
    LedgerHead,
    OutboxRecord,
    ReleaseProof,
    ReleaseRow,
    SelfCheckRecord,
    StreamState,
)
from reviews.oversight import read_models

JOB = "self-check"
WHOLE_EVERY = timedelta(days=30)
"""How old the last proof from the very beginning may become."""
STALE = timedelta(hours=30)
"""How old the last self-check may become: it runs each night."""
PATIENCE = timedelta(minutes=10)
"""How long a task may be due before the worker is held to be away."""
MOST_NAMED = 50

Clock = Callable[[], datetime]
Item = dict[str, Any]
"""One thing that was looked at: code, ok, and the facts about it."""


def run(ledger: int, clock: Clock, *, whole: bool = False) -> SelfCheckRecord:
    """Prove one ledger and keep the result; `whole` begins at the first event."""
    started = clock()
    since = None if whole or _whole_is_due(ledger, started) else _last_head(ledger)
    chain, head = _chain(ledger, since)
    items = [
        chain,
        _contents(ledger, since.position if since else 0),
        _read_models(ledger),
        *standing(ledger, clock()),
        _releases(ledger),
    ]
    return SelfCheckRecord.objects.create(
        ledger=ledger,
        started_at=started,
        finished_at=clock(),
        whole=since is None,
        healthy=all(each["ok"] for each in items),
        position=head.position,
        head=head.hash.hex(),
        signature=_signature(head),
        report={"items": items},
    )


def standing(ledger: int, at: datetime) -> list[Item]:
    """Return what can be told at once: lag, outbox, the age of the chain's head."""
    return [_lag(ledger), _outbox(ledger, at), _head(ledger, at)]


def latest(ledger: int) -> SelfCheckRecord | None:
    """Return the last self-check of a ledger."""
    return SelfCheckRecord.objects.filter(ledger=ledger).order_by("-id").first()


def history(actor: Actor, most: int = 30) -> list[SelfCheckRecord]:
    """Return the last self-checks of a person's ledger, newest first.

    Raises `NotAllowed` for who may not ask for one.
    """
    require_at_ledger("self-check", actor)
    rows = SelfCheckRecord.objects.filter(ledger=actor.ledger).order_by("-id")
    return list(rows[:most])


def ask(actor: Actor, at: datetime) -> None:
    """Have a worker check the person's ledger; asking twice is asking once."""
    require_at_ledger("self-check", actor)
    position, _ = store.head(actor.ledger)
    OutboxRecord.objects.get_or_create(
        ledger=actor.ledger,
        position=position,
        job=JOB,
        defaults={"arguments": {}, "not_before": at},
    )


def under_way(ledger: int) -> bool:
    return OutboxRecord.objects.filter(ledger=ledger, job=JOB, dead=False).exists()


def is_stale(record: SelfCheckRecord | None, at: datetime) -> bool:
    """Whether the last self-check is missing or too old to be relied on."""
    return record is None or at - record.finished_at > STALE


def _whole_is_due(ledger: int, at: datetime) -> bool:
    lately = SelfCheckRecord.objects.filter(
        ledger=ledger, whole=True, started_at__gt=at - WHOLE_EVERY
    )
    return not any(map(_chain_held, lately.order_by("-id")[:10]))


def _last_head(ledger: int) -> Head | None:
    """Return the last head that was proved and bears our signature."""
    for row in SelfCheckRecord.objects.filter(ledger=ledger).order_by("-id")[:10]:
        head = Head(ledger, row.position, bytes.fromhex(row.head))
        if row.signature == _signature(head) and _chain_held(row):
            return head
    return None


def _chain_held(row: SelfCheckRecord) -> bool:
    return any(e["code"] == "chain" and e["ok"] for e in row.report["items"])


def _signature(head: Head) -> str:
    told = canonical([head.ledger, head.position, head.hash.hex()])
    return witness.signature(told, key=settings.LEDGER_KEY.encode())


def _chain(ledger: int, since: Head | None) -> tuple[Item, Head]:
    verdict = verify(ledger, since=since)
    fault = verdict.fault
    item = {
        "code": "chain",
        "ok": fault is None,
        "from": since.position if since else 0,
        "to": verdict.head.position,
        "fault": fault.what if fault else "",
        "at": fault.position if fault else 0,
    }
    return item, verdict.head


def _contents(ledger: int, after: int) -> Item:
    changed = list(bodies.altered())
    gone = list(bodies.missing(ledger, after=after))
    return {
        "code": "contents",
        "ok": not changed and not gone,
        "altered": changed[:MOST_NAMED],
        "missing": [[position, name] for position, name in gone[:MOST_NAMED]],
        "count": len(changed) + len(gone),
    }


def _read_models(ledger: int) -> Item:
    found = read_models.compare(ledger)
    return {"code": "read-models", "ok": not found.drift, **found.told()}


def _lag(ledger: int) -> Item:
    """Count the disclosures whose kept state is behind their last event."""
    last = (
        EventRecord.objects.filter(ledger=ledger, stream=OuterRef("stream"))
        .order_by("-version")
        .values("version")[:1]
    )
    states = StreamState.objects.filter(ledger=ledger).annotate(last=Subquery(last))
    behind = states.exclude(version=F("last")).count()
    opened = EventRecord.objects.filter(ledger=ledger, type=DisclosureSubmitted.TYPE)
    missing = opened.count() - states.count()
    return {
        "code": "lag",
        "ok": behind + missing == 0,
        "behind": behind,
        "missing": missing,
    }


def _outbox(ledger: int, at: datetime) -> Item:
    rows = OutboxRecord.objects.filter(ledger=ledger).exclude(job=JOB)
    dead = rows.filter(dead=True).count()
    waiting = rows.filter(dead=False, not_before__lte=at)
    idle = waiting.filter(Q(lease_until=None) | Q(lease_until__lte=at))
    oldest = idle.aggregate(at=Min("not_before"))["at"]
    age = int((at - oldest).total_seconds()) if oldest else 0
    return {
        "code": "outbox",
        "ok": dead == 0 and age <= PATIENCE.total_seconds(),
        "open": rows.filter(dead=False).count(),
        "dead": dead,
        "oldest_seconds": age,
    }


def _head(ledger: int, at: datetime) -> Item:
    row = LedgerHead.objects.filter(ledger=ledger).first()
    recorded = row.recorded_at if row else None
    signed = bool(settings.LEDGER_KEY)
    return {
        "code": "head",
        "ok": True,
        "position": row.position if row else 0,
        "age_seconds": int((at - recorded).total_seconds()) if recorded else 0,
        "signed": signed,
    }


def _releases(ledger: int) -> Item:
    """Count the releases whose numbers were not traced to their files, or in vain."""
    public = ReleaseRow.objects.filter(
        ledger=ledger, status__in=("current", "superseded")
    )
    proofs = ReleaseProof.objects.filter(ledger=ledger)
    broken = proofs.exclude(broken=[]).filter(pk__in=public.values("pk"))
    unproven = public.exclude(pk__in=proofs.values("pk")).count()
    return {
        "code": "releases",
        "ok": unproven == 0 and not broken.exists(),
        "releases": public.count(),
        "unproven": unproven,
        "broken": [str(pk) for pk in broken.values_list("pk", flat=True)[:MOST_NAMED]],
    }
