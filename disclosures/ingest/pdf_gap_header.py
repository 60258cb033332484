"""Headers over the columns of a table without rules: which covers which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosures.ingest.pdf_gap_columns import Body, matched
from disclosures.ingest.pdf_pieces import Piece, Row

SPACED = 4.0
"""Of the size: blanks between the letters of one word, spread over its cell."""
WRAPPED = 1.45
"""Of the size: the lines of one cell stand no farther apart."""
BELOW = 1.15
"""Of the size: what stands less far below a header is beside it, not under it."""
MOST = 600
"""Headers times headers below them that are tried; no form has as many."""
MOSTLY = 0.75
"""Of the way down to the lowest: what stands there is under, not beside."""
STRAY, LOST = 5.0, 1e6
"""Cost of leaving a lowest header without the one above it; of what can't be."""


@dataclass(slots=True, eq=False)
class Head:
    """One header: its words, where they stand, and the headers below it."""

    text: str
    left: float
    right: float
    base: float
    last: float
    """The baseline of its last line."""
    size: float
    below: list["Head"] = field(default_factory=list)
    column: int = -1

    @property
    def piece(self) -> Piece:
        return Piece(self.text, self.left, self.right)

    @property
    def columns(self) -> tuple[int, int]:
        """The first and the last column that it heads."""
        if not self.below:
            return self.column, self.column
        return self.below[0].columns[0], self.below[-1].columns[1]

    @property
    def depth(self) -> int:
        return 1 + max((each.depth for each in self.below), default=0)


def heads_of(rows: Sequence[Row]) -> list[list[Head]]:
    """Return the headers of each line, wrapped and spread words put together."""
    lines: list[list[Head]] = []
    for row in rows:
        line = list(_unspread(row))
        near = [
            each
            for above in lines
            for each in above
            if row.base - each.last <= WRAPPED * row.size
        ]
        line = [each for each in line if not _carries_on(each, near, line)]
        if line:
            lines.append(line)
    return lines


def _unspread(row: Row) -> Iterator[Head]:
    text, left, right = "", 0.0, 0.0
    for piece in row.pieces:
        single = len(piece.text) == 1 and len(text.replace(" ", "")) in (1, 2)
        if text and single and piece.left - right <= SPACED * row.size:
            text, right = text + piece.text, piece.right
            continue
        if text:
            yield Head(text, left, right, row.base, row.base, row.size)
        text, left, right = piece.text, piece.left, piece.right
    if text:
        yield Head(text, left, right, row.base, row.base, row.size)


def _carries_on(head: Head, near: Sequence[Head], line: Sequence[Head]) -> bool:
    """Take `head` as the next line of the one header right above it, if it is that.

    `near` are the headers whose last line is close enough; between two lines of one
    there may be one of a neighbour that is set in the middle of its cell.
    """
    above = [each for each in near if _over(each, head)]
    if len(above) != 1 or sum(_over(above[0], each) for each in line) != 1:
        return False
    upper = above[0]
    upper.text += head.text
    upper.left, upper.right = min(upper.left, head.left), max(upper.right, head.right)
    upper.last = head.base
    return True


def _over(upper: Head, lower: Head) -> bool:
    return upper.left < lower.right and lower.left < upper.right


def lowest(lines: Sequence[Sequence[Head]], body: Body) -> list[Head]:
    """Return the headers below which no other stands, from left to right.

    One header alone between two lower ones, over no column of amounts but such as
    have their own, is the one above both: it stands in the middle of them.
    """
    found: list[Head] = []
    for line in reversed(lines):
        free = [h for h in line if not any(_over(h, each) for each in found)]
        found += [head for head in free if not _between(head, free, found, body)]
    return sorted(found, key=lambda head: head.left)


def _between(
    head: Head,
    line: Sequence[Head],
    lower: Sequence[Head],
    body: Body,
) -> bool:
    under = [each for each in lower if each.base - head.last >= BELOW * head.size]
    left = max((each.right for each in under if each.right <= head.left), default=None)
    right = min((each.left for each in under if each.left >= head.right), default=None)
    if left is None or right is None:
        return False
    alone = sum(1 for each in line if left <= each.left and each.right <= right) == 1
    heads = sorted((each.piece for each in under), key=lambda piece: piece.left)
    taken = set(matched(body.covered, heads))
    return alone and not any(
        at not in taken and each in body.amounts
        for at, each in enumerate(body.covered)
        if each[0] < head.right and head.left < each[1]
    )


