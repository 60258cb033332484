"""Rechecks a bureau's open disclosures after what the checks go by has changed."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.utils import timezone

from reviews import handlers
from reviews.configuration import RECHECK
from reviews.domain import commands as c
from reviews.domain.errors import Refused
from reviews.models import DisclosureRow, OutboxRecord
from reviews.rehearsal import OPEN
from workers import outbox

Report = Callable[[int, int], None]


def run(work: outbox.Work) -> None:
    """Recheck the ledgers that `work` names; those that later work names are left.

    Work done later sees this change too, so that many saves make one recheck.
    """
    ledgers = sorted(set(work.arguments["ledgers"]) - _named_later(work))
    at = timezone.now()  # noqa: TID251 - the shell reads the clock
    recheck(ledgers, work.command, at, lambda done, of: _report(work, done, of))


def give_up(work: outbox.Work) -> None:
    """Nobody waits: the row stays for an administrator, and any edit rechecks."""


def recheck(ledgers: Iterable[int], key: UUID, at: datetime, report: Report) -> int:
    """Recheck every open disclosure of `ledgers`; return how many that changed.

    `key` makes each command's id, so that the same work done twice does no harm.
    What is refused (closed meanwhile, or busy) is left as it is.
    """
    rows = DisclosureRow.objects.filter(ledger__in=list(ledgers), stage__in=OPEN)
    found = list(rows.order_by("ledger", "pk").values_list("pk", "ledger"))
    changed = 0
    for done, (stream, ledger) in enumerate(found):
        report(done, len(found))
        changed += _recheck(stream, ledger, uuid5(key, str(stream)), at)
    return changed


def _recheck(stream: UUID, ledger: int, command: UUID, at: datetime) -> bool:
    envelope = handlers.Envelope(actor=handlers.system(ledger), command=command, at=at)
    try:
        outcome = handlers.execute(stream, c.Recheck(), envelope)
    except Refused as refused:
        if refused.code == "busy":
            raise
        return False
    return bool(outcome.events) and not outcome.repeated


def _named_later(work: outbox.Work) -> set[int]:
    later = OutboxRecord.objects.filter(
        job=RECHECK, ledger=work.ledger, position__gt=work.position, dead=False
    )
    return {ledger for each in later for ledger in each.arguments["ledgers"]}


def _report(work: outbox.Work, done: int, total: int) -> None:
    outbox.report(work, "checking", done, total)
