"""What the library for spreadsheets does not tell of an xlsx: formats, hidden rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from disclosures.ingest.limits import Limits
from disclosures.ingest.package import BROKEN, DTD, Package
from disclosures.ingest.refusals import damaged, too_complex, unsafe

MAIN = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
RELATION = re.compile(r"\{[^}]*/relationships\}id$")
REFERENCE = re.compile(r"\s*([A-Za-z]{1,3})(\d{1,7})\s*$")
BUILT_IN = {9: 0, 10: 2}
"""Decimals of the percent formats that every workbook has."""
PERCENT = re.compile(r"0(?:\.(0+))?%")
PIECE = 1 << 18
WHAT = "电子表格"
DECLARED = "电子表格内含文档类型声明（DTD）"


@dataclass(slots=True)
class SheetFacts:
    """Of one sheet: rows and columns from 0.

    `percents` gives the decimals of each cell shown as a percentage; `uncomputed`
    counts the formulas that were saved without a value.
    """

    percents: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden: bool = False
    uncomputed: int = 0


def facts_of(package: Package, limits: Limits) -> dict[str, SheetFacts]:
    """Return the facts of each sheet by its name.

    Raises `Unreadable`: too_complex for a cell further out than `limits`, unsafe for
    a DTD in any part, damaged.
    """
    percents = _percent_styles(package)
    return {
        name: _sheet(content, percents, limits)
        for name, part in _parts(package)
        if (content := package.get(part)) is not None
    }


def too_far(limits: Limits) -> Exception:
    return too_complex(
        f"工作表超过 {limits.rows} 行或 {limits.columns} 列（可能在很远处有内容）"
    )


def _parts(package: Package) -> Iterator[tuple[str, str]]:
    """Yield each sheet's name and the part that holds it."""
    book = package.xml("xl/workbook.xml")
    relations = package.xml("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    for each in _all(book, "sheet"):
        of = next((v for k, v in each.attrib.items() if RELATION.search(str(k))), None)
        target = targets.get(str(of), "")
        yield (
            str(each.get("name", "")),
            target.lstrip("/") if target.startswith("/") else f"xl/{target}",
        )


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(*(space + name for space in MAIN))


def _percent_styles(package: Package) -> dict[int, int]:
    """Return the decimals of each cell style, by its index, that shows a percentage."""
    root = package.xml("xl/styles.xml")
    if root is None:
        return {}
    formats = dict(BUILT_IN)
    for each in _all(root, "numFmt"):
        if found := PERCENT.search(each.get("formatCode", "")):
            formats[_whole(each.get("numFmtId"))] = len(found[1] or "")
    styles: dict[int, int] = {}
    for cells in _all(root, "cellXfs"):
        for index, each in enumerate(cells):
            number = _whole(each.get("numFmtId"))
            if number in formats:
                styles[index] = formats[number]
    return styles


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else -1


def _sheet(content: bytes, percents: dict[int, int], limits: Limits) -> SheetFacts:
    """Go through a sheet's cells as they come, so that none is kept in memory."""
    if DTD.search(content):
        raise unsafe(DECLARED)
    facts = SheetFacts()
    row = column = -1
    try:
        for event, element in _events(content):
            name = str(element.tag).rpartition("}")[2]
            if event == "start" and name in ("row", "col"):
                facts.hidden |= element.get("hidden") in ("1", "true")
                if name == "row":
                    row, column = _row(element, row), -1
            elif event == "end" and name == "c":
                row, column = _place(element, row, column + 1, limits)
                _note(element, (row, column), percents, facts)
            if event == "end" and name in ("c", "row"):
                element.clear()
    except (etree.XMLSyntaxError, *BROKEN) as failure:
        raise damaged(WHAT) from failure
    return facts


def _events(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    parser = etree.XMLPullParser(
        events=("start", "end"),
        tag=[space + name for space in MAIN for name in ("row", "col", "c")],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for start in range(0, len(content), PIECE):
        parser.feed(content[start : start + PIECE])
        yield from cast(Iterator[tuple[str, etree._Element]], parser.read_events())
    parser.close()


def _row(element: etree._Element, before: int) -> int:
    number = _whole(element.get("r"))
    return number - 1 if number > 0 else before + 1


def _place(
    cell: etree._Element, row: int, column: int, limits: Limits
) -> tuple[int, int]:
    """Return a cell's row and column; it follows the one before where it says none."""
    if found := REFERENCE.match(cell.get("r", "")):
        row, column = int(found[2]) - 1, _column(found[1].upper())
    if row >= limits.rows or column >= limits.columns:
        raise too_far(limits)
    return row, column


def _column(letters: str) -> int:
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - ord("A") + 1
    return number - 1


def _note(
    cell: etree._Element,
    at: tuple[int, int],
    percents: dict[int, int],
    facts: SheetFacts,
) -> None:
    style = _whole(cell.get("s"))
    if style in percents:
        facts.percents[at] = percents[style]
    names = {str(each.tag).rpartition("}")[2]: each for each in cell}
    if "f" in names and not (names["v"].text if "v" in names else None):
        facts.uncomputed += 1
