"""What the clock calls for, rather than an event."""

import logging
from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid5

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from disclosures.models import RuleSetting
from reviews import handlers, occurrences, reminders
from reviews.domain import commands as c
from reviews.domain.errors import Refused
from reviews.models import DisclosureRow, LedgerHead
from reviews.oversight import draws, selfcheck, sweeping
from workers import webhooks
from workers.tasks import mails, overdue, recheck

log = logging.getLogger("mingshen.workers")
LATELY = timedelta(days=14)
_COMMANDS = UUID("6f3c2b1e-8a57-5d0e-8f6c-2a4b9d7e1c30")


@shared_task(name="workers.lapse_waivers")
def lapse_waivers() -> int:
    """End the waivers that are out of date; return in how many disclosures."""
    now = timezone.now()  # noqa: TID251 - the shell reads the clock
    today = timezone.localdate(now).isoformat()
    lapsed = 0
    ended = DisclosureRow.objects.filter(waivers_until__lt=today)
    for stream, ledger in ended.order_by("pk").values_list("id", "ledger"):
        envelope = handlers.Envelope(
            actor=handlers.system(ledger),
            command=uuid5(_COMMANDS, f"lapse/{stream}/{today}"),
            at=now,
        )
        try:
            outcome = handlers.execute(stream, c.LapseWaivers(today=today), envelope)
        except Refused:
            continue
        lapsed += bool(outcome.events)
    return lapsed


@shared_task(name="workers.remind_overdue")
def remind_overdue() -> int:
    """Escalate the notices that are overdue; return how many took a step."""
    return overdue.remind(timezone.now())  # noqa: TID251 - the shell reads the clock


@shared_task(name="workers.end_exemptions")
def end_exemptions() -> int:
    """Recheck where a rule setting has ended lately; return how many that changed.

    A clock that stood still for some days misses none; a recheck that finds all as
    it was leaves no trace.
    """
    now = timezone.now()  # noqa: TID251 - the shell reads the clock
    today = timezone.localdate(now)
    ended = RuleSetting.objects.filter(until__lt=today, until__gte=today - LATELY)
    ledgers = sorted(set(ended.values_list("bureau", flat=True)))
    key = uuid5(_COMMANDS, f"exemptions/{today.isoformat()}")
    return recheck.recheck(ledgers, key, now, lambda _done, _total: None)


@shared_task(name="workers.tell_webhooks")
def tell_webhooks() -> int:
    """Tell the addresses outside what is new; return how many took some."""
    return webhooks.tell_all(timezone.now())  # noqa: TID251 - the shell


@shared_task(name="workers.remind")
def remind() -> int:
    """Write the reminders that are new, and mail who wants to know at once."""
    reminders.follow_all()
    return mails.at_once(timezone.now())  # noqa: TID251 - the shell reads the clock


@shared_task(name="workers.mail_hourly")
def mail_hourly() -> int:
    """Put the hour's mails together."""
    return mails.digests(mails.Rhythm.HOURLY, timezone.now())  # noqa: TID251 - the shell


@shared_task(name="workers.mail_daily")
def mail_daily() -> int:
    """Put the day's mails together."""
    return mails.digests(mails.Rhythm.DAILY, timezone.now())  # noqa: TID251 - the shell


@shared_task(name="workers.clear_sessions")
def clear_sessions() -> None:
    """Remove the sessions that have ended."""
    call_command("clearsessions")


@shared_task(name="workers.self_check")
def self_check() -> int:
    """Trace the released numbers and check every ledger; return how many are ill."""
    ill = 0
    for ledger in LedgerHead.objects.order_by("ledger").values_list(
        "ledger", flat=True
    ):
        try:
            sweeping.sweep(ledger, timezone.now)  # noqa: TID251 - the shell
            record = selfcheck.run(ledger, timezone.now)  # noqa: TID251 - the shell
        except Exception:  # the other ledgers are checked all the same
            log.exception("self-check failed", extra={"ledger": ledger})
            ill += 1
        else:
            ill += not record.healthy
    return ill


@shared_task(name="workers.draw_samples")
def draw_samples() -> int:
    """Draw the samples whose day has come; return how many draws that were."""
    now = timezone.now()  # noqa: TID251 - the shell reads the clock
    drawn = 0
    for ledger in LedgerHead.objects.order_by("ledger").values_list(
        "ledger", flat=True
    ):
        for each in draws.due(ledger, now):
            envelope = handlers.Envelope(
                actor=handlers.system(ledger),
                command=uuid5(_COMMANDS, f"draw/{ledger}/{each.draw}"),
                at=now,
            )
            with suppress(Refused):
                drawn += bool(draws.draw(ledger, each, envelope))
    return drawn


@shared_task(name="workers.follow_occurrences")
def follow_occurrences() -> int:
    """Bring the statistics up to the ledgers' heads; return how many events it took."""
    return occurrences.follow_all()
