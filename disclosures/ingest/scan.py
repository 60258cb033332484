"""A scanned page read by machine: characters and rules as if they had been printed.

What follows, lines, paragraphs and tables, is the same as for a page with text; only
that each word has a confidence, and figures in tables are read twice.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium

from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Grid
from disclosures.ingest.pdf_characters import Character
from disclosures.ingest.pdf_rules import Rule
from disclosures.ingest.pdf_tables import grids_of, merged
from disclosures.ingest.scan_cells import Read, read_cells
from disclosures.ingest.scan_image import inked, only, rules_in, upright, wiped
from disclosures.ingest.tesseract import PAGE, Word, words_in

MIDDLE = 0.35
"""Of the size, how far above the baseline a character's middle lies."""
BLANK = 0.0003
"""Share of dark pixels below which a page holds dust at most."""
ALIKE = 0.3
"""Share by which lines of one size differ in height, for what stands in them."""


@dataclass(slots=True)
class Scanned:
    """What was read of a page: tables, characters outside of them, all words."""

    characters: list[Character]
    grids: list[Grid]
    words: list[Read]
    blank: bool = False
    """Whether the image holds no ink worth reading."""

    @property
    def confidence(self) -> float:
        """The mean over the words, 0 to 100; 0 where none was read."""
        return statistics.fmean(w.confidence for w in self.words) if self.words else 0.0

    def confidence_in(self, box: tuple[float, float, float, float]) -> float:
        """Return the mean confidence of the words whose middle lies in `box`."""
        inside = [each.confidence for each in self.words if _inside(each.box, box)]
        return statistics.fmean(inside) if inside else self.confidence


def scanned(page: pdfium.PdfPage, number: int, limits: Limits) -> Scanned:
    """Read the image of page `number`.

    Raises `tesseract.TooSlow`, and `Unreadable` (damaged) for a page without size.
    """
    image = upright(page)
    if inked(image).count(1) < BLANK * len(image.pixels):
        return Scanned([], [], [], blank=True)
    across, down = rules_in(image)
    rules = (merged(across), merged(down))
    tables, _ = grids_of(rules, [], number)
    boxes = [grid.place.box for grid in tables if grid.place.box]
    clean = wiped(
        image,
        (
            [each for each in rules[0] if _of_a_table(each, boxes, upright=False)],
            [each for each in rules[1] if _of_a_table(each, boxes, upright=True)],
        ),
    )
    rest = only(clean, boxes, inside=False) if boxes else clean
    words = words_in(rest, PAGE, limits.page_recognition)
    grids: list[Grid] = []
    read = [Read(_points(word, image.scale), word.confidence) for word in words]
    for table in tables:
        grid, cells = read_cells(clean, table, limits.page_recognition)
        grids.append(grid)
        read += cells
    return Scanned(_characters(words, image.scale), grids, read)


def _of_a_table(
    rule: Rule, boxes: Sequence[tuple[float, float, float, float]], *, upright: bool
) -> bool:
    middle = (rule.start + rule.end) / 2
    x, y = (rule.at, middle) if upright else (middle, rule.at)
    return any(
        left - 3 <= x <= right + 3 and top - 3 <= y <= bottom + 3
        for left, top, right, bottom in boxes
    )


def _points(word: Word, scale: float) -> tuple[float, float, float, float]:
    edges = (word.left, word.top, word.right, word.bottom)
    left, top, right, bottom = (each / scale for each in edges)
    return left, top, right, bottom


def _inside(
    word: tuple[float, float, float, float], box: tuple[float, float, float, float]
) -> bool:
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _characters(words: Sequence[Word], scale: float) -> list[Character]:
    """Spread each word's characters over its width, on the middle of its line.

    The boxes of neighbours overlap at times; the order in which they were read holds.
    """
    heights = [word.line_bottom - word.line_top for word in words]
    usual = statistics.median(heights) if heights else 0.0
    characters: list[Character] = []
    line, end = (0, 0), 0.0
    for word in words:
        here = (word.line_top, word.line_bottom)
        height = here[1] - here[0]
        size = (usual if abs(height - usual) < ALIKE * usual else height) / scale
        base = (here[0] + here[1]) / 2 / scale + MIDDLE * size
        left, _, right, _ = _points(word, scale)
        if here == line:
            left = max(left, end)
        wide = max(right - left, 0.1 * size) / len(word.text)
        characters += (
            Character(left + i * wide, left + (i + 1) * wide, base, size, each)
            for i, each in enumerate(word.text)
        )
        line, end = here, left + len(word.text) * wide
    return characters
