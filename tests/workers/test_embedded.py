"""One process does it all: what is submitted is read by the threads beside it."""

import json
import stat
from datetime import UTC, datetime

import pytest
from django.core.files.storage import default_storage

from disclosures.models import Account, Bureau, Campaign, RoleGrant
from reviews.models import DisclosureRow, OutboxRecord
from workers import demonstration, outbox, relay
from workers.celery import app
from workers.tasks import perform as task

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "demonstration.json"


@pytest.fixture
def one_sample(monkeypatch):
    """The data without its papers, which take seconds to read."""
    monkeypatch.setattr(demonstration, "_submissions", lambda bureau, at: None)


@pytest.mark.slow
def test_the_demonstration_has_a_paper_for_each_stage(kept):
    demonstration.load(kept, NOW)
    for row in OutboxRecord.objects.values_list("pk", flat=True):
        task.perform(row)

    stages = DisclosureRow.objects.values_list("stage", flat=True)
    assert sorted(stages) == ["failed", "released", "reviewing", "reviewing"]
    assert DisclosureRow.objects.filter(stage="reviewing", errors=0).exists()
    assert DisclosureRow.objects.filter(stage="reviewing", errors__gt=0).exists()
    assert default_storage.exists("sources")


def test_the_demonstration_has_an_account_for_each_role(kept, one_sample):
    password = demonstration.load(kept, NOW)

    held = set(RoleGrant.objects.values_list("role", flat=True))
    assert held == set(RoleGrant.Role.values)
    assert all(each.check_password(password) for each in Account.objects.all())
    assert Campaign.objects.count() == 2


def test_a_second_start_changes_nothing_and_tells_the_same_password(kept, one_sample):
    first = demonstration.load(kept, NOW)
    rows = Account.history.count()

    assert demonstration.load(kept, NOW) == first
    assert Account.history.count() == rows


def test_the_password_is_for_its_owner_alone(kept, one_sample):
    password = demonstration.load(kept, NOW)

    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert json.loads(kept.read_text())["password"] == password
    assert len(password) >= 10


def test_real_data_is_left_alone(kept):
    Bureau.objects.create(name="另一个财政局")

    assert demonstration.load(kept, NOW) is None
    assert not Account.objects.exists()
    assert not kept.exists()


@pytest.fixture
def sent(monkeypatch):
    rows = []
    monkeypatch.setattr(app, "send_task", lambda name, args, **_: rows.extend(args))
    return rows


def test_the_relay_sends_each_due_row_once(submitted, sent):
    assert relay.relay_once() == 1
    assert relay.relay_once() == 0
    assert sent == [submitted.row]


def test_a_row_that_the_broker_did_not_take_is_sent_again(submitted, monkeypatch, sent):
    def away(*_, **__):
        raise OSError("broker away")

    with monkeypatch.context() as patch:
        patch.setattr(app, "send_task", away)
        with pytest.raises(OSError):
            relay.relay_once()

    assert relay.relay_once() == 1
    assert sent == [submitted.row]


def test_a_worker_that_dies_under_a_row_has_it_sent_again(submitted, sent, monkeypatch):
    relay.relay_once()
    outbox.take(submitted.row, "dead worker", submitted.record.not_before)
    monkeypatch.setattr(relay.timezone, "now", lambda: submitted.record.lease_until)

    assert relay.relay_once() == 1
    assert sent == [submitted.row, submitted.row]
