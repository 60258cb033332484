"""Tells addresses outside of what happened: in order, signed, again until it is taken.

An address is told of events by their positions in the ledger and of nothing that they
say: who wants the text asks the API. It has been told everything up to the position
of its row. What was taken but not noted is sent once more, so whoever listens counts
an event by its position, once.
"""

import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from disclosures.models import Webhook, WebhookState
from reviews import store
from reviews.domain.events import Recorded

MOST = 200
"""Events in one delivery."""
PATIENCE = 10.0
"""Seconds that an address has to answer."""
CLAIM = timedelta(seconds=60)
"""How long one worker has for a delivery before another tries."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)

Post = Callable[[str, bytes, Mapping[str, str]], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What goes out in one request, named after its first and last position."""

    name: str
    body: bytes


def tell_all(at: datetime, post: Post | None = None) -> int:
    """Tell every active address what is new for it; return how many took some."""
    told = 0
    for webhook in Webhook.objects.filter(active=True).select_related("state"):
        state = _state(webhook, at)
        if state.not_before <= at and _claimed(state, at):
            told += _tell(webhook, state, at, post or send)
    return told


def allowed(url: str) -> bool:
    """Whether the operator lets anything be sent to this address's host."""
    parts = urlsplit(url)
    return (
        parts.scheme in ("https", "http") and parts.hostname in settings.WEBHOOK_HOSTS
    )


def signature(secret: str, at: datetime, body: bytes) -> str:
    """Return the header that proves who sent a body, and when (t in seconds)."""
    moment = str(int(at.timestamp()))
    mark = hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256)
    return f"t={moment},v1={mark.hexdigest()}"


def send(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Post and return the status; follows no redirect.

    Raises OSError, HTTPException and, for an address that is none, ValueError.
    """
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        path = parts.path or "/"
        target = f"{path}?{parts.query}" if parts.query else path
        connection.request("POST", target, body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


def _state(webhook: Webhook, at: datetime) -> WebhookState:
    """Return how far it is; a new address hears of what happens from now on."""
    state: WebhookState | None = getattr(webhook, "state", None)
    if state is not None:
        return state
    position, _ = store.head(webhook.bureau_id)
    made, _ = WebhookState.objects.get_or_create(
        webhook=webhook, defaults={"position": position, "not_before": at}
    )
    return made


def _claimed(state: WebhookState, at: datetime) -> bool:
    """Take the delivery for a while, if nobody else has and there is something new."""
    position, _ = store.head(state.webhook.bureau_id)
    return (
        position > state.position
        and _unchanged(state).update(not_before=at + CLAIM) == 1
    )


def _tell(webhook: Webhook, state: WebhookState, at: datetime, post: Post) -> bool:
    records = store.read(webhook.bureau_id, state.position, MOST)
    wanted = [r for r in records if not webhook.kinds or r.event.TYPE in webhook.kinds]
    upto = records[-1].position if records else state.position
    said = _said(webhook, wanted, at, post) if wanted else ""
    held = WebhookState.objects.filter(pk=state.pk, position=state.position)
    if said:
        wait = min(FIRST_WAIT * 2 ** min(state.failures, 12), LONGEST_WAIT)
        held.update(failures=state.failures + 1, not_before=at + wait, said=said[:200])
        return False
    held.update(position=upto, failures=0, not_before=at, said="")
    return bool(wanted)


def _said(webhook: Webhook, wanted: list[Recorded], at: datetime, post: Post) -> str:
    """Send one delivery; return what went wrong, '' where it was taken."""
    if not allowed(webhook.url):
        return "地址的主机不在 WEBHOOK_HOSTS 中，请运维人员核对后加入。"
    delivery = delivery_of(webhook, wanted)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "mingshen-webhooks",
        "Mingshen-Delivery": delivery.name,
        "Mingshen-Signature": signature(webhook.secret, at, delivery.body),
    }
    try:
        status = post(webhook.url, delivery.body, headers)
    except (OSError, HTTPException, ValueError) as error:
        # ValueError: a port or a name that is none. One address never stops the rest.
        return f"没有送达：{type(error).__name__}"
    return "" if 200 <= status < 300 else f"对方答复 {status}"


def delivery_of(webhook: Webhook, wanted: list[Recorded]) -> Delivery:
    """Return the delivery of some events, in the ledger's order."""
    name = f"{webhook.pk}-{wanted[0].position}-{wanted[-1].position}"
    body = {"delivery": name, "events": list(map(_event, wanted))}
    return Delivery(
        name=name,
        body=json.dumps(body, ensure_ascii=False).encode(),
    )


def _event(record: Recorded) -> dict[str, Any]:
    return {
        "type": record.event.TYPE,
        "position": record.position,
        "stream": str(record.stream),
        "version": record.version,
        "occurred_at": record.occurred_at.isoformat(),
    }


def _unchanged(state: WebhookState) -> Any:
    return WebhookState.objects.filter(
        pk=state.pk, position=state.position, not_before=state.not_before
    )
