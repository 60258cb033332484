"""Working-day arrangements as files: CSV and iCalendar, good and bad."""

from datetime import date

import pytest

from disclosures.calendars import keep, reading
from disclosures.calendars.reading import HOLIDAY, WORKING, BadCalendar, Day
from disclosures.models import CalendarDay
from reviews.models import EventRecord
from tests import builders

ICS = """BEGIN:VCALENDAR\r
X-WR-CALNAME:放假安排\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20261001\r
DTEND;VALUE=DATE:20261004\r
SUMMARY:国庆节（休）\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20261010\r
SUMMARY:国庆节（班）\r
DESCRIPTION:与假期调换的\r
 上班日\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20260910\r
SUMMARY:教师节\r
END:VEVENT\r
END:VCALENDAR\r
"""


def test_a_csv_is_a_day_a_line_with_or_without_a_head():
    text = "日期,安排,节日,依据\n2026/10/01,放假,国庆节,某号文\n\n2026-10-10,上班\n"

    for data in (text.encode(), text.encode("gb18030"), text.encode("utf-8-sig")):
        assert reading.read(data) == (
            Day(date(2026, 10, 1), HOLIDAY, "国庆节", "某号文"),
            Day(date(2026, 10, 10), WORKING, "", ""),
        )


def test_an_icalendar_says_free_or_worked_in_its_summary():
    days = reading.read(ICS.encode())

    assert [(each.day.day, each.kind) for each in days] == [
        (1, HOLIDAY),
        (2, HOLIDAY),
        (3, HOLIDAY),
        (10, WORKING),
    ]
    assert {(each.name, each.source) for each in days} == {("国庆节", "放假安排")}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-10-01,也许\n", "第 1 行的安排"),
        ("2026-02-30,放假\n", "第 1 行的日期"),
        ("2026-10-01\n", "第 1 行的安排"),
        ("2026-10-01,放假\n2026-10-01,上班\n", "既写了放假又写了上班"),
        ("", "没有找到"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR", "没有找到"),
        ("\x00\x01\x02", "第 1 行"),
        ("x" * (reading.MOST_BYTES + 1), "超过 1 MB"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(text, says):
    with pytest.raises(BadCalendar, match=says):
        reading.read(text.encode())


def test_what_comes_with_the_system_is_whole():
    days = reading.arrangements()
    by_year = {
        year: (
            sum(d.kind == HOLIDAY for d in days if d.day.year == year),
            sum(d.kind == WORKING for d in days if d.day.year == year),
        )
        for year in (2024, 2025, 2026)
    }

    assert by_year == {2024: (28, 8), 2025: (28, 5), 2026: (33, 6)}


def test_days_are_kept_once_with_their_history(db):
    bureau = builders.bureau()
    days = reading.read("2026-10-01,放假\n2026-10-10,上班\n".encode())

    assert keep.keep(days, of=bureau, by=None, reason="导入") == 2
    assert keep.keep(days, of=bureau, by=None, reason="再次导入") == 0
    changed = reading.read("2026-10-01,上班\n".encode())
    assert keep.keep(changed, of=bureau, by=None, reason="改") == 1
    row = CalendarDay.objects.get(day="2026-10-01")
    assert [each.history_change_reason for each in row.history.all()] == ["改", "导入"]
    told = EventRecord.objects.filter(ledger=bureau.pk, body__model="calendarday")
    assert told.count() == 3
