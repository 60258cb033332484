"""What differs between two versions of a text; a number is one piece, never torn."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from diff_match_patch import diff_match_patch  # type: ignore[import-untyped]

TOKEN = re.compile(r"[+-]?\d[\d,，]*(?:\.\d+)?[%％]?|[A-Za-z]+|[^\S\n]+|.", re.S)
NUMBER = re.compile(r"[+-]?\d[\d,，]*(?:\.\d+)?[%％]?$")
FOLDED = re.compile(r"[\s，。、；：,.;:]+$")
PRIVATE = 0xF0000
"""Code points from here on stand for tokens while the texts are compared."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`how` is -1 for what the old text alone has, 1 for the new one's, 0 for both."""

    how: int
    text: str


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number that reads otherwise; `before` are the words in front of it."""

    before: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    pieces: tuple[Piece, ...]
    numbers: tuple[NumberChange, ...]

    @property
    def old(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.how <= 0)

    @property
    def new(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.how >= 0)

    @property
    def words(self) -> int:
        """How many places differ in more than numbers, spaces and punctuation."""
        return sum(1 for removed, added in self._places() if _wordy(removed, added))

    @property
    def same(self) -> bool:
        return all(piece.how == 0 for piece in self.pieces)

    def _places(self) -> Iterator[tuple[str, str]]:
        removed = added = ""
        for piece in (*self.pieces, Piece(0, "")):
            if piece.how < 0:
                removed += piece.text
            elif piece.how > 0:
                added += piece.text
            elif removed or added:
                yield removed, added
                removed = added = ""


def compare(old: str, new: str) -> Difference:
    """Return the difference of two texts, a number being one token."""
    known: dict[str, str] = {}
    left, right = _coded(old, known), _coded(new, known)
    engine = diff_match_patch()
    engine.Diff_Timeout = 1.0
    found = engine.diff_main(left, right, False)
    engine.diff_cleanupSemantic(found)
    tokens = {code: token for token, code in known.items()}
    pieces = [Piece(how, "".join(tokens[c] for c in coded)) for how, coded in found]
    return Difference(tuple(pieces), tuple(_numbers(pieces)))


def _coded(text: str, known: dict[str, str]) -> str:
    return "".join(
        known.setdefault(token, chr(PRIVATE + len(known)))
        for token in TOKEN.findall(text)
    )


def _numbers(pieces: list[Piece]) -> Iterator[NumberChange]:
    before = ""
    for piece, following in pairwise([*pieces, Piece(0, "")]):
        if piece.how < 0 and following.how > 0:
            olds, news = _numbers_in(piece.text), _numbers_in(following.text)
            if len(olds) == len(news):
                for (words, was), (_words, now) in zip(olds, news, strict=True):
                    if was != now:
                        yield NumberChange((before + words)[-14:], was, now)
        if piece.how >= 0:
            before = (before + piece.text).rpartition("\n")[2][-14:]


def _numbers_in(text: str) -> list[tuple[str, str]]:
    found, start = [], 0
    for match in re.finditer(NUMBER.pattern.rstrip("$"), text):
        found.append((text[start : match.start()], match[0]))
        start = match.end()
    return found


def _wordy(removed: str, added: str) -> bool:
    return _bare(removed) != _bare(added)


def _bare(text: str) -> str:
    tokens: Iterable[str] = TOKEN.findall(text)
    return "".join(t for t in tokens if not NUMBER.match(t) and not FOLDED.match(t))
