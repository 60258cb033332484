"""Spreadsheets (xlsx, xls, ods, et): each sheet a table, as an annex or alone."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import openpyxl
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Cell, Grid, Item, Reading
from disclosures.ingest.package import DTD, MACROS_IGNORED, Package
from disclosures.ingest.progress import Progress, silent
from disclosures.ingest.refusals import damaged, encrypted, unsafe
from disclosures.ingest.sheet_facts import (
    DECLARED,
    WHAT,
    SheetFacts,
    facts_of,
    too_far,
)
from disclosures.ingest.sheet_values import as_percent, text_of
from disclosures.ingest.sniff import Kind

PARSER = "calamine/2"
PANIC = "PanicException"
TITLE_ROWS = 3
"""Lines above a table's header: title, number of the table, unit."""
Span = tuple[tuple[int, int], tuple[int, int]]
MARKUP = re.compile(r"\.(?:xml|rels)$")
HIDDEN_SHEETS = "工作簿里有隐藏的工作表，没有读取。"
HIDDEN_ROWS = "工作表“{name}”有隐藏的行或列，其中的内容一并读取了。"
UNCOMPUTED = (
    "工作表“{name}”有 {count} 个公式没有保存计算结果，读作空白，"
    "请用 Excel 或 WPS 打开、保存后重新上传。"
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A visible sheet: full rows of text, and which positions are merged into one."""

    name: str
    rows: list[list[str]]
    spans: Sequence[Span] = ()


def read_spreadsheet(
    data: bytes, kind: Kind, limits: Limits, progress: Progress = silent
) -> Reading:
    """Return the tables of each visible sheet by the sheet's name.

    Raises `Unreadable`: damaged, encrypted, too_complex, unsafe.
    """
    facts: dict[str, SheetFacts] = {}
    notes: list[str] = []
    if kind in (Kind.XLSX, Kind.ODS):
        package = Package(data, WHAT, limits)
        _check_parts(package)
        if kind is Kind.XLSX:
            facts = facts_of(package, limits)
        if package.has_macros:
            notes.append(MACROS_IGNORED)
    sheets, hidden = _sheets(data, kind, limits)
    items: list[Item] = []
    for done, sheet in enumerate(sheets):
        known = facts.get(sheet.name, SheetFacts())
        items.extend(_tables(_with_percents(sheet, known), limits))
        notes.extend(_notes(sheet.name, known))
        progress("sheets", done + 1, len(sheets))
    return Reading(
        format=kind.value,
        items=tuple(items),
        notes=(*notes, HIDDEN_SHEETS) if hidden else tuple(notes),
        parser=PARSER,
    )


def _check_parts(package: Package) -> None:
    """Unpack every part within bounds; refuse what declares a document type."""
    for member in package.members:
        content = package.get(member.filename.lstrip("/"))
        if content and MARKUP.search(member.filename) and DTD.search(content):
            raise unsafe(DECLARED)


def _notes(name: str, known: SheetFacts) -> Iterator[str]:
    if known.hidden:
        yield HIDDEN_ROWS.format(name=name)
    if known.uncomputed:
        yield UNCOMPUTED.format(name=name, count=known.uncomputed)


def _sheets(data: bytes, kind: Kind, limits: Limits) -> tuple[list[_Sheet], bool]:
    """Return the visible sheets, and whether there are hidden ones."""
    try:
        return _by_calamine(data, limits)
    except CalamineError as failure:
        if "password" in str(failure).lower():
            raise encrypted(WHAT) from failure
        if kind is not Kind.XLSX:
            raise damaged(WHAT) from failure
    except BaseException as failure:
        # Rust code that panics; no Exception, and the process lives on.
        if type(failure).__name__ != PANIC:
            raise
        raise damaged(WHAT) from failure
    return _by_openpyxl(data, limits)


def _by_calamine(data: bytes, limits: Limits) -> tuple[list[_Sheet], bool]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    metadata = book.sheets_metadata
    visible = [each for each in metadata if each.visible == SheetVisibleEnum.Visible]
    sheets: list[_Sheet] = []
    for each in visible:
        if each.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(each.name)
        rows = sheet.to_python(skip_empty_area=False, nrows=limits.rows + 1)
        texts = [[text_of(value) for value in row] for row in rows]
        sheets.append(_Sheet(each.name, texts, sheet.merged_cell_ranges or ()))
    return sheets, len(visible) < len(metadata)


def _by_openpyxl(data: bytes, limits: Limits) -> tuple[list[_Sheet], bool]:
    """Read what the quicker library takes for damaged, merged cells left apart."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        visible = [each for each in book.worksheets if each.sheet_state == "visible"]
        sheets = [
            _Sheet(
                each.title,
                [
                    ["" if value is None else text_of(value) for value in row]
                    for row in each.iter_rows(
                        max_row=limits.rows + 1,
                        max_col=limits.columns + 1,
                        values_only=True,
                    )
                ],
            )
            for each in visible
        ]
    except Exception as failure:  # the library raises whatever its parsers raise
        raise damaged(WHAT) from failure
    return sheets, len(visible) < len(book.worksheets)


def _with_percents(sheet: _Sheet, known: SheetFacts) -> _Sheet:
    """Write shares as they are shown: 0.7949 in a cell of percents is 79.49%."""
    for (row, column), decimals in known.percents.items():
        if row < len(sheet.rows) and column < len(sheet.rows[row]):
            text = sheet.rows[row][column]
            sheet.rows[row][column] = as_percent(text, decimals)
    return sheet


def _tables(sheet: _Sheet, limits: Limits) -> Iterator[Item]:
    """Yield a sheet's tables: one, or several parted by blank rows and a title."""
    texts = sheet.rows
    filled = [r for r, row in enumerate(texts) if any(row)]
    if not filled:
        return
    width = max(c + 1 for row in texts for c, text in enumerate(row) if text)
    if filled[-1] >= limits.rows or width > limits.columns:
        raise too_far(limits)
    for first, last in _parts_of(texts, filled):
        spans = [
            ((top - first, left), (bottom - first, right))
            for (top, left), (bottom, right) in sheet.spans
            if first <= top <= last
        ]
        yield _grid(sheet.name, texts[first : last + 1], width, spans)


def _parts_of(
    texts: Sequence[Sequence[str]], filled: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield first and last row of each table of a sheet.

    A blank row parts two tables where what follows it begins with a line of its own,
    a title or a unit, and has a table's rows below; elsewhere it is a table's own.
    """
    first = 0
    for before, after in zip(filled, filled[1:], strict=False):
        if after > before + 1 and _begins_a_table(texts, after):
            yield first, before
            first = after
    yield first, filled[-1]


def _begins_a_table(texts: Sequence[Sequence[str]], row: int) -> bool:
    below = texts[row : row + TITLE_ROWS + 2]
    counts = [sum(1 for text in each if text) for each in below]
    return counts[0] == 1 and sum(1 for count in counts[1:] if count > 1) >= 2


def _grid(
    name: str,
    texts: Sequence[Sequence[str]],
    width: int,
    spans: Sequence[Span],
) -> Grid:
    covers: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in spans:
        bottom, right = min(bottom, len(texts) - 1), min(right, width - 1)
        if bottom < top or right < left:
            continue
        covers[(top, left)] = (bottom - top + 1, right - left + 1)
        covered.update(
            (r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)
        )
        covered.discard((top, left))
    cells = [
        Cell(text, r, c, *covers.get((r, c), (1, 1)))
        for r, row in enumerate(texts)
        for c, text in enumerate(row[:width])
        if (r, c) not in covered
    ]
    return Grid(cells=tuple(cells), rows=len(texts), columns=width, name=name)
