"""A department's accounts: base figures in, every derived figure out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

ZERO = Decimal(0)

INCOME = (
    ("general", "一般公共预算财政拨款收入"),
    ("fund", "政府性基金预算财政拨款收入"),
    ("capital", "国有资本经营预算财政拨款收入"),
    ("superior", "上级补助收入"),
    ("institution", "事业收入"),
    ("trade", "经营收入"),
    ("remitted", "附属单位上缴收入"),
    ("other", "其他收入"),
)
WORDS = frozenset({"code", "purse", "kind", "use", "reason"})
TRIPS = ("abroad", "purchase", "upkeep", "reception")


@dataclass(frozen=True, slots=True)
class Item:
    """One 项 of one source of money, in 万元.

    `purse` is general or fund for appropriations, own for anything else; own money
    comes in as `income` of the kind `kind` (institution, other, …). The income of an
    appropriation follows from spending, opening and closing balance.
    """

    code: str
    purse: str = "general"
    basic: Decimal = ZERO
    project: Decimal = ZERO
    budget: Decimal = ZERO
    opening: Decimal = ZERO
    closing: Decimal = ZERO
    kind: str = ""
    use: str = ""
    reason: str = ""

    @property
    def total(self) -> Decimal:
        """Spending, basic and project."""
        return self.basic + self.project

    @property
    def income(self) -> Decimal:
        """What came in during the year."""
        return self.total + self.closing - self.opening

    @property
    def source(self) -> str:
        """The row of INCOME that the money came in by."""
        return self.kind or self.purse


@dataclass(frozen=True, slots=True)
class Trip:
    """One of the four lines of “三公”: budget, final and last year's final amount."""

    budget: Decimal = ZERO
    final: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Accounts:
    """Everything the nine tables are made of."""

    items: tuple[Item, ...] = ()
    economic: Mapping[str, Decimal] = field(default_factory=dict)
    trips: Mapping[str, Trip] = field(default_factory=dict)

    def of(self, purse: str) -> tuple[Item, ...]:
        """The items paid from `purse`, in the order of their codes."""
        found = (item for item in self.items if item.purse == purse)
        return tuple(sorted(found, key=lambda item: item.code))

    def below(self, prefix: str, purse: str = "") -> tuple[Item, ...]:
        """The items whose code begins with `prefix`, of one purse or of all."""
        return tuple(
            item
            for item in self.items
            if item.code.startswith(prefix) and purse in ("", item.purse)
        )

    def economic_sum(self, *prefixes: str) -> Decimal:
        """The basic spending under the economic classes that begin so."""
        return sum(
            (v for code, v in self.economic.items() if code.startswith(prefixes)),
            start=ZERO,
        )


def total(items: Iterable[Item], what: str) -> Decimal:
    """The sum of one attribute (total, basic, income, …) over `items`."""
    return sum((getattr(item, what) for item in items), start=ZERO)


def accounts(source: Mapping[str, Any]) -> Accounts:
    """Read the accounts of a source file; amounts are decimal text."""
    items = tuple(_item(entry) for entry in source.get("item", ()))
    economic = {k: Decimal(v) for k, v in source.get("economic", {}).items()}
    trips = {
        key: Trip(Decimal(budget), Decimal(final))
        for key, (budget, final) in source.get("trips", {}).items()
    }
    return Accounts(items, economic, trips)


def _item(entry: Mapping[str, str]) -> Item:
    words = {k: v for k, v in entry.items() if k in WORDS}
    amounts = {k: Decimal(v) for k, v in entry.items() if k not in WORDS}
    fields: dict[str, Any] = {**words, **amounts}
    return Item(**fields)


def figures(books: Accounts) -> dict[str, Decimal]:
    """Every amount that the text may name, by a dotted name, in 万元."""
    named: dict[str, Decimal] = {}
    for what in ("basic", "project", "total", "income", "opening", "closing"):
        named[f"all.{what}"] = total(books.items, what)
        for purse in ("general", "fund", "own"):
            named[f"{purse}.{what}"] = total(books.of(purse), what)
        named[f"fiscal.{what}"] = named[f"general.{what}"] + named[f"fund.{what}"]
    for purse in ("general", "fund"):
        named[f"{purse}.budget"] = total(books.of(purse), "budget")
    named["all.grand"] = named["all.income"] + named["all.opening"]
    named["fiscal.grand"] = named["fiscal.income"] + named["fiscal.opening"]
    for key, _ in INCOME:
        named[f"income.{key}"] = total(
            (item for item in books.items if item.source == key), "income"
        )
    for item in books.items:
        for width in (3, 5, 7):
            code = item.code[:width]
            for what in ("total", "basic", "project", "budget"):
                below = total(books.below(code, item.purse), what)
                named[f"{item.purse}.{code}.{what}"] = below
    named["staff"] = books.economic_sum("301", "303")
    named["public"] = books.economic_sum("302", "310")
    named.update({f"econ.{k}": v for k, v in books.economic.items()})
    named.update(_trips(books))
    return named


def _trips(books: Accounts) -> dict[str, Decimal]:
    named: dict[str, Decimal] = {}
    for what in ("budget", "final"):
        for key in TRIPS:
            named[f"trip.{key}.{what}"] = getattr(books.trips.get(key, Trip()), what)
        car = named[f"trip.purchase.{what}"] + named[f"trip.upkeep.{what}"]
        named[f"trip.car.{what}"] = car
        named[f"trip.total.{what}"] = (
            named[f"trip.abroad.{what}"] + car + named[f"trip.reception.{what}"]
        )
    return named
