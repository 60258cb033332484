"""A source text becomes blocks.

A line beginning with '#' is a heading (one '#' a part), '@' a directive, any other
line a paragraph; its placeholders are filled. Directives: @title, @contents,
@tables (all nine below their headings), @items PURSE, @grid NAME.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from disclosures.samples.accounts import Accounts, Item
from disclosures.samples.classification import Names
from disclosures.samples.model import Block, Document, Heading, Table, Text
from disclosures.samples.numerals import ordinal
from disclosures.samples.phrases import Phrases


def document(
    source: Mapping[str, Any],
    text: str,
    *,
    phrases: Phrases,
    books: Accounts,
    names: Names,
    tables: tuple[Table, ...],
) -> Document:
    """The sample that `text` describes. Raises KeyError for an unknown name."""
    blocks: list[Block] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line.startswith("#"):
            mark, _, words = line.partition(" ")
            blocks.append(Heading(len(mark), phrases.fill(words)))
        elif line.startswith("@"):
            directive, _, argument = line[1:].partition(" ")
            if directive == "title":
                blocks.append(Text(phrases.fill(argument), "title"))
            elif directive == "contents":
                blocks.append(Text("", "contents"))
            elif directive == "tables":
                blocks += _tables(tables)
            elif directive == "items":
                blocks += _items(books.of(argument), names, phrases)
            elif directive == "grid":
                blocks.append(_grid(argument, source["grid"][argument], phrases))
            else:
                raise KeyError(directive)
        else:
            blocks.append(Text(phrases.fill(line)))
    title = f"{source['department']}{source['year']}年度部门决算"
    return Document(source["name"], title, tuple(_with_contents(blocks)))


def _with_contents(blocks: list[Block]) -> Iterator[Block]:
    listed = [b for b in blocks if isinstance(b, Heading) and b.level <= 2]
    for block in blocks:
        if isinstance(block, Text) and block.role == "contents":
            yield Text("目录", "title")
            yield from (Text(heading.text, "contents") for heading in listed)
        else:
            yield block


def _tables(tables: tuple[Table, ...]) -> Iterator[Block]:
    for number, table in enumerate(tables, 1):
        yield Heading(2, f"{ordinal(number)}、{table.name}")
        yield table


def _items(items: tuple[Item, ...], names: Names, phrases: Phrases) -> Iterator[Block]:
    for number, item in enumerate(items, 1):
        said = phrases.fill(
            f"{number}、{names.path(item.code)}。主要用于：{item.use}。"
            f"年初预算为{phrases.money(item.budget)}{phrases.unit}，"
            f"支出决算为{phrases.money(item.total)}{phrases.unit}。"
        )
        if item.total == item.budget:
            said += "决算数与预算数持平。"
        else:
            word = "大于" if item.total > item.budget else "小于"
            said += f"决算数{word}预算数的主要原因：{item.reason}。"
        yield Text(said)


def _grid(key: str, grid: Mapping[str, Any], phrases: Phrases) -> Table:
    rows = tuple(tuple(phrases.fill(cell) for cell in row) for row in grid["rows"])
    return Table(
        key=key,
        name=grid["name"],
        rows=rows,
        header=grid.get("header", 1),
        above=tuple(phrases.fill(line) for line in grid.get("above", ())),
        below=tuple(phrases.fill(line) for line in grid.get("below", ())),
        spans=tuple(tuple(span) for span in grid.get("spans", ())),
        widths=tuple(grid.get("widths", ())),
    )


def facts(raw: Mapping[str, Any], prefix: str = "") -> dict[str, Decimal]:
    """Nested tables of decimal text and whole numbers, by dotted name."""
    named: dict[str, Decimal] = {}
    for key, value in raw.items():
        if isinstance(value, dict):
            named |= facts(value, f"{prefix}{key}.")
        else:
            named[f"{prefix}{key}"] = Decimal(value)
    return named
