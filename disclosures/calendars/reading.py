"""Reads working-day arrangements from CSV or iCalendar files. Pure.

CSV: a line a day, `日期,安排,节日,依据`; 安排 is 放假 or 上班. iCalendar: events of
whole days whose summary or description says 休 or 放假, 班 or 补班.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

HOLIDAY, WORKING = "holiday", "working"
MOST_BYTES = 2**20
MOST_DAYS = 1_000
LONGEST_EVENT = 31
ARRANGEMENTS = Path(__file__).parent / "arrangements.csv"
"""The arrangements of 国务院办公厅 for 2024 to 2026."""

_KINDS = {
    "放假": HOLIDAY,
    "休": HOLIDAY,
    "holiday": HOLIDAY,
    "上班": WORKING,
    "班": WORKING,
    "working": WORKING,
}
_WORKING = re.compile(r"班")
_HOLIDAY = re.compile(r"休|假")


class BadCalendar(Exception):
    """The file cannot be used; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an arrangement; `kind` is `HOLIDAY` or `WORKING`."""

    day: date
    kind: str
    name: str
    source: str


def read(data: bytes) -> tuple[Day, ...]:
    """Return the days of a file, in order; raises `BadCalendar`.

    A day named twice alike counts once, one named twice differently is refused.
    """
    if len(data) > MOST_BYTES:
        raise BadCalendar("文件超过 1 MB，请只保留节假日安排。")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    days = _ics(text) if "BEGIN:VCALENDAR" in text else _csv(text)
    found: dict[date, Day] = {}
    for each in days:
        before = found.setdefault(each.day, each)
        if before.kind != each.kind:
            raise BadCalendar(f"{each.day} 既写了放假又写了上班，请核对后重新导入。")
        if len(found) > MOST_DAYS:
            raise BadCalendar(f"文件中的日期超过 {MOST_DAYS} 天，请分年导入。")
    if not found:
        raise BadCalendar("文件里没有找到放假或上班的日期，请对照样例检查格式。")
    return tuple(found[day] for day in sorted(found))


def arrangements() -> tuple[Day, ...]:
    """Return the arrangements that come with the system."""
    return read(ARRANGEMENTS.read_bytes())


def _csv(text: str) -> Iterator[Day]:
    for number, row in enumerate(csv.reader(io.StringIO(text)), 1):
        cells = [each.strip() for each in row]
        if not any(cells) or (number == 1 and cells[0] in ("日期", "date")):
            continue
        kind = _KINDS.get(cells[1].lower()) if len(cells) > 1 else None
        if kind is None:
            raise BadCalendar(f"第 {number} 行的安排请写“放假”或“上班”。")
        name, source = (*cells[2:], "", "")[:2]
        yield Day(_day(cells[0], f"第 {number} 行"), kind, name[:50], source[:100])


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text.replace("/", "-").strip())
    except ValueError as error:
        raise BadCalendar(f"{where}的日期请写成 2026-10-01 的样子。") from error


def _ics(text: str) -> Iterator[Day]:
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    source = _value(unfolded, "X-WR-CALNAME")[:100]
    for event in re.findall(r"BEGIN:VEVENT(.*?)END:VEVENT", unfolded, re.DOTALL):
        summary = _value(event, "SUMMARY")
        said = summary + _value(event, "DESCRIPTION")
        kind = WORKING if _WORKING.search(summary) else ""
        if not kind and _HOLIDAY.search(said):
            kind = HOLIDAY
        first = _compact(_value(event, "DTSTART"))
        if not kind or first is None:
            continue
        behind = _compact(_value(event, "DTEND")) or first + timedelta(days=1)
        length = max(1, min((behind - first).days, LONGEST_EVENT))
        name = re.sub(r"[（(].*?[)）]|假期|放假|补班|上班|调休|[休班]", "", summary)
        for number in range(length):
            yield Day(first + timedelta(days=number), kind, name.strip()[:50], source)


def _value(text: str, name: str) -> str:
    found = re.search(rf"(?m)^{name}(?:;[^:\r\n]*)?:(.*?)\r?$", text)
    return found[1].replace("\\,", ",").strip() if found else ""


def _compact(text: str) -> date | None:
    found = re.match(r"(\d{4})(\d{2})(\d{2})", text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
