"""Canonical bytes, and the hashes that chain one event to the one before it."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import orjson

EVENT_TAG = b"mingshen.event.v1\x00"
GENESIS_TAG = b"mingshen.ledger.v1\x00"
GREATEST_WHOLE = 2**53 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class NotCanonical(ValueError):
    """A value has no canonical bytes: a float, a NUL, a lone surrogate, too big."""


def canonical(value: Any) -> bytes:
    """Return the one UTF-8 JSON form of `value`: keys sorted, nothing between them.

    Takes text, whole numbers of at most 53 bits, booleans, None, lists, tuples,
    dataclasses and mappings with text keys. Raises `NotCanonical` for the rest.
    """
    try:
        return orjson.dumps(plain(value), option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise NotCanonical(str(error)) from error


def plain(value: Any) -> Any:
    """Return `value` with dataclasses as dicts and tuples as lists, all checked."""
    match value:
        case str():
            return _text(value)
        case bool() | None:
            return value
        case int():
            return _whole(value)
        case list() | tuple():
            return [plain(each) for each in value]
        case Mapping():
            return {_key(key): plain(each) for key, each in value.items()}
        case _ if is_dataclass(value):
            return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    raise NotCanonical(f"{type(value).__name__} has no canonical form: {value!r}")


def genesis(ledger: int) -> bytes:
    """Return the 32 bytes that stand before a ledger's first event."""
    return sha256(GENESIS_TAG + ledger.to_bytes(8, "big", signed=True)).digest()


def chained(previous: bytes, payload: bytes, position: int, recorded: int) -> bytes:
    """Return an event's hash; `recorded` is in microseconds since 1970, UTC."""
    return sha256(
        EVENT_TAG
        + previous
        + sha256(payload).digest()
        + position.to_bytes(8, "big", signed=True)
        + recorded.to_bytes(8, "big", signed=True)
    ).digest()


def microseconds(moment: datetime) -> int:
    """Return an aware moment as whole microseconds since 1970, UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(microseconds_since_1970: int) -> datetime:
    """Return the moment, in UTC, that `microseconds` made into a number."""
    return _EPOCH + microseconds_since_1970 * _MICROSECOND


def content_hash(body: bytes) -> str:
    """Return the address of a content: its SHA-256 as 64 hexadecimal digits."""
    return sha256(body).hexdigest()


def _text(value: str) -> str:
    if "\x00" in value:
        raise NotCanonical("a NUL in text")
    return value


def _whole(value: int) -> int:
    if abs(value) > GREATEST_WHOLE:
        raise NotCanonical(f"{value} has more than 53 bits")
    return value


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise NotCanonical(f"a key must be text, not {key!r}")
    return _text(key)
