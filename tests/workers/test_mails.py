"""E-mails of reminders: for whom, in which rhythm, once, nothing of a paper in them."""

from datetime import timedelta

import pytest
from django.core import mail

from reviews import reminders
from reviews.domain import commands as c
from reviews.models import MailRecord, OutboxRecord, Reminder
from tests.reviews import scenarios
from workers.tasks import mails
from workers.tasks.perform import perform

ADDRESS = "carol@review.example"
SECOND = timedelta(seconds=1)


@pytest.fixture
def office(db):
    return scenarios.office()


@pytest.fixture
def desk(office):
    """Carol was spoken to and given a section; Bob, who has no address, as well."""
    scenarios.read(office)
    carol = office.people["carol"]
    carol.email = ADDRESS
    carol.save()
    office.do("bob", c.AssignSection(section="s003", assignee=carol.pk))
    remark = "请@carol和@dave看这个数：12.34万元"
    office.do("bob", c.CommentSection(comment="c1", section="s002", remark=remark))
    reminders.follow(office.ledger)
    return office


def now(office):
    return Reminder.objects.latest("pk").at


def send():
    """Let a worker do every mail that waits in the outbox."""
    rows = OutboxRecord.objects.filter(job=mails.JOB)
    for row in list(rows.values_list("pk", flat=True)):
        perform(row)
    return mail.outbox


def prefer(office, name, rhythm, at_once=True):
    account = office.people[name].pk
    reminders.prefer(account, rhythm=rhythm, mentions_at_once=at_once)


def test_a_digest_lists_what_is_new_with_its_place_and_link(desk):
    assert mails.digests("daily", now(desk)) == 1
    (message,) = send()

    assert message.to == [ADDRESS]
    assert message.subject == "明审提醒：2 条"
    assert "分派给我审核" in message.body and "有人提到我" in message.body
    assert scenarios.INCOME in message.body
    link = f"https://review.example/disclosures/{desk.stream}/sections/s002/?tab=talk"
    assert link in message.body


def test_a_mail_holds_nothing_of_what_was_said_or_written(desk):
    mails.digests("daily", now(desk))
    (message,) = send()

    assert "12.34" not in message.body and "看这个数" not in message.body
    assert scenarios.SHARES[:8] not in message.body


def test_a_mention_is_told_at_once_and_not_again_in_the_digest(desk):
    assert mails.at_once(now(desk)) == 1
    (message,) = send()
    assert message.subject == "明审提醒：有人提到我"

    mails.digests("daily", now(desk))
    send()
    assert [each.subject for each in mail.outbox] == [
        "明审提醒：有人提到我",
        "明审提醒：分派给我审核",
    ]


@pytest.mark.parametrize(
    ("rhythm", "at_once", "sent"),
    [("off", True, 0), ("hourly", False, 1), ("daily", False, 0)],
)
def test_everybody_is_told_as_they_wish(desk, rhythm, at_once, sent):
    prefer(desk, "carol", rhythm, at_once)

    made = mails.at_once(now(desk)) + mails.digests("hourly", now(desk))

    assert (made, len(send())) == (sent, sent)


def test_run_twice_a_task_makes_one_mail(desk):
    mails.digests("daily", now(desk))
    mails.digests("daily", now(desk))

    assert len(send()) == 1 == MailRecord.objects.count()


def test_a_worker_that_dies_before_sending_leaves_the_mail_to_the_next(
    desk, monkeypatch
):
    mails.digests("daily", now(desk))
    row = OutboxRecord.objects.get(job=mails.JOB)

    class Killed(BaseException):
        pass

    def die(*_args, **_kw):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", die)
        with pytest.raises(Killed):
            perform(row.pk)
    assert not mail.outbox
    OutboxRecord.objects.filter(pk=row.pk).update(lease_until=None, holder="")

    assert len(send()) == 1
    assert MailRecord.objects.get().sent_at is not None


def test_a_mail_that_was_sent_is_not_sent_again(desk):
    mails.digests("daily", now(desk))
    row = OutboxRecord.objects.get(job=mails.JOB)
    send()
    assert len(mail.outbox) == 1

    # The same row once more, as after a worker that died before it removed the row.
    row.pk, row.holder, row.lease_until, row.attempts = None, "", None, 0
    row.save(force_insert=True)

    assert len(send()) == 1


def test_a_server_that_is_away_leaves_the_mail_to_be_tried_again(desk, monkeypatch):
    mails.digests("daily", now(desk))

    def away(*_args, **_kw):
        raise OSError("no route to host")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", away)
        send()
    row = OutboxRecord.objects.get(job=mails.JOB)
    assert (row.dead, "no route" in row.error) == (False, True)
    assert MailRecord.objects.get().sent_at is None


def test_what_was_read_meanwhile_or_is_old_is_not_mailed(desk):
    carol = desk.people["carol"].pk
    assert mails.digests("daily", now(desk) + mails.FRESH + SECOND) == 0
    reminders.mark_read(carol, now(desk), upto=2**40)

    assert mails.digests("daily", now(desk)) == 0


def test_an_account_in_english_is_written_to_in_english(desk):
    carol = desk.people["carol"]
    carol.language = "en"
    carol.save()
    mails.digests("daily", now(desk))
    (message,) = send()

    assert "reminder" in message.subject.lower()
    assert "Assigned to me" in message.body


def test_without_a_mail_server_nothing_is_put_together(desk, settings):
    settings.MAIL = type(settings.MAIL)("django.core.mail.backends.dummy.EmailBackend")

    assert mails.digests("daily", now(desk)) == 0
    assert not MailRecord.objects.exists()
