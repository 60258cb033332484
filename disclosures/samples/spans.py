"""The cells of a table as drawn: a merged cell once, what it covers not at all."""

from dataclasses import dataclass

from disclosures.samples.model import Table


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawn cell: where it begins, how far it reaches, what it says."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def cells(table: Table) -> list[list[Drawn]]:
    """The drawn cells, a list for each row."""
    sizes = {(r, c): (h, w) for r, c, h, w in table.spans}
    covered = {
        (row, column)
        for r, c, h, w in table.spans
        for row in range(r, r + h)
        for column in range(c, c + w)
    } - set(sizes)
    return [
        [
            Drawn(r, c, *sizes.get((r, c), (1, 1)), text)
            for c, text in enumerate(row)
            if (r, c) not in covered
        ]
        for r, row in enumerate(table.rows)
    ]


def is_amount(text: str) -> bool:
    """Whether a cell holds an amount with two decimals, grouped or not."""
    whole, dot, cents = text.replace(",", "").partition(".")
    return bool(dot) and whole.isdigit() and len(cents) == 2 and cents.isdigit()
