"""A rule setting is rehearsed before it goes live; then every disclosure follows."""

from datetime import date

import pytest
from django.urls import reverse

from disclosures.models import DisclosureTemplate, RuleSetting
from reviews import configuration, store
from reviews.domain import commands as c
from reviews.models import EventRecord, OutboxRecord
from reviews.rehearsal import rehearse
from tests import builders
from tests.reviews.web import scene

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 10)


def setting(of, code="PC001", **fields):
    return RuleSetting(bureau=of.department.bureau, code=code, reason="试行", **fields)


def codes(told):
    return {each.code for each in told}


def open_codes(of):
    return {each.code for each in of.state.open_findings}


def test_turning_a_rule_off_would_clear_its_findings_and_nothing_is_stored():
    at = scene.read()
    assert "PC001" in open_codes(at)
    events = EventRecord.objects.count()

    (effect,) = rehearse(setting(at, enabled=False), TODAY).effects

    assert codes(effect.clearing) == {"PC001"}
    assert codes(effect.appearing) == {"SM001"}, "it was told with the other"
    assert EventRecord.objects.count() == events
    assert not RuleSetting.objects.exists()
    assert "PC001" in open_codes(at)


def test_a_graver_severity_would_make_verified_sections_stale():
    at = scene.read("本局召开会议2次，参会30人次，，议题全部办结。")
    (found,) = at.state.findings.values()
    assert found.severity != "error"
    at.do(at.bob, c.VerifySection(section="s001", based_on=1))

    change = setting(at, found.code, severity="error")
    (effect,) = rehearse(change, TODAY).effects

    assert effect.stale == (at.state.sections["s001"].heading,)
    assert [each.word for each in effect.appearing] == ["错误"]


def test_another_departments_exemption_changes_nothing_here():
    at = scene.read()
    other = builders.department("202")

    change = setting(at, enabled=False, department=other, until=TODAY)
    (effect,) = rehearse(change, TODAY).effects

    assert not effect.any


def test_more_disclosures_than_a_page_holds_are_rehearsed_page_by_page(monkeypatch):
    at = scene.read()
    monkeypatch.setattr("reviews.rehearsal.AT_ONCE", 0)

    page = rehearse(setting(at, enabled=False), TODAY)

    assert (page.total, page.upto, page.after) == (1, 0, 0)


def test_the_admin_shows_the_rehearsal_and_saves_only_when_told(client):
    at = scene.read()
    client.force_login(builders.account("administrator"))
    sent = {"code": "PC001", "severity": "", "reason": "试行", "change_reason": "试行"}
    address = reverse("admin:disclosures_rulesetting_add")

    shown = client.post(address, {**sent, "_rehearse": "0"})
    assert "尚未保存" in shown.content.decode()
    assert codes(shown.context["rehearsal"].effects[0].clearing) == {"PC001"}
    assert not RuleSetting.objects.exists()

    kept = dict(shown.context["fields"])
    client.post(address, {**kept, "_save": ""})
    assert not RuleSetting.objects.get().enabled
    assert at.state.open_errors


def test_a_form_with_mistakes_is_not_rehearsed(client):
    scene.read()
    client.force_login(builders.account("administrator"))

    shown = client.post(
        reverse("admin:disclosures_rulesetting_add"),
        {"code": "ZZ999", "_rehearse": "0"},
    )

    assert "code" in shown.context["adminform"].form.errors


def test_an_exemption_of_a_department_needs_an_end(client):
    at = scene.read()
    client.force_login(builders.account("administrator"))
    sent = {"code": "PC001", "reason": "试行", "change_reason": "试行"}

    shown = client.post(
        reverse("admin:disclosures_rulesetting_add"),
        {**sent, "department": at.department.pk},
    )

    assert "until" in shown.context["adminform"].form.errors
    assert not RuleSetting.objects.exists()


def test_a_saved_setting_asks_for_a_recheck_of_its_bureau():
    at = scene.read()
    setting(at, enabled=False).save()

    job = OutboxRecord.objects.get(job=configuration.RECHECK)
    assert job.arguments == {"ledgers": [at.department.bureau_id]}
    stream = configuration.stream_of(at.department.bureau_id)
    last = store.load(at.department.bureau_id, stream)[-1]
    assert job.position == last.position


def test_a_campaign_asks_for_a_recheck_only_when_its_template_changes():
    at = scene.people()
    assert not OutboxRecord.objects.exists()
    at.campaign.deadline = TODAY
    at.campaign.save()
    assert not OutboxRecord.objects.exists()
    at.campaign.template = DisclosureTemplate.objects.create(name="云岭", body={})
    at.campaign.save()

    assert OutboxRecord.objects.get().job == configuration.RECHECK
