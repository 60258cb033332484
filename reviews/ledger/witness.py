"""Heads that leave the machine: signed, written down, and read again."""

import hmac
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson

from reviews.domain.hashing import canonical
from reviews.ledger.verify import Head

FORMAT = "mingshen.head.v1"


class BadWitness(Exception):
    """A written-down head cannot be read, or was not signed with this key."""


def signed(head: Head, *, at: datetime, key: bytes) -> bytes:
    """Return a head as one JSON object with its HMAC-SHA256 under `key`."""
    said: dict[str, Any] = {
        "format": FORMAT,
        "ledger": head.ledger,
        "position": head.position,
        "hash": head.hash.hex(),
        "signed_at": at.isoformat(timespec="seconds"),
    }
    return canonical(said | {"signature": _signature(said, key)}) + b"\n"


def read(text: bytes, *, key: bytes) -> Head:
    """Return the head that `signed` wrote; raises `BadWitness`."""
    try:
        said = orjson.loads(text)
        signature = said.pop("signature")
        head = Head(said["ledger"], said["position"], bytes.fromhex(said["hash"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadWitness(f"not a signed head: {error}") from error
    if said.get("format") != FORMAT:
        raise BadWitness(f"not a {FORMAT}")
    if not hmac.compare_digest(str(signature), _signature(said, key)):
        raise BadWitness("the signature is not of this key")
    return head


def _signature(said: dict[str, Any], key: bytes) -> str:
    return hmac.new(key, canonical(said), sha256).hexdigest()


def signature(body: bytes, *, key: bytes) -> str:
    """Return the HMAC-SHA256 of `body` as hexadecimal digits; '' without a key."""
    return hmac.new(key, body, sha256).hexdigest() if key else ""
