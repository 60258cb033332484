"""Spreadsheets (xlsx, xls, ods, et): each sheet a table, as an annex or alone."""

import datetime
import io
import re
from collections.abc import Iterator, Sequence

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Cell, Grid, Reading
from disclosures.ingest.package import Package
from disclosures.ingest.progress import Progress, silent
from disclosures.ingest.refusals import damaged, encrypted, too_complex
from disclosures.ingest.sniff import Kind

PARSER = "calamine/1"
WHAT = "电子表格"
REFERENCE = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
HIDDEN = "工作簿里有隐藏的工作表，没有读取。"
Value = (
    int | float | str | bool | datetime.time | datetime.date | datetime.datetime
    | datetime.timedelta
)  # fmt: skip


def read_spreadsheet(
    data: bytes, kind: Kind, limits: Limits, progress: Progress = silent
) -> Reading:
    """Return one grid for each visible sheet that holds anything, by its name.

    Raises `Unreadable`: damaged, encrypted, too_complex, unsafe.
    """
    if kind in (Kind.XLSX, Kind.ODS):
        _check_package(data, kind, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        metadata = book.sheets_metadata
    except CalamineError as failure:
        if "password" in str(failure).lower():
            raise encrypted(WHAT) from failure
        raise damaged(WHAT) from failure
    grids: list[Grid] = []
    hidden = False
    for done, sheet in enumerate(metadata):
        if sheet.visible != SheetVisibleEnum.Visible:
            hidden = True
            continue
        grids.extend(_sheet(book, sheet.name, limits))
        progress("sheets", done + 1, len(metadata))
    return Reading(
        format=kind.value,
        items=tuple(grids),
        notes=(HIDDEN,) if hidden else (),
        parser=PARSER,
    )


def _check_package(data: bytes, kind: Kind, limits: Limits) -> None:
    """Refuse a workbook whose cells lie further out than any real table's."""
    package = Package(data, WHAT, limits)
    for member in package.members:
        content = package.get(member.filename.lstrip("/"))
        if (
            content is None
            or kind is not Kind.XLSX
            or not SHEET.search(member.filename)
        ):
            continue
        for letters, digits in REFERENCE.findall(content):
            if int(digits) > limits.rows or _column(letters) > limits.columns:
                raise _too_far(limits)


def _column(letters: bytes) -> int:
    number = 0
    for each in letters:
        number = number * 26 + each - ord("A") + 1
    return number


def _too_far(limits: Limits) -> Exception:
    return too_complex(
        f"工作表超过 {limits.rows} 行或 {limits.columns} 列（可能在很远处有内容）"
    )


def _sheet(book: CalamineWorkbook, name: str, limits: Limits) -> Iterator[Grid]:
    try:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False, nrows=limits.rows + 1)
        spans = sheet.merged_cell_ranges or []
    except CalamineError as failure:
        raise damaged(WHAT) from failure
    texts = [[text_of(value) for value in row] for row in rows]
    filled = [r for r, row in enumerate(texts) if any(row)]
    if not filled:
        return
    width = max(c + 1 for row in texts for c, text in enumerate(row) if text)
    if filled[-1] >= limits.rows or width > limits.columns:
        raise _too_far(limits)
    yield _grid(name, texts[: filled[-1] + 1], width, spans)


def _grid(
    name: str,
    texts: Sequence[Sequence[str]],
    width: int,
    spans: Sequence[tuple[tuple[int, int], tuple[int, int]]],
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


def text_of(value: Value) -> str:
    """Return a cell's value as it would be typed: whole numbers without a point."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return str(value).strip()


def _number(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".")
