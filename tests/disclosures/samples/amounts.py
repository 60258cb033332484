"""Reads the tables of a sample back from their text, apart from what made them."""

from decimal import Decimal

from disclosures.samples import compose
from disclosures.samples.model import Table

FULL = ("qinghe-2024", "qinghe-2025", "linshui-2025")


def number(text: str) -> Decimal:
    """The amount of a cell, 0 for a blank."""
    return Decimal(text.replace(",", "") or "0")


def table(name: str, which: int) -> Table:
    """Table `which` of the nine, before any defect."""
    tables = {t.key: t for t in compose.consistent(name).tables}
    return tables[f"t{which}"]


def pairs(name: str, which: int, column: int) -> dict[str, Decimal]:
    """The amounts beside the labels in `column` of a two-sided table."""
    rows = table(name, which).rows
    return {row[column]: number(row[column + 1]) for row in rows[2:] if row[column]}


def coded(name: str, which: int) -> dict[str, list[Decimal]]:
    """The amounts of each subject by code, the total's code is ''."""
    sheet = table(name, which)
    return {
        row[0]: [number(cell) for cell in row[2:]] for row in sheet.rows[sheet.header :]
    }
