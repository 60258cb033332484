"""Printed lines into pieces parted by gaps: what may be the cells of a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from disclosures.ingest.pdf_characters import Character
from disclosures.ingest.pdf_lines import text_of

GAP = 0.36
"""Of the size: a wider gap parts two pieces; one between Chinese and digits is less."""
AMOUNT = re.compile(r"[-−－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?[%％]?")
PRECISE = re.compile(r"[-−－]?(?:\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+\.\d{1,6})[%％]?")
"""An amount beyond doubt, not a page's, a year's or a row's number."""
FILLER = re.compile("[-—–－/]{1,2}")
TOUCHING = re.compile(
    r"(?:(?<=\.\d\d)|(?<=^\d{3})|(?<=^\d{5})|(?<=^\d{7}))(?=[\u3400-\u9fff（])"
    r"(?![亿万千]?元|人次|人$|个$|家$|项$|[件辆月]|年(?![初末终]))"
)
"""Where a right-aligned amount or a code stands close to the words of the next cell."""
FEW = 4
"""Pieces that a line of running text may fall into."""
SENTENCE = re.compile("[。；，]")
UNITS = re.compile("[亿万千]?元|个|人|辆|家|项|%|％")
LETTER = re.compile("[\u3400-\u9fffA-Za-z]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line without a wide gap; edges in points."""

    text: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def is_amount(self) -> bool:
        return AMOUNT.fullmatch(self.text) is not None

    @property
    def is_precise(self) -> bool:
        return PRECISE.fullmatch(self.text) is not None

    @property
    def is_filler(self) -> bool:
        return FILLER.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: its pieces from left to right, baseline and size in points."""

    pieces: tuple[Piece, ...]
    base: float
    size: float
    characters: tuple[Character, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_prose(self) -> bool:
        """Say whether the line reads as running text: stops, or an amount's unit.

        A line in many pieces is a table's, even if a remark in it has a comma.
        """
        if len(self.pieces) > FEW:
            return False
        if SENTENCE.search(self.text):
            return True
        return any(
            before.is_amount and UNITS.match(after.text)
            for before, after in zip(self.pieces, self.pieces[1:], strict=False)
        )

    @property
    def has_amounts(self) -> bool:
        return any(piece.is_precise for piece in self.pieces) and not self.is_prose


def row_of(characters: Sequence[Character]) -> Row:
    """Return the row that the characters of a printed line make."""
    return Row(
        pieces=tuple(_pieces(characters)),
        base=median(each.base for each in characters),
        size=median(each.size for each in characters),
        characters=tuple(characters),
    )


def _pieces(characters: Sequence[Character]) -> Iterator[Piece]:
    start = 0
    for at in range(1, len(characters) + 1):
        ends = at == len(characters)
        if ends or _apart(characters[at - 1], characters[at]):
            yield from _untouched(characters[start:at])
            start = at


def _apart(before: Character, after: Character) -> bool:
    return after.left - before.right > GAP * min(before.size, after.size)


def _untouched(characters: Sequence[Character]) -> Iterator[Piece]:
    """Yield a stretch's pieces, an amount or a code parted from words close to it."""
    text = "".join(each.text for each in characters)
    cuts = [0, *(found.start() for found in TOUCHING.finditer(text)), len(characters)]
    for start, end in zip(cuts, cuts[1:], strict=False):
        part = characters[start:end]
        if part:
            yield Piece(text_of(part), part[0].left, part[-1].right)
