"""Erasing a content: the bytes, the record of it, the events, what was made of it."""

from datetime import datetime
from uuid import UUID, uuid5

from reviews import handlers
from reviews.domain.oversight import RecordErasure
from reviews.ledger import bodies, erasure
from reviews.oversight import acts, packages

_COMMANDS = UUID("f0d6e3b2-33f4-5c3f-a0bd-6a5f1b7c2e11")


def erase_everywhere(
    name: str, *, reason: str, actor: int | None, at: datetime
) -> list[int] | None:
    """Erase a content and say so in every ledger that names it; return which.

    None, and nothing changed, if there is no such content. Packages that hold it are
    removed: built again, they hold the record of its erasure instead.
    """
    if not erasure.erase(name, reason=reason, actor=actor, at=at):
        return None
    ledgers = bodies.ledgers_naming(name)
    for ledger in ledgers:
        envelope = handlers.Envelope(
            actor=handlers.system(ledger),
            command=uuid5(_COMMANDS, f"{ledger}/{name}"),
            at=at,
        )
        command = RecordErasure(content=name, certificate=erasure.seal(name))
        acts.execute(command, envelope)
        packages.forget(ledger, name)
    return ledgers
