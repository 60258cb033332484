"""How a bureau writes its notices, and when a term in its working days ends."""

from dataclasses import dataclass
from datetime import date

from disclosures.models import CalendarDay, NoticeStyle
from reviews.domain.workdays import Calendar, add_working_days, unknown_years

MOST_DAYS = 400
"""Beyond this many working days nothing is computed: the decision refuses it."""
SYMBOL, USUAL_DAYS = "财决改", 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a bureau writes its notices; `template` is a SHA-256, '' for none."""

    symbol: str = SYMBOL
    days: int = USUAL_DAYS
    contact: str = ""
    template: str = ""


def style_of(ledger: int) -> Style:
    found = NoticeStyle.objects.filter(bureau=ledger).select_related("template").first()
    if found is None:
        return Style()
    return Style(
        symbol=found.symbol,
        days=found.days,
        contact=found.contact,
        template=found.template.sha256 if found.template else "",
    )


def calendar_of(ledger: int) -> Calendar:
    """Return a bureau's working days: the country's, its own going before."""
    rows = CalendarDay.objects.filter(bureau=None)
    days = {each.day: each.kind for each in rows}
    days |= {each.day: each.kind for each in CalendarDay.objects.filter(bureau=ledger)}
    holidays = frozenset(d for d, kind in days.items() if kind == "holiday")
    return Calendar(
        holidays=holidays,
        working=frozenset(days.keys() - holidays),
        years=frozenset(day.year for day in holidays),
    )


def unknown(calendar: Calendar, start: date, end: date) -> str:
    """Return the sentence on years without an arrangement, '' where all are known."""
    years = "、".join(map(str, unknown_years(start, end, calendar)))
    if not years:
        return ""
    return (
        f"{years} 年的节假日安排还没有录入，期限按周六、周日休息推算；"
        "请管理员在“管理—节假日安排”中导入当年的安排。"
    )


def due(today: date, days: int, calendar: Calendar) -> date:
    """Return a term's last day; of a term far too long the day it would begin."""
    return add_working_days(today, days, calendar) if 0 < days <= MOST_DAYS else today
