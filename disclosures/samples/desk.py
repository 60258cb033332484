"""What every table of a department is written with: its books, names and money."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from disclosures.samples.accounts import Accounts, Item, total
from disclosures.samples.classification import Names
from disclosures.samples.model import Rows, Span, Table

Columns = Callable[[tuple[Item, ...]], tuple[Decimal, ...]]


@dataclass(frozen=True, slots=True)
class Desk:
    """One department's accounts; `named` are its figures, `money` writes an amount."""

    books: Accounts
    names: Names
    named: Mapping[str, Decimal]
    department: str
    year: int
    money: Callable[[Decimal], str]

    def cell(self, value: Decimal) -> str:
        """An amount, or '' for nothing."""
        return self.money(value) if value else ""

    def table(
        self,
        number: int,
        name: str,
        rows: Rows,
        *,
        header: int,
        spans: tuple[Span, ...],
        widths: tuple[int, ...],
        notes: tuple[str, ...],
    ) -> Table:
        """Table `number` of the nine, with its corner lines."""
        return Table(
            key=f"t{number}",
            name=name,
            rows=rows,
            header=header,
            above=(
                f"公开{number:02d}表",
                f"部门：{self.department}",
                f"{self.year}年度",
                "单位：万元",
            ),
            below=notes,
            spans=spans,
            widths=widths,
        )

    def by_code(self, items: tuple[Item, ...], columns: Columns) -> list[list[str]]:
        """One line for each 类, 款 and 项 below `items`, parents first."""
        codes = sorted({item.code[:width] for item in items for width in (3, 5, 7)})
        return [
            [code, self.names.function(code)]
            + [
                self.cell(value)
                for value in columns(
                    tuple(item for item in items if item.code.startswith(code))
                )
            ]
            for code in codes
        ]

    def classes(self, purse: str = "") -> list[Decimal]:
        """The spending of each of the 24 classes, of one purse or of all."""
        return [
            total(self.books.below(code, purse), "total")
            for code, _ in self.names.classes
        ]
