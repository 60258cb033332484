"""Checks a ledger against itself, when asked for and each night."""

from django.utils import timezone

from reviews.oversight import selfcheck, sweeping
from workers import outbox


def run(work: outbox.Work) -> None:
    """Trace what was released longest ago and check the ledger that `work` names.

    A second run is one more record.
    """
    sweeping.sweep(work.ledger, timezone.now)  # noqa: TID251 - the shell
    selfcheck.run(work.ledger, timezone.now)  # noqa: TID251 - the shell


def give_up(work: outbox.Work) -> None:
    """Nobody waits: the row stays dead, and the health page shows it."""
