"""The ladder of overdue notices, by the clock that is handed in."""

from datetime import UTC, datetime, timedelta

from disclosures.calendars import keep, reading
from reviews import store
from reviews.domain import notice_commands as n
from reviews.domain.notice_events import NoticeOverdue
from reviews.models import NoticeRow
from reviews.noticing import terms
from tests.reviews.notices import paths
from workers.tasks import overdue

FRIDAY = datetime(2026, 9, 18, 2, tzinfo=UTC)
"""Before a Sunday that is worked, two weeks before 国庆 2026."""


def steps(office):
    records = store.load(office.ledger, office.stream)
    return [r.event.step for r in records if isinstance(r.event, NoticeOverdue)]


def issued_on(office, at, days):
    keep.keep(reading.arrangements(), of=None, by=None, reason="试")
    office.at = at
    return paths.issued(office, days=days)


def test_each_step_is_one_event_however_often_the_clock_strikes(office):
    issued_on(office, FRIDAY, 5)
    due = NoticeRow.objects.get().due
    assert due.isoformat() == "2026-09-24"

    noted = {}
    for day in range(40):
        at = FRIDAY + timedelta(days=day)
        before = len(steps(office))
        taken = overdue.remind(at) + overdue.remind(at + timedelta(minutes=1))
        if taken:
            noted[at.date().isoformat()] = steps(office)[before:]

    # 25–27 September is 中秋, 1–7 October 国庆, 10 October is worked.
    assert noted == {
        "2026-09-24": [0],
        "2026-09-28": [1],
        "2026-09-30": [3],
        "2026-10-09": [5],
    }
    assert NoticeRow.objects.get().late == 5


def test_who_has_handed_in_is_not_reminded(office):
    name = issued_on(office, FRIDAY, 1)
    paths.answer(office, name)
    office.do("alice", paths.c.Resubmit())

    assert overdue.remind(FRIDAY + timedelta(days=30)) == 0
    assert steps(office) == []


def test_more_time_counts_from_the_last_day_in_working_days(office):
    name = issued_on(office, FRIDAY, 5)
    office.do("alice", n.AskExtension(notice=name, days=3, reason="核对凭证"))
    office.do("carol", n.GrantExtension(notice=name, days=2))

    # Two working days behind 24 September, over 中秋.
    assert paths.the(office).due == "2026-09-29"
    assert overdue.remind(datetime(2026, 9, 28, 2, tzinfo=UTC)) == 0
    assert overdue.remind(datetime(2026, 9, 29, 2, tzinfo=UTC)) == 1


def test_a_bureaus_own_day_goes_before_the_countrys(office):
    from disclosures.models import CalendarDay

    keep.keep(reading.arrangements(), of=None, by=None, reason="试")
    CalendarDay.objects.create(
        bureau=office.bureau, day="2026-09-20", kind="holiday", name="本地"
    )
    own = terms.calendar_of(office.ledger)
    others = terms.calendar_of(office.ledger + 1)

    assert not own.works(datetime(2026, 9, 20, tzinfo=UTC).date())
    assert others.works(datetime(2026, 9, 20, tzinfo=UTC).date())


def test_without_a_calendar_terms_go_by_weekends_and_say_so(office):
    office.at = FRIDAY
    paths.issued(office, days=5)

    assert paths.the(office).due == "2026-09-25"
    calendar = terms.calendar_of(office.ledger)
    start, end = FRIDAY.date(), FRIDAY.date()
    assert "2026 年的节假日安排还没有录入" in terms.unknown(calendar, start, end)
