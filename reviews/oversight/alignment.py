"""Where a stretch of one version's text stood in the version before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate

_TOKENS = re.compile(r"\d[\d,，]*(?:\.\d+)?|[^\d]")
Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a text, from `start` to before `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Alignment:
    """Two versions of a section's text, aligned line by line, then number by number.

    A number is one token, so that 48.60 never becomes 48.00 by a digit alone.
    """

    old: str
    new: str
    _tokens: dict[int, "_Aligned | None"] = field(default_factory=dict)

    @cached_property
    def _lines(self) -> "_Aligned":
        return _aligned(
            self.old.splitlines(keepends=True), self.new.splitlines(keepends=True), 0, 0
        )

    def before(self, stretch: Stretch) -> Stretch | None:
        """Return where `stretch` of the new text stood, None if it was put in.

        What was put in the place of something else stood there: the two read
        differently then.
        """
        number = self._lines.piece_at(stretch.start)
        tag, old, new = self._lines.pieces[number]
        if tag == "equal":
            moved = old[0] - new[0]
            return Stretch(stretch.start + moved, stretch.end + moved)
        if tag == "insert" or old[0] == old[1]:
            return None
        if number not in self._tokens:
            self._tokens[number] = _aligned(
                _TOKENS.findall(self.old[old[0] : old[1]]),
                _TOKENS.findall(self.new[new[0] : new[1]]),
                old[0],
                new[0],
            )
        return _within(self._tokens[number], stretch)


@dataclass(frozen=True, slots=True)
class _Aligned:
    """Pieces as (tag, stretch of the old text, stretch of the new), in order."""

    pieces: tuple[tuple[str, tuple[int, int], tuple[int, int]], ...]

    def piece_at(self, place: int) -> int:
        """Return the piece that holds an offset of the new text."""
        for number, (_tag, _old, new) in enumerate(self.pieces):
            if new[0] <= place < new[1]:
                return number
        return len(self.pieces) - 1


def _within(aligned: _Aligned | None, stretch: Stretch) -> Stretch | None:
    if aligned is None or not aligned.pieces:
        return None
    tag, old, new = aligned.pieces[aligned.piece_at(stretch.start)]
    if tag == "equal":
        moved = old[0] - new[0]
        return Stretch(stretch.start + moved, stretch.end + moved)
    return Stretch(*old) if tag == "replace" else None


def _aligned(
    old: Sequence[str], new: Sequence[str], old_base: int, new_base: int
) -> _Aligned:
    """Align two sequences; a replaced run of equal length is taken one by one."""
    olds = [old_base, *accumulate(map(len, old), initial=old_base)][1:]
    news = [new_base, *accumulate(map(len, new), initial=new_base)][1:]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    pieces: list[tuple[str, tuple[int, int], tuple[int, int]]] = []
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "replace" and a_end - a == b_end - b:
            pieces += [
                (tag, (olds[a + n], olds[a + n + 1]), (news[b + n], news[b + n + 1]))
                for n in range(a_end - a)
            ]
        else:
            pieces.append((tag, (olds[a], olds[a_end]), (news[b], news[b_end])))
    return _Aligned(tuple(pieces))
