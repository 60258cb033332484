"""The nightly end of waivers asks only where one has ended."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.domain import commands as c
from reviews.models import DisclosureRow
from tests.reviews import scenarios
from tests.reviews.conftest import office  # noqa: F401 - a fixture
from workers.tasks.scheduled import lapse_waivers


def waived_until(desk, days):
    scenarios.read(desk)
    last = timezone.localdate() + timedelta(days=days)
    desk.do(
        "bob",
        c.WaiveFinding(
            fingerprint=desk.mark(), reason="另有一项", until=last.isoformat()
        ),
    )
    return last


def test_a_waiver_whose_day_is_past_ends(office):  # noqa: F811
    last = waived_until(office, -1)
    assert DisclosureRow.objects.get().waivers_until == last

    assert lapse_waivers() == 1

    assert office.state.waivers == {}
    assert DisclosureRow.objects.get().waivers_until is None
    assert lapse_waivers() == 0


def test_disclosures_without_an_ended_waiver_are_not_even_loaded(office):  # noqa: F811
    waived_until(office, 0)

    with CaptureQueriesContext(connection) as captured:
        assert lapse_waivers() == 0

    assert len(captured) == 1
    assert office.mark() in office.state.waivers
