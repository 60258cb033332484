"""Printed lines into paragraphs: over lines and pages, without headers and footers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosures.ingest.model import Grid, Item, Paragraph, Place
from disclosures.ingest.pdf_lines import PrintedLine

NUMBERED = re.compile(
    r"第[一二三四五六七八九十百\d]+[部章节条]|[一二三四五六七八九十]+、"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[、．.](?!\d)|[①-⑳]"
    r"|附[件表]|注[：:]|说明[：:]|单位[：:]"
)
ENDED = re.compile(r"[。！？；：:;.!?]$")
PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?(\d{1,4})\s*(?:页)?(?:\s*[/共,，].*)?[-—–·\s]*"
)
LEADERS = re.compile(r"[.…·]{4,}")
TABLE_LINE = re.compile(r"(?:金额)?单位\s*[：:]|公开\s*\d+\s*表")
"""What stands above every table, and is no header for that."""
EDGE_LINES = 2
REPEATED = 0.3
"""Share of the pages on which a header or footer must stand."""
BAND = 8.0
MARGIN = 0.09
"""Of the page's height, at its top and bottom: where no text of its own stands."""
BODY_LENGTH = 20
WRAPPED = 0.85
"""Of the column, how wide a centred line is that goes on below."""


@dataclass(slots=True)
class PageFlow:
    """What is printed on a page, and its size in points."""

    number: int
    width: float
    height: float
    lines: list[PrintedLine]
    grids: list[Grid] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Column:
    """Where running text begins and ends on pages of one width."""

    left: float
    right: float


def without_margins(pages: Sequence[PageFlow]) -> int:
    """Take headers, footers and page numbers out of `pages`; return how many lines."""
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update({_band(line) for line in _edge_lines(page)})
    needed = max(2, REPEATED * len(pages))
    taken = 0
    for page in pages:
        gone = [
            line
            for line in _edge_lines(page)
            if _page_number(line, page)
            or (
                counts[_band(line)] >= needed
                and _in_margin(line, page)
                and not TABLE_LINE.match(line.text)
            )
        ]
        page.lines = [line for line in page.lines if line not in gone]
        taken += len(gone)
    return taken


def _edge_lines(page: PageFlow) -> list[PrintedLine]:
    if len(page.lines) <= 2 * EDGE_LINES:
        return list(page.lines)
    return [*page.lines[:EDGE_LINES], *page.lines[-EDGE_LINES:]]


def _band(line: PrintedLine) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.base / BAND)


def _in_margin(line: PrintedLine, page: PageFlow) -> bool:
    return not MARGIN * page.height < line.base < (1 - MARGIN) * page.height


def _page_number(line: PrintedLine, page: PageFlow) -> bool:
    if not _in_margin(line, page):
        return False
    found = PAGE_NUMBER.fullmatch(line.text)
    return found is not None and abs(int(found[1]) - page.number) <= 10


def items_of(pages: Sequence[PageFlow]) -> list[Item]:
    """Return the paragraphs and grids of all pages in reading order."""
    return list(_Flow(_columns(pages)).run(pages))


def _columns(pages: Sequence[PageFlow]) -> dict[int, _Column]:
    lefts: dict[int, Counter[int]] = defaultdict(Counter)
    rights: dict[int, list[float]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if line.count > BODY_LENGTH:
                lefts[round(page.width)][round(line.left)] += 1
                rights[round(page.width)].append(line.right)
    return {
        width: _Column(
            left=lefts[width].most_common(1)[0][0],
            right=sorted(found)[int(len(found) * 0.9)],
        )
        for width, found in rights.items()
    }


class _Flow:
    """Joins lines as they come; a paragraph is put out when the next one begins."""

    def __init__(self, columns: dict[int, _Column]) -> None:
        self._columns = columns
        self._texts: list[str] = []
        self._lines: list[tuple[PrintedLine, int]] = []
        self._centred = False

    def run(self, pages: Sequence[PageFlow]) -> Iterator[Item]:
        for page in pages:
            column = self._columns.get(round(page.width))
            for printed in _in_order(page):
                if isinstance(printed, Grid):
                    yield from self._finished()
                    yield printed
                    continue
                centred = _is_centred(printed, column, page.width)
                if not self._continues(printed, column, centred):
                    yield from self._finished()
                    self._centred = centred
                self._lines.append((printed, page.number))
        yield from self._finished()

    def _continues(
        self, line: PrintedLine, column: _Column | None, centred: bool
    ) -> bool:
        if not self._lines or column is None:
            return False
        before, _ = self._lines[-1]
        if abs(before.size - line.size) >= 1.6 or LEADERS.search(before.text):
            return False
        if NUMBERED.match(line.text) and ENDED.search(before.text):
            return False
        needed = max(line.first, (2 if line.opens else 1) * before.size)
        full = before.right + needed > column.right - 1.2 * before.size
        if centred and self._centred and column.right - line.right > line.size:
            wide = before.right - before.left > WRAPPED * (column.right - column.left)
            return full and wide and not NUMBERED.match(line.text)
        indented = line.left > column.left + 1.2 * line.size
        return full and not indented

    def _finished(self) -> Iterator[Paragraph]:
        if not self._lines:
            return
        first, page = self._lines[0]
        last, _ = self._lines[-1]
        same_page = [line.box for line, number in self._lines if number == page]
        box = (
            min(each[0] for each in same_page),
            min(each[1] for each in same_page),
            max(each[2] for each in same_page),
            max(each[3] for each in same_page),
        )
        yield Paragraph(
            text=_joined([line.text for line, _ in self._lines]),
            place=Place(page, box),
            size=round(first.size, 1),
            centred=self._centred and (last.left > first.left or len(self._lines) == 1),
        )
        self._lines = []
        self._centred = False


def _joined(texts: Sequence[str]) -> str:
    """Join lines; Latin words get back the blank that the line break stood for."""
    whole = texts[0]
    for text in texts[1:]:
        latin = whole[-1:].isalpha() and whole[-1:].isascii() and text[:1].isalpha()
        whole += (" " if latin and text[:1].isascii() else "") + text
    return whole


def _in_order(page: PageFlow) -> list[PrintedLine | Grid]:
    placed: list[tuple[float, PrintedLine | Grid]] = [
        (line.base, line) for line in page.lines
    ]
    placed += [((grid.place.box or (0, 0))[1], grid) for grid in page.grids]
    return [each for _, each in sorted(placed, key=lambda pair: pair[0])]


def _is_centred(line: PrintedLine, column: _Column | None, width: float) -> bool:
    if column is None:
        return abs((line.left + line.right) / 2 - width / 2) < line.size
    space = line.left - column.left
    middles = ((column.left + column.right) / 2, width / 2)
    off = min(abs((line.left + line.right) / 2 - middle) for middle in middles)
    return space > line.size and off < 1.2 * line.size
