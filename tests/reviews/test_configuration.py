"""Changes of reference data are events of the ledger, with the history row's hash."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from reviews import configuration, store
from reviews.domain.events import ConfigurationChanged
from tests import builders

pytestmark = pytest.mark.django_db


def changes(ledger):
    return [
        record.event
        for record in store.load(ledger, configuration.stream_of(ledger))
        if isinstance(record.event, ConfigurationChanged)
    ]


def test_a_new_bureau_begins_its_own_ledger():
    bureau = builders.bureau()

    (event,) = changes(bureau.pk)
    assert (event.model, event.key, event.change) == (
        "bureau",
        str(bureau.pk),
        "created",
    )


def test_a_change_carries_the_hash_of_its_history_row():
    department = builders.department()
    department.name = "云岭市青禾区林草局"
    department.save()

    last = changes(department.bureau_id)[-1]
    assert last.change == "changed"
    assert last.row == configuration.row_hash(department.history.first())


def test_a_history_row_that_was_rewritten_no_longer_has_its_hash():
    department = builders.department()
    kept = department.history.first()
    kept.name = "改写过的名称"

    assert configuration.row_hash(kept) != changes(department.bureau_id)[-1].row


def test_who_must_publish_is_part_of_a_campaigns_hash():
    first, second = builders.department("101"), builders.department("102")
    campaign = builders.campaign(first)
    before = configuration.row_hash(campaign.history.first())
    campaign.departments.add(second)

    after = changes(campaign.bureau_id)[-1].row
    assert after == configuration.row_hash(campaign.history.first())
    assert after != before


def test_a_time_given_in_another_zone_has_the_hash_that_it_has_when_read_back():
    campaign = builders.campaign()
    campaign.common_day = datetime(2026, 9, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    campaign.approved_on = "2026-09-01"
    campaign.save()

    kept = type(campaign.history.first()).objects.latest("history_id")
    assert changes(campaign.bureau_id)[-1].row == configuration.row_hash(kept)


def test_a_role_is_recorded_with_the_accounts_bureau():
    account = builders.account("reviewer")

    assert [e.change for e in changes(account.bureau_id) if e.model == "rolegrant"] == [
        "created"
    ]


def test_what_belongs_to_no_bureau_is_recorded_in_the_installations_ledger():
    account = builders.account("auditor")
    account.bureau = None
    account.save()

    assert changes(configuration.INSTALLATION)[-1].key == str(account.pk)


def test_no_history_row_holds_a_password():
    account = builders.account("reviewer")

    assert not hasattr(account.history.first(), "password")
