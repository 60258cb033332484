"""Two versions of one table, value by value, however each is laid out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from disclosures.parse.model import TableBlock
from disclosures.parse.shapes import squeezed

SCALES = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
NUMBER = re.compile(r"[-−－]?\d[\d,，]*(?:\.\d+)?[%％]?")
CODE = re.compile(r"\d{2}|\d{3}|\d{5}|\d{7}")
MOSTLY = 0.9
ZERO = Decimal(0)

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value as either has it, under the words that stand to its left."""

    label: str
    text: str
    annex: str


@dataclass(frozen=True, slots=True)
class Compared:
    """How many values are the same, and which are not; a blank is as good as 0."""

    same: int
    differences: tuple[Difference, ...]


def compared(text: TableBlock, annex: TableBlock) -> Compared:
    """Compare two tables by their rows' labels; units and decimals may differ.

    A value of the annex agrees with one of the text that it rounds to.
    """
    ours, theirs = _values(text), _values(annex)
    units = _scales(text, annex)
    same = 0
    found: list[Difference] = []
    for key in dict.fromkeys([*ours, *theirs]):
        pairs = zip_longest(ours.get(key, ()), theirs.get(key, ()), fillvalue="")
        for one, other in pairs:
            if _equal(one, other, units):
                same += bool(one or other)
            else:
                found.append(Difference(key[0], one, other))
    return Compared(same, tuple(found))


def rows_as_read(table: TableBlock) -> set[tuple[str, ...]]:
    """Return the rows without blanks, numbers without zeros at their end."""
    return {
        tuple(_plain(cell.strip()) for cell in row if cell.strip())
        for row in table.rows
        if any(cell.strip() for cell in row)
    }


def _plain(text: str) -> str:
    if not NUMBER.fullmatch(text):
        return squeezed(text)
    text = re.sub("[,，]", "", text)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _values(table: TableBlock) -> dict[Key, tuple[str, ...]]:
    """Return the values to the right of each label, blanks within them kept."""
    seen: Counter[str] = Counter()
    found: dict[Key, tuple[str, ...]] = {}
    body = table.rows[table.header :]
    coded = frozenset(_coded(body))
    for row in body:
        for label, values in _labelled(row, coded):
            seen[label] += 1
            found[label, seen[label]] = values
    return found


def _coded(body: Sequence[Sequence[str]]) -> Iterator[int]:
    """Yield the columns that hold codes: numbers of a code's length before words."""
    for column in range(max(map(len, body), default=0)):
        rows = [row for row in body if column < len(row)]
        numbers = [row for row in rows if NUMBER.fullmatch(row[column].strip())]
        codes = sum(1 for row in numbers if _is_code(row, column))
        if codes > 1 and codes >= MOSTLY * len(numbers):
            yield column


def _is_code(row: Sequence[str], column: int) -> bool:
    """Say whether a cell may be a code: no words before it, but after it or its rest.

    A code may be parted into several cells, 类, 款 and 项.
    """
    before = row[column - 1].strip() if column else ""
    if before and not NUMBER.fullmatch(before):
        return False
    rest = (cell.strip() for cell in row[column:])
    after = next((text for text in rest if not CODE.fullmatch(text)), "")
    starts = CODE.fullmatch(row[column].strip()) is not None
    return starts and bool(after) and not NUMBER.fullmatch(after)


def _labelled(
    row: Sequence[str], coded: frozenset[int]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each run of words and codes in a row and the values up to the next."""
    label, values = "", list[str]()
    for column, cell in enumerate(row):
        text = cell.strip()
        if not text:
            values += [""] if label else []
        elif NUMBER.fullmatch(text) and not (column in coded and CODE.fullmatch(text)):
            values.append(text)
        else:
            if values and label:
                yield label, tuple(values)
                label = ""
            values = []
            label += squeezed(text)
    if label:
        yield label, tuple(values)


def _scales(text: TableBlock, annex: TableBlock) -> tuple[Decimal, Decimal]:
    ours, theirs = SCALES.get(text.unit), SCALES.get(annex.unit)
    either = ours or theirs or Decimal(1)
    return ours or either, theirs or either


def _equal(one: str, other: str, units: tuple[Decimal, Decimal]) -> bool:
    if one == other:
        return True
    (mine, step), (theirs, other_step) = (
        _amount(text, unit) for text, unit in zip((one, other), units, strict=True)
    )
    if not one or not other:
        return mine == theirs == ZERO
    if units[0] != units[1]:
        return abs(mine - theirs) <= max(step, other_step) / 2
    # A spreadsheet drops no decimals but zeros, so that only it can be the finer.
    return abs(mine - theirs) <= (step / 2 if other_step < step else ZERO)


def _amount(text: str, unit: Decimal) -> tuple[Decimal, Decimal]:
    """Return a value and what its last digit counts, in yuan."""
    plain = re.sub("[,，%％]", "", text).translate({ord("−"): "-", ord("－"): "-"})
    if not plain:
        return ZERO, ZERO
    value = Decimal(plain)
    exponent = value.as_tuple().exponent
    places = exponent if isinstance(exponent, int) else 0
    return value * unit, Decimal(1).scaleb(min(places, 0)) * unit
