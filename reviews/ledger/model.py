"""What goes into an append, and what comes out of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from reviews.domain.events import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Who asked for it, in which request, and when it happened (aware)."""

    command: UUID
    actor: int | None
    on_behalf_of: int | None = None
    request: str = ""
    occurred_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work that the events call for; due at once if `not_before` is None."""

    name: str
    arguments: dict[str, Any] = field(default_factory=dict)
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command that was carried out was asked and what it answered."""

    actor: int | None
    request_hash: str
    stream: UUID
    version: int
    position: int
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """Where the events went: version, position and time of the last of them."""

    version: int
    position: int
    recorded_at: datetime
    records: tuple[Recorded, ...]


class Conflict(Exception):
    """Someone else appended to the stream first; load it again and decide again."""

    def __init__(self, stream: UUID, expected: int, actual: int) -> None:
        super().__init__(f"{stream} is at version {actual}, not {expected}")
        self.stream = stream
        self.expected = expected
        self.actual = actual


class SameCommand(Exception):
    """A command with this id was carried out before; `answer_of` has its answer."""


class Busy(Exception):
    """The ledger's lock was not to be had in time; the same request may be repeated."""
