"""Puts reminders together into e-mails, and sends each once.

A reminder goes into one mail at most (compare-and-set), a mail has one row of the
outbox, and a sent one says so. A worker that dies between the server's receipt and the
note of it sends the mail a second time under the same Message-ID.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from disclosures.models import Account
from reviews.domain.errors import Refused
from reviews.handlers import actor_of
from reviews.models import MailPreference, MailRecord, OutboxRecord, Reminder
from reviews.queries import reminders as known
from reviews.web.present import reminders as present
from workers import outbox

JOB = "send-mail"
FRESH = timedelta(days=3)
"""Reminders older than this are no news and are not mailed any more."""
MOST = 200
"""How many reminders one mail lists."""
Rhythm = MailPreference.Rhythm


def digests(rhythm: str, at: datetime) -> int:
    """Put a mail together for everybody of a rhythm who has news; return how many."""
    waiting = _untold(at).order_by().values_list("account", flat=True).distinct()
    people = [pk for pk in waiting if known.preference(pk).rhythm == rhythm]
    return sum(_make(pk, _untold(at).filter(account=pk), at) for pk in people)


def at_once(at: datetime) -> int:
    """Put a mail together for who was spoken to and wants to know at once."""
    spoken = _untold(at).filter(kind="mentioned")
    people = [
        pk
        for pk in spoken.order_by().values_list("account", flat=True).distinct()
        if (wish := known.preference(pk)).mentions_at_once and wish.rhythm != Rhythm.OFF
    ]
    return sum(_make(pk, spoken.filter(account=pk), at) for pk in people)


def _untold(at: datetime) -> QuerySet[Reminder]:
    return Reminder.objects.filter(mail=None, read_at=None, at__gte=at - FRESH)


def _make(account: int, rows: QuerySet[Reminder], at: datetime) -> bool:
    """Bind reminders to one mail and give it to the outbox; False if none is left."""
    person = Account.objects.filter(pk=account, is_active=True).first()
    if person is None or not person.email or not settings.MAIL.on:
        return False
    with transaction.atomic():
        mail = MailRecord.objects.create(account=account, made_at=at)
        numbers = list(rows.order_by("pk").values_list("pk", flat=True)[:MOST])
        bound = Reminder.objects.filter(pk__in=numbers, mail=None).update(mail=mail)
        if not bound:
            mail.delete()
            return False
        # The mail's number stands where an event's position does: no event has
        # this job, so each mail has one row.
        OutboxRecord.objects.create(
            ledger=person.bureau_id or 0,
            position=mail.pk,
            job=JOB,
            arguments={"mail": mail.pk},
            not_before=at,
        )
    return True


def run(work: outbox.Work) -> None:
    """Send the mail that `work` names, unless it was sent already."""
    mail = MailRecord.objects.filter(pk=work.arguments["mail"], sent_at=None).first()
    if mail is None:
        return
    message = _message(mail)
    if message is not None:
        message.send()
    mail.sent_at = timezone.now()  # noqa: TID251 - the shell reads the clock
    mail.save(update_fields=["sent_at"])


def give_up(work: outbox.Work) -> None:
    """Nobody waits: the reminders stand in the product, the row stays to be seen."""


def _message(mail: MailRecord) -> EmailMessage | None:
    """Return the mail's words in its reader's language; None if none may be told."""
    person = Account.objects.filter(pk=mail.account, is_active=True).first()
    if person is None or not person.email:
        return None
    try:
        actor = actor_of(person)
    except Refused:
        return None
    rows = list(Reminder.objects.filter(mail=mail).order_by("pk"))
    with translation.override(person.language):
        told = present.told(actor, rows)
        if not told:
            return None
        return EmailMessage(
            subject=present.subject(told),
            body=present.letter(told, settings.SITE_URL),
            to=[person.email],
            headers={
                "Message-ID": f"<reminders.{mail.pk}@{_host()}>",
                "Auto-Submitted": "auto-generated",
            },
        )


def _host() -> str:
    return settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
