"""What the clock calls for, rather than an event."""

from uuid import UUID, uuid5

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from reviews import handlers
from reviews.domain import commands as c
from reviews.domain.errors import Refused
from reviews.models import DisclosureRow

_COMMANDS = UUID("6f3c2b1e-8a57-5d0e-8f6c-2a4b9d7e1c30")


@shared_task(name="workers.lapse_waivers")
def lapse_waivers() -> int:
    """End the waivers that are out of date; return in how many disclosures."""
    now = timezone.now()  # noqa: TID251 - the shell reads the clock
    today = timezone.localdate(now).isoformat()
    lapsed = 0
    for stream, ledger in DisclosureRow.objects.values_list("id", "ledger").iterator():
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


@shared_task(name="workers.clear_sessions")
def clear_sessions() -> None:
    """Remove the sessions that have ended."""
    call_command("clearsessions")


@shared_task(name="workers.verify_ledgers")
def verify_ledgers() -> None:
    """Prove every ledger from its last proven head; a break ends up in the log."""
    call_command("verify_ledger")
