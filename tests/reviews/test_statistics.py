"""What became of every finding: the pages say what a fold of the ledger says."""

import io
from collections import Counter

import openpyxl
import pytest
from django.urls import reverse

from reviews import occurrences, store
from reviews.domain import commands as c
from reviews.domain.errors import NotAllowed
from reviews.domain.fold import evolve
from reviews.domain.state import Disclosure
from reviews.models import EventRecord
from reviews.queries import statistics
from tests.reviews import scenarios
from tests.reviews.scenarios import SUMS, WRONG_SHARES, WRONG_SUMS


def history(office):
    """Things are found, mended, waived, found again."""
    scenarios.read(office)
    office.edit("bob", "s003", WRONG_SHARES)
    office.edit("bob", "s002", SUMS)
    office.edit("bob", "s002", WRONG_SUMS)
    mark = office.mark("s003")
    office.do("carol", c.WaiveFinding(fingerprint=mark, reason="已核对"))
    office.do("dave", c.ConfirmWaiver(fingerprint=mark))
    return office


def folded(ledger):
    """Count from the ledger itself: every event, state by state, nothing else."""
    found, ended = Counter(), Counter()
    states, standing = {}, {}
    streams = EventRecord.objects.filter(type="review.disclosure-submitted.v1")
    for stream in streams.filter(ledger=ledger).values_list("stream", flat=True):
        state = Disclosure()
        for record in store.load(ledger, stream):
            after = evolve(state, record)
            for mark in after.findings.keys() - state.findings.keys():
                found[after.findings[mark].code] += 1
            for mark in state.findings.keys() - after.findings.keys():
                ended[state.findings[mark].code] += 1
            state = after
        states[stream] = state
        for each in state.findings.values():
            kind = "waived" if state.waived(each) else "open"
            standing[each.code, kind] = standing.get((each.code, kind), 0) + 1
    return found, ended, standing


def test_the_lines_equal_a_fold_of_the_ledger(office):
    history(office)
    occurrences.follow_all()
    found, ended, standing = folded(office.ledger)

    told = statistics.statistics(office.actor("bob"), statistics.Asked())

    assert {e.key: e.found for e in told.lines} == dict(found)
    for line in told.lines:
        assert line.mended == ended[line.key]
        assert line.open == standing.get((line.key, "open"), 0)
        assert line.waived == standing.get((line.key, "waived"), 0)
    assert told.total.found == found.total() == 3
    assert (told.total.mended, told.total.waived, told.total.open) == (1, 1, 1)
    assert (told.position, told.behind) == (office.state.position, 0)


def test_step_by_step_or_at_once_is_the_same(office, monkeypatch):
    monkeypatch.setattr(occurrences, "CHUNK", 2)
    history(office)
    occurrences.follow_all()
    told = statistics.statistics(office.actor("bob"), statistics.Asked())

    assert (told.total.found, told.total.mended) == (3, 1)
    assert occurrences.follow_all() == 0


def test_the_ways_of_grouping_add_up_to_the_same(office):
    history(office)
    occurrences.follow_all()
    for way in statistics.WAYS:
        told = statistics.statistics(office.actor("bob"), statistics.Asked(by=way))
        assert sum(each.found for each in told.lines) == told.total.found == 3
        assert sum(each.mended for each in told.lines) == 1


def test_the_time_to_mend_is_from_finding_to_mending(office):
    history(office)
    occurrences.follow_all()
    told = statistics.statistics(office.actor("bob"), statistics.Asked())

    (line,) = [each for each in told.lines if each.mended]
    assert line.to_mend is not None and line.to_mend.total_seconds() >= 0
    assert told.total.to_mend == line.to_mend


def test_the_workbook_says_what_the_fold_says(office, client):
    history(office)
    occurrences.follow_all()
    client.force_login(
        office.people["bob"], "django.contrib.auth.backends.ModelBackend"
    )
    found, ended, _standing = folded(office.ledger)

    body = client.get(reverse("web:statistics-export")).content
    sheets = openpyxl.load_workbook(io.BytesIO(body)).worksheets

    assert len(sheets) == len(statistics.WAYS)
    for sheet in sheets:
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[-1][1:3] == (found.total(), ended.total())
        assert sum(row[1] for row in rows[1:-1]) == found.total()


def test_what_is_not_counted_yet_is_said(office):
    scenarios.read(office)
    told = statistics.statistics(office.actor("bob"), statistics.Asked())

    assert told.behind == office.state.position


def test_submitters_are_refused_and_other_bureaus_see_their_own(office, client):
    history(office)
    occurrences.follow_all()
    with pytest.raises(NotAllowed):
        statistics.statistics(office.actor("alice"), statistics.Asked())
    told = statistics.statistics(office.actor("foreigner"), statistics.Asked())
    assert told.total.found == 0
    for name, status in {"alice": 403, "bob": 200}.items():
        client.force_login(
            office.people[name], "django.contrib.auth.backends.ModelBackend"
        )
        assert client.get(reverse("web:statistics")).status_code == status


@pytest.mark.parametrize("query", ["by=zz", "campaign=x", "campaign=9", "code=%00'"])
def test_an_address_that_makes_no_sense_is_a_page(office, client, query):
    history(office)
    client.force_login(
        office.people["bob"], "django.contrib.auth.backends.ModelBackend"
    )
    assert client.get(f"{reverse('web:statistics')}?{query}").status_code == 200
