"""A workbook of plain tables: a sheet each, first row the heading, last the total."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""The same date in every file, so that the same rows are the same bytes."""


def written(title: str, sheets: Sequence[tuple[str, Sequence[Sequence[Any]]]]) -> bytes:
    """Return the workbook; numbers are numbers, everything else is text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "remove_timezone": True})
    book.set_properties({"title": title, "created": MADE})
    bold = book.add_format({"bold": True, "bottom": 1})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 36)
        for number, row in enumerate(rows):
            strong = bold if number in (0, len(rows) - 1) else None
            for column, value in enumerate(row):
                if isinstance(value, int | float):
                    sheet.write_number(number, column, value, strong)
                else:
                    sheet.write_string(number, column, str(value), strong)
    book.close()
    return out.getvalue()
