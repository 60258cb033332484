"""Builds the package of a disclosure, or the public's part of it, at a position."""

from contextlib import suppress
from uuid import UUID

from django.utils import timezone

from reviews.oversight import packages
from workers import outbox

_AUDIENCES = {job: audience for audience, job in packages.JOBS.items()}


def run(work: outbox.Work) -> None:
    """Build and keep it; the same position gives the same bytes, so twice is once.

    Files of a text that is staged and not yet public make no package.
    """
    with suppress(LookupError):
        packages.build(
            work.ledger,
            UUID(work.arguments["disclosure"]),
            work.position,
            _AUDIENCES[work.job],
            timezone.now(),  # noqa: TID251 - the shell reads the clock
        )


def give_up(work: outbox.Work) -> None:
    """Nobody is told: who asks for it again has it tried again."""
