"""Writes working-day arrangements; each day that changes keeps its history."""

from collections.abc import Iterable

from django.db import transaction

from disclosures.calendars.reading import Day
from disclosures.models import Account, Bureau, CalendarDay


@transaction.atomic
def keep(
    days: Iterable[Day], *, of: Bureau | None, by: Account | None, reason: str
) -> int:
    """Keep `days` for a bureau, or for the whole country; return how many are new.

    A day that says the same already is left as it is.
    """
    known = {each.day: each for each in CalendarDay.objects.filter(bureau=of)}
    changed = 0
    for day in days:
        row = known.get(day.day) or CalendarDay(bureau=of, day=day.day)
        said = {"kind": day.kind, "name": day.name, "source": day.source}
        if row.pk and said == {name: getattr(row, name) for name in said}:
            continue
        vars(row).update(said, _change_reason=reason, _history_user=by)
        row.save()
        changed += 1
    return changed
