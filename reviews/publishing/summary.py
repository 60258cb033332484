"""The main figures of a staged text, for its drawing: what came in, what was spent.

They are taken from the account's first table (收入支出决算总表), whose two sides stand
beside each other. A text without it, or in another shape, has no drawing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from disclosures.parse.model import TableBlock
from disclosures.parse.stored import blocks_from_json

SIDES = ("收入", "支出")
TOTALS = ("合计", "总计")
CARRIED = ("结转", "结余", "结余分配", "使用")
"""Lines below the parts: what was brought forward, carried on or used up."""
MOST = 8
"""Parts that are drawn; the rest is one."""
OTHERS = "其他各项"


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a side: its name, the amount as printed and as plain decimal text."""

    name: str
    printed: str
    amount: str


@dataclass(frozen=True, slots=True)
class Side:
    """Income or spending: the parts, the largest first, and the printed total."""

    name: str
    unit: str
    total: str
    parts: tuple[Part, ...]


def written(page: Mapping[str, Any]) -> bytes:
    """Return the sides as canonical JSON: a list, empty where there is nothing."""
    told = [asdict(each) for each in sides(page)]
    return json.dumps(
        told, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def read(body: bytes) -> tuple[Side, ...]:
    """Return what `written` wrote."""
    return tuple(
        Side(
            name=each["name"],
            unit=each["unit"],
            total=each["total"],
            parts=tuple(Part(**part) for part in each["parts"]),
        )
        for each in json.loads(body)
    )


def sides(page: Mapping[str, Any]) -> tuple[Side, ...]:
    """Return income and spending from the first table that has both."""
    for section in page["sections"]:
        for block in blocks_from_json(section["blocks"]):
            if isinstance(block, TableBlock) and (found := _of_table(block)):
                return found
    return ()


def _of_table(table: TableBlock) -> tuple[Side, ...]:
    for number, row in enumerate(table.rows[: max(1, table.header)]):
        begins = [_only(row, side) for side in SIDES]
        if None in begins:
            continue
        income, spending = (each or 0 for each in begins)
        if income >= spending:
            continue
        body = table.rows[max(table.header, number + 1) :]
        made = (
            _side(SIDES[0], table, body, income, spending),
            _side(SIDES[1], table, body, spending, len(row)),
        )
        return tuple(each for each in made if each is not None) if all(made) else ()
    return ()


def _only(row: Sequence[str], name: str) -> int | None:
    places = [n for n, cell in enumerate(row) if cell.replace(" ", "") == name]
    return places[0] if len(places) == 1 else None


def _side(
    name: str,
    table: TableBlock,
    body: Sequence[Sequence[str]],
    start: int,
    end: int,
) -> Side | None:
    column = _amounts(body, start + 1, end)
    if column is None:
        return None
    lines = [
        (row[start].strip(), row[column].strip())
        for row in body
        if row[start].strip() and amount_of(row[column]) is not None
    ]
    total = next((text for label, text in lines if _is_total(label)), "")
    parts = tuple(_parts(lines))
    if not total or not parts:
        return None
    return Side(name=name, unit=table.unit, total=total, parts=parts)


def _amounts(body: Sequence[Sequence[str]], start: int, end: int) -> int | None:
    """Return the column of a side that holds most amounts, the last of several."""
    counts = {
        column: sum(amount_of(row[column]) is not None for row in body)
        for column in range(start, end)
    }
    best = max(counts, key=lambda column: (counts[column], column), default=None)
    return best if best is not None and counts[best] else None


def _parts(lines: Sequence[tuple[str, str]]) -> Iterator[Part]:
    found = []
    for label, text in lines:
        if _is_total(label):
            break
        amount = amount_of(text)
        if amount and amount > 0 and not any(word in label for word in CARRIED):
            found.append((amount, label, text))
    found.sort(key=lambda each: -each[0])
    for amount, label, text in found[:MOST]:
        yield Part(_plain(label), text, str(amount))
    if rest := found[MOST:]:
        amount = sum((each[0] for each in rest), start=Decimal(0))
        yield Part(OTHERS, f"{amount:,}", str(amount))


def _is_total(label: str) -> bool:
    return any(word in label for word in TOTALS)


def _plain(label: str) -> str:
    """Return a line's name without its ordinal (一、)."""
    number, dot, rest = label.partition("、")
    return rest if dot and len(number) <= 3 and rest else label


def amount_of(text: str) -> Decimal | None:
    """Return a printed amount, None for what is none."""
    plain = text.strip().replace(",", "").replace("，", "")
    if not plain or not any(each.isdigit() for each in plain):
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
