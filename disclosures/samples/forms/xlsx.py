"""The tables of a sample as a workbook, a sheet a table."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter

from disclosures.samples.model import Document, Table
from disclosures.samples.spans import cells, is_amount

MADE = datetime(2026, 1, 1, tzinfo=UTC)


def written(document: Document) -> bytes:
    """The workbook: amounts are numbers with two decimals, the rest is text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "remove_timezone": True})
    book.set_properties({"title": document.title, "created": MADE})
    for table in document.tables:
        _sheet(book, table)
    book.close()
    return out.getvalue()


def _sheet(book: xlsxwriter.Workbook, table: Table) -> None:
    name = table.above[0] if table.key[1:].isdigit() else table.name
    sheet = book.add_worksheet(name)
    plain, text = book.add_format(), book.add_format({"border": 1, "text_wrap": True})
    amount = book.add_format({"border": 1, "num_format": "#,##0.00"})
    lines = (table.name, *table.above)
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, plain)
    start = len(lines)
    for row in cells(table):
        for cell in row:
            first = (start + cell.row, cell.column)
            last = (first[0] + cell.rows - 1, first[1] + cell.columns - 1)
            if first != last:
                sheet.merge_range(*first, *last, cell.text, text)
            elif is_amount(cell.text):
                value = float(Decimal(cell.text.replace(",", "")))
                sheet.write_number(*first, value, amount)
            else:
                sheet.write_string(*first, cell.text, text)
    for number, line in enumerate(table.below, start + len(table.rows)):
        sheet.write_string(number, 0, line, plain)
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, width * 4)
