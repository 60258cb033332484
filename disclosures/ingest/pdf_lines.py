"""Characters into printed lines, by the baseline they stand on."""

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from disclosures.ingest.pdf_characters import Character

OPENING = "（《“『「(〔【"
HANGING = "，。；：、！？）》”』」%％)〕】"


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line: text, edges and baseline in points from the top left, median size.

    `first` is the width of what cannot be broken at its start, to tell whether it
    would still have fitted on the line before.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    count: int
    first: float

    @property
    def opens(self) -> bool:
        return self.text[0] in OPENING

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (
            self.left,
            self.base - 0.9 * self.size,
            self.right,
            self.base + 0.2 * self.size,
        )


def rows_of(characters: Sequence[Character]) -> list[list[Character]]:
    """Return the characters of each printed line, from top to bottom, left to right."""
    rows: list[list[Character]] = []
    for each in sorted(characters, key=lambda c: c.base):
        if rows:
            first = rows[-1][0]
            if abs(first.base - each.base) < 0.4 * min(each.size, first.size):
                rows[-1].append(each)
                continue
        rows.append([each])
    return [_printed_once(sorted(row)) for row in rows]


def _printed_once(row: list[Character]) -> list[Character]:
    """Drop what is printed again a hair beside itself to look bold."""
    kept: list[Character] = []
    for each in row:
        last = kept[-1] if kept else None
        again = last is not None and last.text == each.text
        if not (again and abs(kept[-1].left - each.left) < 0.25 * each.size):
            kept.append(each)
    return kept


def text_of(row: Sequence[Character]) -> str:
    """Return a row's text; a blank where the gap is wide or parts Latin words."""
    pieces: list[str] = []
    before: Character | None = None
    for each in row:
        if before is not None:
            gap = each.left - before.right
            latin = each.text.isascii() and before.text.isascii()
            if gap > 1.5 * each.size or (latin and gap > 0.2 * each.size):
                pieces.append(" ")
        pieces.append(each.text)
        before = each
    return "".join(pieces)


def line_of(row: Sequence[Character]) -> PrintedLine:
    """Return the printed line of characters that stand on it, from left to right."""
    return PrintedLine(
        text=text_of(row),
        left=row[0].left,
        right=row[-1].right,
        base=statistics.median(each.base for each in row),
        size=statistics.median(each.size for each in row),
        count=len(row),
        first=row[_unbreakable(row)].right - row[0].left,
    )


def _unbreakable(row: Sequence[Character]) -> int:
    """Return the index of the last character that must stay with the first."""
    last = 0
    text = [each.text for each in row]
    if text[0] in OPENING and len(text) > 1:
        last = 1
    if text[last].isascii():
        while last + 1 < len(text) and re.fullmatch(r"[!-~％]", text[last + 1]):
            last += 1
    while last + 1 < len(text) and text[last + 1] in HANGING:
        last += 1
    return last
