"""A spreadsheet's values as they would be typed."""

import datetime
from decimal import Decimal, InvalidOperation

MIDNIGHT = datetime.time()
Value = (
    int | float | str | bool | datetime.time | datetime.date | datetime.datetime
    | datetime.timedelta
)  # fmt: skip


def text_of(value: Value) -> str:
    """Return a cell's value as it would be typed: whole numbers without a point."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.datetime) and value.time() == MIDNIGHT:
        return value.date().isoformat()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return str(value).strip()


def _number(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".")


def as_percent(text: str, decimals: int) -> str:
    """Return a share as it is shown, 0.7949 as 79.49%; what is no number as it is."""
    try:
        return f"{Decimal(text) * 100:.{decimals}f}%"
    except InvalidOperation:
        return text
