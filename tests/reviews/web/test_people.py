"""Acting for another, reminders, and one's next section, through the pages."""

import json
import logging
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from config.logs import JsonLines
from disclosures.models import Delegation
from reviews import reminders
from reviews.domain import commands as c
from reviews.models import EventRecord, MailPreference, Reminder
from reviews.projections.rows import section_id
from tests import builders
from tests.reviews.web import scene


def post(client, name, *args, **fields):
    return client.post(reverse(f"web:{name}", args=args), fields)


def page(client, name, *args, **query):
    return client.get(reverse(f"web:{name}", args=args), query).content.decode()


def give(at, client, **fields):
    today = timezone.localdate()
    given = {
        "delegate": at.carol.pk,
        "actions": ["verify", "comment"],
        "begins": today.isoformat(),
        "ends": (today + timedelta(days=1)).isoformat(),
        "reason": "出差",
    }
    return post(client, "delegations", **given | fields)


def acting(at, signed_in):
    """Return Carol's browser once she acts for Bob."""
    give(at, signed_in(at.bob))
    carol = signed_in(at.carol)
    post(carol, "acting", delegation=Delegation.objects.get().pk)
    return carol


def test_a_person_lets_another_act_for_them(signed_in):
    at = scene.read(scene.RIGHT)
    carol = acting(at, signed_in)

    shown = page(carol, "section", at.stream, "s002")
    assert "carol（代bob）" in shown
    post(carol, "verify", at.stream, "s002", based_on=1)

    verification = at.state.sections["s002"].verification
    assert (verification.by, verification.behalf) == (at.carol.pk, at.bob.pk)
    assert "carol（代bob）" in page(carol, "section", at.stream, "s002", tab="history")
    assert "carol（代bob）" in page(signed_in(at.dave), "timeline", at.stream)


def test_a_log_line_shows_both(signed_in, caplog):
    at = scene.read()
    carol = acting(at, signed_in)
    with caplog.at_level(logging.INFO, logger="mingshen.request"):
        page(carol, "section", at.stream, "s001")

    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert (line["account"], line["acting_for"]) == (at.carol.pk, at.bob.pk)


def test_what_was_not_named_is_refused_with_who_could(signed_in):
    at = scene.read()
    carol = acting(at, signed_in)

    answer = post(carol, "flag", at.stream, "s002", remark="口径不清")

    assert answer.status_code == 403
    assert "授权不包括“标记问题”" in answer.content.decode()
    assert "口径不清" in answer.content.decode()


def test_what_is_taken_back_while_a_form_lies_open_is_refused_and_nothing_is_lost(
    signed_in,
):
    at = scene.read()
    carol = acting(at, signed_in)
    post(signed_in(at.bob), "revoke-delegation", Delegation.objects.get().pk)
    before = EventRecord.objects.filter(stream=at.stream).count()

    answer = post(carol, "comment", at.stream, "s001", remark="第一行的长意见\n第二行")

    shown = answer.content.decode()
    assert answer.status_code == 403
    assert "代办授权不在有效期内或已被收回" in shown
    assert "第一行的长意见\n第二行" in shown
    assert EventRecord.objects.filter(stream=at.stream).count() == before
    assert "正在代办" not in page(carol, "section", at.stream, "s001")


def test_a_page_after_the_last_day_goes_on_in_ones_own_name_and_says_so(signed_in):
    at = scene.read()
    carol = acting(at, signed_in)
    given = Delegation.objects.get()
    given.begins = given.ends = timezone.localdate() - timedelta(days=1)
    given.save()

    shown = page(carol, "section", at.stream, "s001")

    assert "代办授权不在有效期内" in shown and "carol（代bob）" not in shown


def test_nobody_passes_on_what_they_were_given(signed_in):
    at = scene.read()
    carol = acting(at, signed_in)

    answer = give(at, carol, delegate=at.bob.pk)

    assert answer.status_code == 403
    assert Delegation.objects.count() == 1


def test_three_people_and_one_delegation(signed_in):
    """Bob takes back what he gave; Carol cannot; to Dave it is not there."""
    at = scene.read()
    give(at, signed_in(at.bob))
    number = Delegation.objects.get().pk

    for stranger in (at.carol, at.dave):
        assert post(signed_in(stranger), "revoke-delegation", number).status_code == 404
    assert post(signed_in(at.dave), "acting", delegation=number).status_code == 403
    assert post(signed_in(at.bob), "revoke-delegation", number).status_code == 302
    assert post(signed_in(at.carol), "acting", delegation=number).status_code == 403