def tree(lines: Sequence[Sequence[Head]], edges: Sequence[float]) -> list[Head]:
    """Return the top headers, those that they cover below them.

    A header belongs over the run of those below whose middle its own is nearest.
    Lowest ones must have got their column; others have none.
    """
    every = [head for line in lines for head in line]
    roots = sorted((h for h in every if h.column >= 0), key=lambda h: h.column)
    upper = [head for line in reversed(lines) for head in line if head.column < 0]
    while upper:
        beside: list[Head] = []
        for head in upper:
            if not any(_over(head, each) for each in beside):
                beside.append(head)
        upper = [head for head in upper if head not in beside]
        beside.sort(key=lambda head: head.left)
        roots = _covered(beside, roots, edges)
    return roots


def _covered(
    upper: Sequence[Head],
    roots: Sequence[Head],
    edges: Sequence[float],
) -> list[Head]:
    """Return the roots with runs of them put under `upper`, the cheapest way."""
    if not roots or len(upper) * len(roots) > MOST:
        return list(roots)
    runs = _Cover(upper, roots, edges).best(0, 0)[1]
    taken: set[int] = set()
    tops: list[Head] = []
    for head, (first, end) in zip(upper, runs, strict=True):
        if first < end:
            head.below = list(roots[first:end])
            taken.update(range(first, end))
            tops.append(head)
        elif roots:
            add(head, roots)
    tops += [each for at, each in enumerate(roots) if at not in taken]
    return sorted(tops, key=lambda head: head.columns[0])


def add(head: Head, heads: Sequence[Head]) -> None:
    """Put the words of a header that has no place of its own to the nearest one."""
    near = min(heads, key=lambda each: abs(each.piece.middle - head.piece.middle))
    near.text = head.text + near.text


Runs = tuple[tuple[int, int], ...]


class _Cover:
    """Tries which runs of `roots` each header of `upper` covers, all from the left."""

    def __init__(
        self,
        upper: Sequence[Head],
        roots: Sequence[Head],
        edges: Sequence[float],
    ) -> None:
        self._upper, self._roots, self._edges = upper, roots, edges
        above = max(head.last for head in upper)
        self._under = above + MOSTLY * (max(each.base for each in roots) - above)
        self._known: dict[tuple[int, int], tuple[float, Runs]] = {}

    def best(self, at: int, start: int) -> tuple[float, Runs]:
        """Return the least cost of covering from `start`, and the run of each."""
        if (at, start) not in self._known:
            self._known[at, start] = self._best(at, start)
        return self._known[at, start]

    def _best(self, at: int, start: int) -> tuple[float, Runs]:
        left = len(self._upper) - at
        strays = [self._stray(each) for each in self._roots[start:]]
        if not left:
            return sum(strays), ()
        found = (LOST * left + sum(strays), ((start, start),) * left)
        for first in range(start, len(self._roots)):
            before = sum(strays[: first - start])
            for end in range(first + 1, len(self._roots) + 1):
                rest, runs = self.best(at + 1, end)
                whole = before + self._cost(self._upper[at], first, end) + rest
                if whole < found[0]:
                    found = (whole, ((first, end), *runs))
        return found

    def _cost(self, head: Head, start: int, end: int) -> float:
        """Return how far from the middle of a run a header stands, in ems."""
        run = self._roots[start:end]
        if any(each.base - head.last < BELOW * head.size for each in run):
            return LOST
        columns = (run[0].columns[0], run[-1].columns[1] + 1)
        edges = self._edges[columns[0]] + self._edges[columns[1]]
        words = run[0].left + run[-1].right
        off = [abs(each / 2 - head.piece.middle) / head.size for each in (edges, words)]
        return min(off) + 0.05 * max(off)

    def _stray(self, head: Head) -> float:
        """Return what it costs to leave a header alone that stands under the others."""
        return STRAY if head.base >= self._under else 0.0
