"""Terms in working days, against calendars looked up by hand."""

from datetime import date, timedelta

import pytest

from disclosures.calendars.reading import arrangements
from reviews.domain.workdays import (
    Calendar,
    add_working_days,
    unknown_years,
    working_days_between,
)


def calendar() -> Calendar:
    days = arrangements()
    return Calendar(
        holidays=frozenset(each.day for each in days if each.kind == "holiday"),
        working=frozenset(each.day for each in days if each.kind == "working"),
        years=frozenset(each.day.year for each in days),
    )


OFFICIAL = calendar()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        pytest.param("2024-01-31", 5, "2024-02-06", id="a Sunday worked before 春节"),
        pytest.param("2024-02-08", 2, "2024-02-18", id="the whole of 春节 2024"),
        pytest.param("2024-04-26", 3, "2024-04-30", id="Sunday 28 April is worked"),
        pytest.param("2024-04-30", 1, "2024-05-06", id="劳动节 2024"),
        pytest.param("2024-09-13", 1, "2024-09-14", id="Saturday worked for 中秋"),
        pytest.param("2024-09-30", 5, "2024-10-12", id="国庆 and a Saturday after it"),
        pytest.param("2024-12-31", 1, "2025-01-02", id="over 元旦 2025"),
        pytest.param("2025-01-24", 3, "2025-02-05", id="Sunday 26 January, then 春节"),
        pytest.param("2025-04-25", 1, "2025-04-27", id="Sunday 27 April 2025"),
        pytest.param("2025-05-30", 1, "2025-06-03", id="端午 2025"),
        pytest.param("2025-09-26", 5, "2025-10-10", id="28 September, then eight days"),
        pytest.param("2025-10-09", 3, "2025-10-13", id="Saturday 11 October 2025"),
        pytest.param("2025-12-31", 1, "2026-01-04", id="Sunday 4 January 2026"),
        pytest.param("2026-02-13", 1, "2026-02-14", id="Saturday before 春节 2026"),
        pytest.param("2026-02-14", 1, "2026-02-24", id="nine days of 春节 2026"),
        pytest.param("2026-02-24", 4, "2026-02-28", id="Saturday 28 February 2026"),
        pytest.param("2026-04-30", 4, "2026-05-09", id="劳动节 2026"),
        pytest.param("2026-09-18", 1, "2026-09-20", id="Sunday 20 September 2026"),
        pytest.param("2026-09-24", 2, "2026-09-29", id="中秋 2026"),
        pytest.param("2026-09-30", 3, "2026-10-10", id="国庆 2026"),
        pytest.param("2026-11-20", 5, "2026-11-27", id="an ordinary week"),
        pytest.param("2026-10-01", 0, "2026-10-08", id="no days: the next working day"),
        pytest.param("2026-11-23", 0, "2026-11-23", id="no days on a working day"),
    ],
)
def test_a_term_ends_on(start: str, days: int, due: str) -> None:
    assert add_working_days(day(start), days, OFFICIAL) == day(due)


@pytest.mark.parametrize(
    ("year", "working"),
    [(2024, 251), (2025, 248), (2026, 248)],
)
def test_a_year_has_its_working_days(year: int, working: int) -> None:
    before, last = date(year - 1, 12, 31), date(year, 12, 31)

    assert working_days_between(before, last, OFFICIAL) == working


def test_days_worked_for_a_holiday_are_all_on_weekends() -> None:
    assert all(each.weekday() >= 5 for each in OFFICIAL.working)
    assert OFFICIAL.years == {2024, 2025, 2026}


def test_a_year_that_is_not_known_has_plain_weekends_and_is_named() -> None:
    start = day("2027-02-05")

    assert add_working_days(start, 5, OFFICIAL) == day("2027-02-12")
    assert unknown_years(day("2026-12-30"), start, OFFICIAL) == (2027,)
    assert unknown_years(day("2026-12-30"), day("2026-12-31"), OFFICIAL) == ()


def test_adding_and_counting_agree() -> None:
    for start in (day("2024-01-01") + timedelta(days=n) for n in range(0, 1095, 3)):
        for days in (1, 2, 5, 11):
            due = add_working_days(start, days, OFFICIAL)
            assert working_days_between(start, due, OFFICIAL) == days
            assert working_days_between(due, start, OFFICIAL) == -days
            assert OFFICIAL.works(due)


def test_a_term_of_less_than_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="fewer"):
        add_working_days(day("2026-01-05"), -1, Calendar())
