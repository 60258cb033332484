"""After a change of settings every open disclosure is checked anew, once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from disclosures.models import RuleSetting
from reviews import configuration, store
from reviews.domain import events as e
from reviews.models import OutboxRecord
from tests.reviews.web import scene
from workers import outbox
from workers.tasks import recheck
from workers.tasks.perform import perform
from workers.tasks.scheduled import end_exemptions

pytestmark = pytest.mark.django_db

LAST_DAY = date(2096, 9, 30)


@pytest.fixture
def at():
    return scene.read()


def turn_off(at, code="PC001", **fields):
    return RuleSetting.objects.create(
        bureau=at.department.bureau, code=code, enabled=False, reason="试行", **fields
    )


def jobs():
    found = OutboxRecord.objects.filter(job=configuration.RECHECK).order_by("position")
    return list(found.values_list("pk", flat=True))


def runs(at):
    records = store.load(at.department.bureau_id, at.stream)
    return [r for r in records if isinstance(r.event, e.ChecksRun)]


def open_codes(at):
    return {each.code for each in at.state.open_findings}


def test_a_rule_turned_off_is_gone_from_the_disclosures_after_the_recheck(at):
    turn_off(at)
    assert "PC001" in open_codes(at)
    perform(*jobs())

    assert "PC001" not in open_codes(at)
    assert jobs() == []


def test_a_rule_turned_on_again_comes_back(at):
    setting = turn_off(at)
    perform(*jobs())
    setting.enabled = True
    setting.save()
    perform(*jobs())

    assert "PC001" in open_codes(at)


def test_many_saves_make_one_recheck(at):
    before = len(runs(at))
    for code in ("PC001", "SM001", "CH001"):
        turn_off(at, code)
    first, second, third = jobs()
    perform(first)
    perform(second)
    assert len(runs(at)) == before
    perform(third)

    assert len(runs(at)) == before + 1
    assert at.state.open_findings == ()


def test_the_same_work_done_twice_changes_nothing_more(at):
    turn_off(at)
    work = outbox.take(*jobs(), "first", datetime.now(UTC) + timedelta(seconds=1))
    recheck.run(work)
    version = at.state.version
    recheck.run(work)

    assert at.state.version == version


def test_what_is_released_is_left_alone():
    at = scene.released()
    turn_off(at)
    version = at.state.version
    perform(*jobs())

    assert at.state.version == version


def test_an_exemption_holds_for_its_department_until_its_last_day(at, monkeypatch):
    turn_off(at, department=at.department, until=LAST_DAY)
    clock(monkeypatch, datetime(2096, 9, 30, 15, 59, tzinfo=UTC))
    perform(*jobs())
    assert end_exemptions() == 0
    assert "PC001" not in open_codes(at)

    # Ten minutes past midnight in the bureau's time; still the day before in UTC.
    clock(monkeypatch, datetime(2096, 9, 30, 16, 10, tzinfo=UTC))

    assert end_exemptions() == 1
    assert "PC001" in open_codes(at)
    assert end_exemptions() == 0


def clock(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
