"""Numbers of a bureau's year: from 1 on, without a hole, whoever is first."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, connections, transaction

from disclosures.models import Campaign
from reviews import handlers
from reviews.domain import commands as c
from reviews.domain import notice_commands as n
from reviews.models import NoticeRow
from tests import builders
from tests.reviews import scenarios
from tests.reviews.notices import paths

RACERS = 6


def test_numbers_go_on_within_a_year_and_begin_anew_with_it(office):
    office.at = datetime(2026, 12, 30, 1, tzinfo=UTC)
    paths.issued(office)
    for at in (datetime(2026, 12, 31, 1, tzinfo=UTC), datetime(2027, 1, 4, tzinfo=UTC)):
        last = paths.the(office).notice
        office.do("carol", n.WithdrawNotice(notice=last, reason="重发"))
        office.at = at
        paths.issue(office)

    assert [each.reference for each in office.state.notices] == [
        "财决改〔2026〕1号",
        "财决改〔2026〕2号",
        "财决改〔2027〕1号",
    ]


def test_the_year_is_the_bureaus_not_the_worlds(office):
    """Half past midnight on New Year's Day in Beijing is still December in London."""
    office.at = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    paths.issued(office)

    assert paths.the(office).year == 2027


def test_each_bureau_counts_for_itself(office):
    other = scenarios.office("101", "望山市财政局")
    paths.issued(office)
    paths.issued(other)

    assert [paths.the(each).number for each in (office, other)] == [1, 1]


def test_a_refused_notice_takes_no_number(office):
    paths.issued(office)
    with pytest.raises(handlers.Refused):
        paths.issue(office)
    office.do("carol", n.WithdrawNotice(notice=paths.the(office).notice, reason="重发"))
    paths.issue(office)

    assert paths.the(office).number == 2


def test_the_same_command_again_is_the_same_notice(office):
    scenarios.read(office)
    key, name = uuid4(), str(uuid4())
    items = (n.Asked(kind="finding", about=office.mark()),)
    command = n.IssueNotice(notice=name, days=5, items=items)
    first = office.do("bob", command, key=key)
    again = office.do("bob", command, key=key)

    assert again.repeated
    assert again.state.notices == first.state.notices
    assert NoticeRow.objects.count() == 1


def test_the_table_holds_no_number_twice(office):
    paths.issued(office)
    row = NoticeRow.objects.get()
    row.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.fixture
def committing(transactional_db, tmp_path):
    """Threads of their own connections: to a file, where the suite is in memory.

    The name is back before the database is cleaned: under another name than that of
    a database in memory, its connection would really be closed, and all be gone.
    """
    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "sqlite":
            path = tmp_path / "racing.sqlite3"
            connection.ensure_connection()
            with sqlite3.connect(path) as copy:
                connection.connection.backup(copy)
            patch.setitem(connections.settings["default"], "NAME", str(path))
        yield


@pytest.mark.slow
def test_racing_issuers_get_different_numbers_without_a_hole(committing):
    def closing(job):
        try:
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(RACERS) as pool:
        desks = pool.submit(closing, several).result()
        jobs = [lambda desk=desk: paths.issue(desk) for desk in desks]
        for done in [pool.submit(closing, job) for job in jobs]:
            done.result()
        numbers = pool.submit(closing, taken).result()

    assert numbers == list(range(1, RACERS + 1))


def several() -> list[scenarios.Office]:
    """One bureau, several campaigns: a disclosure with an error in each."""
    first = scenarios.office()
    desks = []
    for number in range(RACERS):
        campaign = Campaign.objects.create(
            bureau=first.bureau, kind="决算", year=2001 + number
        )
        campaign.departments.add(first.department)
        desk = scenarios.Office(
            bureau=first.bureau,
            department=first.department,
            campaign=campaign,
            people=first.people,
        )
        scenarios.read(desk)
        desks.append(desk)
    assert builders.bureau(first.bureau.name) == first.bureau
    return desks


def taken() -> list[int]:
    return sorted(NoticeRow.objects.values_list("number", flat=True))


def test_what_is_handed_in_again_moves_the_row(office):
    paths.issued(office)
    assert NoticeRow.objects.get().waiting == "department"
    paths.answer(office, paths.the(office).notice)
    office.do("alice", c.Resubmit())

    row = NoticeRow.objects.get()
    assert (row.waiting, row.received, row.answered, row.items) == (
        "bureau",
        True,
        2,
        2,
    )
