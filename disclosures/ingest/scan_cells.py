"""The cells of a scanned table: each read, and those with figures read twice.

Read where they stand, cells get lost among one another; cut out and put below one
another they read like a column of print.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from disclosures.ingest.model import Cell, Grid
from disclosures.ingest.scan_image import Image, inked
from disclosures.ingest.tesseract import COLUMN, Word, figures_in, words_in

Box = tuple[float, float, float, float]
INNER = 7
"""Pixels by which a cell is cut smaller than its frame."""
LEAST_INK = 12
"""Dark pixels below which a cell is blank but for dust."""
AROUND, BESIDE = 10, 30
"""Pixels of paper left between cells, and at their sides."""
STRIP = 30_000
"""Pixels of one strip in height; tesseract takes no more than 32,767."""
FIGURE = re.compile(
    r"[-—–−\d.,，。:：%％\s\[\]|‘’'\"“”!丨]*\d[\d.,，。:：%％\s\[\]|‘’'\"“”!丨]*"
)
AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
STANDARD = str.maketrans("，。：:％—–−", ",...%---")
CENTS = re.compile(r"\.\d\d%?$")
NOISE = re.compile(r"[\s\[\]|‘’'\"“”!丨]")
EDGES = re.compile(r"^[：:”’|._<>，、。]+|[“‘|_<>.]+$")
"""What is left of a frame at a cell's edge reads like a sign that cannot be there."""
SURE, UNSURE = 90.0, 40.0
"""Confidence of a figure that two readings agree on, at least; disagree, at most."""


@dataclass(frozen=True, slots=True)
class Read:
    """Something as read: its box in points, confidence 0 to 100."""

    box: Box
    confidence: float


@dataclass(slots=True)
class _Reading:
    """What was read of one cell."""

    text: str = ""
    confidence: float = 0.0


def read_cells(image: Image, table: Grid, seconds: float) -> tuple[Grid, list[Read]]:
    """Return the table with its cells' text, and how surely each was read.

    `image` has no ruled lines any more. Raises `tesseract.TooSlow`.
    """
    filled = [cell for cell in table.cells if _has_ink(image, cell)]
    read = _read(image, filled, seconds)
    figures = [i for i, each in enumerate(read) if FIGURE.fullmatch(each.text)]
    again = _read(image, [filled[i] for i in figures], seconds, figures=True)
    for index, second in zip(figures, again, strict=True):
        read[index] = _settled(read[index], second)
    texts = {
        (cell.row, cell.column): each.text
        for cell, each in zip(filled, read, strict=True)
    }
    cells = tuple(
        replace(cell, text=texts.get((cell.row, cell.column), ""))
        for cell in table.cells
    )
    boxes = [
        Read(cell.place.box, each.confidence)
        for cell, each in zip(filled, read, strict=True)
        if cell.place.box
    ]
    return replace(table, cells=cells), boxes


def _has_ink(image: Image, cell: Cell) -> bool:
    left, top, right, bottom = _pixels(image, cell)
    dark = 0
    for y in range(top, bottom):
        row = image.pixels[y * image.width + left : y * image.width + right]
        dark += inked(Image(row, right - left, 1, image.scale)).count(1)
    return dark >= LEAST_INK


def _pixels(image: Image, cell: Cell) -> tuple[int, int, int, int]:
    left, top, right, bottom = (
        round(edge * image.scale) for edge in cell.place.box or (0, 0, 0, 0)
    )
    left, top = max(left + INNER, 0), max(top + INNER, 0)
    right, bottom = min(right - INNER, image.width), min(bottom - INNER, image.height)
    return left, top, max(right, left), max(bottom, top)


def _read(
    image: Image, cells: Sequence[Cell], seconds: float, *, figures: bool = False
) -> list[_Reading]:
    """Read cells, in as many strips as it takes, and return what each one holds."""
    readings: list[_Reading] = []
    for group in _groups(image, cells):
        strip, tops = _strip(image, group)
        words = (
            figures_in(strip, seconds) if figures else words_in(strip, COLUMN, seconds)
        )
        found: list[list[Word]] = [[] for _ in group]
        for word in words:
            at = bisect.bisect_right(tops, (word.top + word.bottom) / 2) - 1
            found[min(max(at, 0), len(group) - 1)].append(word)
        readings.extend(map(_joined, found))
    return readings


def _groups(image: Image, cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    group: list[Cell] = []
    height = 0
    for cell in cells:
        _, top, _, bottom = _pixels(image, cell)
        if group and height + bottom - top + 2 * AROUND > STRIP:
            yield group
            group, height = [], 0
        group.append(cell)
        height += bottom - top + 2 * AROUND
    if group:
        yield group


def _strip(image: Image, cells: Sequence[Cell]) -> tuple[Image, list[int]]:
    """Return the cells below one another, and where each one's place begins."""
    boxes = [_pixels(image, cell) for cell in cells]
    heights = [bottom - top + 2 * AROUND for _, top, _, bottom in boxes]
    tops = [0, *accumulate(heights)]
    width = max(right - left for left, _, right, _ in boxes) + 2 * BESIDE
    pixels = bytearray(b"\xff" * (width * tops[-1]))
    for begin, (left, top, right, bottom) in zip(tops, boxes, strict=False):
        for y in range(top, bottom):
            start = (begin + AROUND + y - top) * width + BESIDE
            row = image.pixels[y * image.width + left : y * image.width + right]
            pixels[start : start + right - left] = row
    return Image(pixels, width, tops[-1], image.scale), tops[:-1]


def _joined(words: Sequence[Word]) -> _Reading:
    if not words:
        return _Reading()
    return _Reading(
        EDGES.sub("", "".join(word.text for word in words)),
        min(word.confidence for word in words),
    )


def _settled(first: _Reading, second: _Reading) -> _Reading:
    """Return one figure for what two readings say of a cell."""
    one, other = _figure(first.text), _figure(second.text)
    if one == other and AMOUNT.fullmatch(one):
        return _Reading(one, max(first.confidence, SURE))
    likely = [each for each in (other, one) if AMOUNT.fullmatch(each)]
    text = min(likely, key=_doubt) if likely else first.text
    return _Reading(text, min(first.confidence, UNSURE))


def _doubt(text: str) -> tuple[bool, bool, int]:
    """Sorts readings of one figure: cents, no sign, and nothing of the frame in it."""
    return (not CENTS.search(text), text.startswith("-"), len(text))


def _figure(text: str) -> str:
    bare = NOISE.sub("", text.translate(STANDARD)).strip(".,").rstrip("-")
    return re.sub("^[-.]+", "-" if bare.startswith("-") else "", bare)