def test_an_unfit_delegation_says_where(signed_in):
    at = scene.read()
    bob = signed_in(at.bob)

    for fields, says in (
        ({"actions": []}, 'class="wrong"'),
        ({"actions": ["release"]}, "release"),
        ({"ends": "2020-01-01"}, "结束日期不能早于开始日期"),
        ({"begins": "昨天"}, "日期"),
    ):
        answer = give(at, bob, **fields)
        assert answer.status_code == 422
        assert says in answer.content.decode(), says
    for sent in ("x", "9" * 30, "-1"):
        assert post(bob, "acting", delegation=sent).status_code in (403, 404)


def test_the_bell_counts_and_reading_goes_where_it_leads(signed_in):
    at = scene.read()
    at.do(at.bob, c.AssignSection(section="s002", assignee=at.carol.pk))
    reminders.follow_all()
    carol = signed_in(at.carol)
    row = Reminder.objects.get(account=at.carol.pk)

    assert "分派给我审核" in page(carol, "reminders")
    assert '<b>1</b><span class="unseen">条未读' in page(carol, "reminders")
    answer = post(carol, "reminders-read", one=row.pk, go="1")

    assert answer.url == reverse("web:section", args=[at.stream, "s002"])
    assert "条未读" not in page(carol, "reminders")


def test_a_reminder_is_its_owners_alone(signed_in):
    at = scene.read()
    at.do(at.bob, c.AssignSection(section="s002", assignee=at.carol.pk))
    reminders.follow_all()
    row = Reminder.objects.get(account=at.carol.pk)

    post(signed_in(at.bob), "reminders-read", one=row.pk, go="1")
    post(signed_in(at.bob), "reminders-read", upto=row.pk)

    row.refresh_from_db()
    assert row.read_at is None
    assert "分派给我审核" not in page(signed_in(at.bob), "reminders")
    for sent in ("x", "9" * 40, ""):
        assert post(signed_in(at.carol), "reminders-read", one=sent).status_code == 302


def test_how_one_is_told_by_mail_is_ones_own_setting(signed_in):
    at = scene.people()
    bob = signed_in(at.bob)

    post(bob, "settings", language="zh-hans", rhythm="hourly", email="b@mail.example")

    wish = MailPreference.objects.get(account=at.bob.pk)
    assert (wish.rhythm, wish.mentions_at_once) == ("hourly", False)
    at.bob.refresh_from_db()
    assert at.bob.email == "b@mail.example"
    unfit = post(bob, "settings", language="zh-hans", rhythm="hourly", email="keine")
    assert unfit.status_code == 422


def test_my_next_section_is_what_i_was_given_then_what_anybody_may_take(signed_in):
    at = scene.read()
    at.do(at.bob, c.AssignSection(section="s003", assignee=at.carol.pk))
    at.do(at.bob, c.AssignSection(section="s001", assignee=at.bob.pk))
    carol = signed_in(at.carol)

    def following(after=""):
        url = carol.get(reverse("web:next"), {"after": after}).url
        return url.rstrip("/").rpartition("/")[2]

    assert following() == "s003"
    assert following(section_id(at.stream, "s003")) == "s002"
    assert following(section_id(at.stream, "s002")) == "s003"
    assert following("no id") == "s003"


def test_what_i_wrote_is_not_my_next_section_and_the_count_says_why(signed_in):
    at = scene.read()
    other = builders.account("reviewer", username="eve", department=at.department)
    blocks = ({"p": scene.RIGHT},)
    edit = c.EditSection(section="s001", based_on=1, blocks=blocks, reason="更正")
    at.do(at.bob, edit)
    at.do(at.carol, c.AssignSection(section="s002", assignee=at.carol.pk))
    at.do(at.carol, c.VerifySection(section="s003", based_on=1))
    bob = signed_in(at.bob)

    answer = bob.get(reverse("web:next"))

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "没有您可以接着审的章节" in shown
    for words, count in (("我写过或改过", 1), ("已分派给别人", 1), ("可以认领", 0)):
        assert f"<dd>{count}</dd>" in shown.partition(words)[2].partition("</div>")[0]
    eves = page(signed_in(other), "next")
    assert "<dd>2</dd>" in eves.partition("须回避")[2].partition("</div>")[0]
    assert "没有您可以接着审的章节" in page(signed_in(at.alice), "next")
