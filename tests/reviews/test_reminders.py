"""Who is reminded of what, once, however often and however abruptly it is written."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction

from reviews import reminders
from reviews.domain import commands as c
from reviews.models import Follower, Reminder
from tests.reviews import scenarios
from tests.reviews.notices import paths
from workers.tasks import overdue


def told(office):
    """Return (person, kind, section, detail) of every reminder, in their order."""
    reminders.follow(office.ledger)
    names = {account.pk: name for name, account in office.people.items()}
    rows = Reminder.objects.order_by("position", "pk")
    return [(names[r.account], r.kind, r.section, r.detail) for r in rows]


def new(office, already):
    return [each for each in told(office) if each not in already]


def test_who_is_given_a_section_is_told(office):
    scenarios.read(office)
    carol = office.people["carol"].pk
    office.do("bob", c.AssignSection(section="s003", assignee=carol))
    office.do("carol", c.AssignSection(section="s001", assignee=carol))

    assert told(office) == [("carol", "assigned", "s003", "")]


def test_a_name_after_an_at_reaches_its_bearer_if_they_may_know(office):
    scenarios.read(office)
    remark = "请@carol核对，@sam不相干，邮箱a@bob不算，@nobody也不算"
    office.do("bob", c.CommentSection(comment="c1", section="s001", remark=remark))
    office.do(
        "carol",
        c.CommentSection(comment="c2", section="s001", remark="已核", parent="c1"),
    )

    assert told(office) == [
        ("carol", "mentioned", "s001", ""),
        ("bob", "answered", "s001", ""),
    ]


def test_a_verification_that_lapses_tells_its_giver_why(office):
    scenarios.verified(office)
    already = told(office)
    office.edit("dave", "s003", scenarios.SHARES + "以上均为本级数。")
    office.do("bob", c.FlagSection(flag="k", section="s001", remark="看"))

    assert new(office, already) == [
        ("carol", "verification-lapsed", "s003", "edited"),
        ("carol", "verification-lapsed", "s001", "flag"),
    ]


def test_both_names_are_told_of_a_waiver_that_lapses(office):
    scenarios.waived(office)
    already = told(office)
    office.edit("dave", "s002", scenarios.SUMS)

    assert sorted(new(office, already)) == [
        ("bob", "waiver-lapsed", "s002", "evidence"),
        ("carol", "waiver-lapsed", "s002", "evidence"),
    ]


def test_a_finding_raised_by_anothers_edit_tells_who_has_the_section(office):
    scenarios.edited(office)
    carol = office.people["carol"].pk
    office.do("carol", c.AssignSection(section="s003", assignee=carol))
    already = told(office)
    office.edit("bob", "s003", scenarios.WRONG_SHARES)

    found = new(office, already)
    assert [each[:3] for each in found] == [("carol", "findings", "s003")]
    assert int(found[0][3]) >= 1


def test_the_department_learns_that_it_was_sent_back_and_the_bureau_of_its_answer(
    office,
):
    scenarios.read(office)
    office.do("bob", c.AssignSection(section="s001", assignee=office.people["bob"].pk))
    office.do("bob", c.SendBack(remark="请核对"))
    office.do("alice", c.Resubmit(remark="已改"))

    assert told(office) == [
        ("alice", "sent-back", "", ""),
        ("bob", "resubmitted", "", ""),
    ]


def test_where_nobody_had_to_do_with_it_all_reviewers_learn_of_the_answer(office):
    scenarios.returned(office)
    already = told(office)
    office.do("alice", c.Resubmit())

    found = {each[0] for each in new(office, already)}
    assert found == {"bob", "carol", "dave", "petra"}


def test_publishers_who_may_release_are_told_that_it_is_ready(office):
    """Petra edited, the insider is of the department: neither could release it."""
    scenarios.read(office)
    office.edit("petra", "s002", scenarios.SUMS)
    office.verify("carol")

    assert ("paul", "ready", "", "") in told(office)
    assert not [e for e in told(office) if e[0] in ("petra", "insider")]


def test_the_department_is_told_of_its_release_and_nobody_else(office):
    scenarios.verified(office)
    already = told(office)
    office.release()

    assert new(office, already) == [("alice", "released", "", "")]


def test_a_notice_on_its_way_tells_each_side_what_came(office):
    paths.second_round(office)

    kinds = [(who, kind) for who, kind, *_ in told(office) if kind != "findings"]
    assert [kind for who, kind in kinds if who == "alice"] == ["notice-issued"] * 2
    assert ("bob", "notice-received") in kinds and ("bob", "resubmitted") in kinds


def test_an_overdue_notice_reaches_the_bureau_a_day_later(office):
    """On the last day the department is told; from then on the bureau as well."""
    paths.issued(office, days=1)
    already = told(office)
    for days in range(12):
        overdue.remind(office.at + timedelta(days=days))

    found = [each for each in new(office, already) if each[1] == "notice-overdue"]
    assert found[0] == ("alice", "notice-overdue", "", "0")
    assert {(who, step) for who, _kind, _section, step in found[1:3]} == {
        ("alice", "1"),
        ("bob", "1"),
    }


def test_written_twice_or_by_two_at_once_each_is_there_once(office):
    scenarios.corrected(office)
    reminders.follow(office.ledger)
    once = Counter(Reminder.objects.values_list("position", "account", "kind"))
    place = Follower.objects.get(name=reminders.NAME, ledger=office.ledger)

    # Another worker that had read the same events, and comes second.
    Follower.objects.filter(pk=place.pk).update(position=0)
    reminders.follow(office.ledger)

    again = Counter(Reminder.objects.values_list("position", "account", "kind"))
    assert again == once and once


def test_a_worker_that_dies_within_a_step_leaves_nothing_half_written(
    office, monkeypatch
):
    scenarios.commented(office)

    class Killed(BaseException):
        pass

    def die(*_args, **_kw):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Reminder.objects, "bulk_create", die)
        with pytest.raises(Killed), transaction.atomic():
            reminders.follow(office.ledger)
    assert not Reminder.objects.exists()

    assert told(office)


def test_made_anew_from_the_ledger_the_reminders_are_the_same(office):
    scenarios.corrected(office)
    live = told(office)

    Reminder.objects.all().delete()
    Follower.objects.all().delete()

    assert told(office) == live


def test_small_steps_and_large_ones_tell_the_same(office, monkeypatch):
    scenarios.corrected(office)
    live = told(office)
    Reminder.objects.all().delete()
    Follower.objects.all().delete()

    monkeypatch.setattr(reminders, "CHUNK", 1)

    assert told(office) == live
