"""Working days: weekends, holidays, and the weekend days worked for them (调休)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that are not what their weekday says; no weekday holiday is in both.

    `years` are those whose arrangement is known: in others only weekends are free.
    """

    holidays: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def works(self, day: date) -> bool:
        """Whether offices work on `day`."""
        if day in self.working:
            return True
        return day not in self.holidays and day.weekday() < _SATURDAY


def add_working_days(start: date, days: int, calendar: Calendar) -> date:
    """Return the last day of a term of `days` working days that began on `start`.

    The day on which a term begins does not count (民法典 §201); a term of no days
    ends on `start`, or on the next working day (§203). Raises ValueError below 0.
    """
    if days < 0:
        raise ValueError("a term has no fewer than 0 days")
    day = start
    if days == 0:
        while not calendar.works(day):
            day += _DAY
    while days:
        day += _DAY
        days -= calendar.works(day)
    return day


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Return how many working days lie behind `start` up to `end`.

    Negative where `end` is before `start`: the working days that have passed since.
    """
    if end < start:
        return -working_days_between(end, start, calendar)
    return sum(calendar.works(day) for day in _behind(start, end))


def unknown_years(start: date, end: date, calendar: Calendar) -> tuple[int, ...]:
    """Return the years from `start` to `end` whose holidays are not known."""
    return tuple(
        year for year in range(start.year, end.year + 1) if year not in calendar.years
    )


def _behind(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
