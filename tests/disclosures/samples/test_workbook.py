"""The workbook of a sample has a sheet a table, its amounts as numbers."""

import io
from decimal import Decimal

import openpyxl
import pytest

from disclosures.samples import build, compose
from tests.disclosures.samples.amounts import FULL, number


@pytest.mark.parametrize("name", FULL)
def test_every_cell_of_a_table_stands_in_its_sheet(name):
    book = openpyxl.load_workbook(io.BytesIO(build.document(name, "xlsx")))
    tables = compose.document(name).tables

    assert len(book.worksheets) == len(tables)
    assert [f"公开{n:02d}表" for n in range(1, 10)] == [
        sheet.title for sheet in book.worksheets if sheet.title.startswith("公开")
    ]
    for sheet, table in zip(book.worksheets, tables, strict=True):
        start = 2 + len(table.above)
        for at, row in enumerate(table.rows):
            for column, text in enumerate(row, 1):
                value = sheet.cell(start + at, column).value
                if isinstance(value, int | float):
                    assert Decimal(str(value)) == number(text)
                else:
                    assert (value or "") == text
