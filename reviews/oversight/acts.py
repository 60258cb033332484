"""The door for what is done to a ledger as a whole: policy, decision, event.

The same steps as `handlers.execute`, on the one stream that is the ledger's own.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from reviews import store
from reviews.domain import oversight, policies
from reviews.domain.decision import Decision, canonical
from reviews.domain.errors import NotAcceptable, NotNow
from reviews.domain.events import Event
from reviews.handlers import BUSY, TRIES, Envelope

_STREAMS = UUID("53b7a6de-6d29-5c0b-8a39-7f6b1c3e9d24")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The events that a command caused; `repeated` if it had been carried out."""

    events: tuple[Event, ...]
    repeated: bool = False


def stream_of(ledger: int) -> UUID:
    """Return the stream of what is done to a ledger as a whole."""
    return uuid5(_STREAMS, str(ledger))


def draws(ledger: int) -> oversight.Draws:
    """Return the draws of a ledger, by id, oldest first."""
    return oversight.fold(store.load(ledger, stream_of(ledger)))


def execute(
    command: oversight.LedgerCommand,
    envelope: Envelope,
    *,
    together: Callable[[], None] = lambda: None,
) -> Outcome:
    """Carry out `command`, or raise the `Refused` saying why not.

    `together` writes what must be kept or lost with the event; it runs under the
    ledger's lock, after the event was appended, and not where there is none.
    """
    policies.require_at_ledger(command.ACTION, envelope.actor)
    ledger = envelope.actor.ledger
    asked = sha256(canonical([command.ACTION, asdict(command)])).hexdigest()
    known = store.answer_of(ledger, envelope.command)
    if known is not None:
        if (known.request_hash, known.actor) != (asked, envelope.actor.id):
            raise NotAcceptable(
                "key-reused", "同一个请求编号用于了不同的操作，请刷新页面后重试。"
            )
        return Outcome(events=(), repeated=True)
    for _ in range(TRIES):
        try:
            return _carry_out(command, envelope, asked, together)
        except store.Conflict:
            continue
        except (store.Busy, store.SameCommand):
            break
    raise NotNow("busy", BUSY)


def _carry_out(
    command: oversight.LedgerCommand,
    envelope: Envelope,
    asked: str,
    together: Callable[[], None],
) -> Outcome:
    actor = envelope.actor
    stream = stream_of(actor.ledger)
    records = store.load(actor.ledger, stream)
    decision = Decision(actor=actor)
    today = timezone.localdate(envelope.at).isoformat()
    events = oversight.decide(oversight.fold(records), command, decision, today)
    if not events:
        return Outcome(events=())
    meta = store.Meta(
        command=envelope.command,
        actor=actor.id,
        on_behalf_of=actor.on_behalf_of,
        request=envelope.request,
        occurred_at=envelope.at,
    )
    with transaction.atomic():
        store.put_contents(decision.contents.values())
        store.append(
            actor.ledger,
            stream,
            events,
            after=len(records),
            meta=meta,
            request_hash=asked,
        )
        together()
    return Outcome(events=events)
