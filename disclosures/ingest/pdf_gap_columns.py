"""Columns of a table without rules: where its rows leave the same gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from disclosures.ingest.pdf_pieces import Piece, Row

Stretch = tuple[float, float]
"""Left and right end, in points."""
ALIGNED = 0.6
"""Of the size, how far the amounts of a column may stand out of line."""
MOSTLY = 0.8
NEEDED = 3
"""Amounts that must stand in line for a column to be believed."""
FINE = 2
"""Bins to a point."""
NARROWEST = 1.0
INWARD = 0.15
"""Of the size, left off at both ends: cells set without any room still part."""
MOST = 60
WORDS = 6
"""Letters: so far off, a header or a column may as well stand for itself."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns' edges, one more than there are columns, in points."""

    edges: tuple[float, ...]
    bodies: tuple[Stretch, ...]
    """What the first page's rows, or the headers of blank columns, cover."""

    def __len__(self) -> int:
        return len(self.edges) - 1

    def of(self, piece: Piece) -> int:
        """Return the column that most of a piece stands in."""
        shares = [
            min(piece.right, right) - max(piece.left, left)
            for left, right in zip(self.edges, self.edges[1:], strict=False)
        ]
        return max(range(len(shares)), key=lambda at: shares[at])

    def places(self, row: Row) -> list[int]:
        """Return the column of each piece of a line.

        Words right beside the amount in whose column they lie belong to the next
        one: a total's label begins left of the codes that it stands over.
        """
        found = [self.of(piece) for piece in row.pieces]
        for at in range(1, len(found)):
            beside = row.pieces[at - 1].is_amount and not row.pieces[at].is_amount
            if found[at] == found[at - 1] and beside:
                free = at + 1 == len(found) or found[at + 1] > found[at] + 1
                found[at] += int(free and found[at] + 1 < len(self))
        return found

    def hold(self, row: Row) -> bool:
        """Say whether a line's pieces stand in columns of their own, or all but.

        A total's label may reach over a second column that is blank.
        """
        taken: set[int] = set()
        for piece, column in zip(row.pieces, self.places(row), strict=True):
            over = {
                at
                for at, (left, right) in enumerate(self.bodies)
                if piece.left < right and left < piece.right
            } | {column}
            if len(over) > 2 or over & taken:
                return False
            taken |= over
        return True


class Body(NamedTuple):
    """What a body's rows cover, from left to right, and where amounts stand."""

    covered: tuple[Stretch, ...]
    amounts: frozenset[Stretch]


def columns_of(
    rows: Sequence[Row],
    body: Sequence[Stretch],
    heads: Sequence[Piece],
    *,
    needed: int = NEEDED,
) -> Columns | None:
    """Return the columns of a table's body, None where nothing stands in line.

    `body` are the stretches that its rows cover, `heads` the lowest headers; one
    that stands over nothing of the body is that of a column left blank. `needed`
    amounts must stand in line in one column.
    """
    size = median(row.size for row in rows)
    lined = [each for each in body if _in_line(rows, each, size, needed)]
    if not 2 <= len(body) <= MOST or not lined:
        return None
    return columns_over(body, heads)


def columns_over(body: Sequence[Stretch], heads: Sequence[Piece]) -> Columns:
    """Return the columns that a body's stretches and the headers make."""
    found = sorted([*body, *_blank_columns(body, heads)])
    middles = [
        (left[1] + right[0]) / 2 for left, right in zip(found, found[1:], strict=False)
    ]
    return Columns((found[0][0] - 2, *middles, found[-1][1] + 2), tuple(found))


def _stretches(rows: Sequence[Row]) -> Iterator[Stretch]:
    """Yield the stretches of the line that pieces cover, parted by what all leave.

    One label in many rows may run across a gap: a total's over codes and names.
    """
    start = min(row.pieces[0].left for row in rows)
    width = int((max(row.pieces[-1].right for row in rows) - start) * FINE) + 2
    amounts, words = [0] * width, [0] * width
    for row in rows:
        for piece in row.pieces:
            numeric = piece.is_amount or piece.is_filler
            covered = amounts if numeric else words
            slack = min(INWARD * row.size, (piece.right - piece.left) / 4)
            first = int((piece.left + slack - start) * FINE)
            last = int((piece.right - slack - start) * FINE) + 1
            for at in range(first, min(last, width)):
                covered[at] += 1
    across = 0 if len(rows) < 6 else 1 if len(rows) < 25 else 2
    begun: int | None = None
    for at in range(width):
        inside = amounts[at] > 0 or words[at] > across
        if inside and begun is None:
            begun = at
        elif not inside and begun is not None:
            if at - begun > NARROWEST * FINE:
                yield start + begun / FINE, start + at / FINE
            begun = None


def body_of(rows: Sequence[Row]) -> Body:
    """Return the stretches that the rows of a body cover, amounts apart."""
    covered = tuple(_stretches(rows))
    middles = [p.middle for row in rows for p in row.pieces if p.is_precise]
    amounts = (s for s in covered if any(s[0] <= x <= s[1] for x in middles))
    return Body(covered, frozenset(amounts))


def united(
    rows: Sequence[Row], body: Sequence[Stretch], heads: Sequence[Piece]
) -> list[Stretch]:
    """Return the stretches, those as one that stand in turn below one header."""
    found: list[Stretch] = []
    for each in body:
        if found and _in_turn(rows, found[-1], each, heads):
            found[-1] = (found[-1][0], each[1])
        else:
            found.append(each)
    return found


def _in_turn(
    rows: Sequence[Row],
    one: Stretch,
    other: Stretch,
    heads: Sequence[Piece],
) -> bool:
    over = [h for h in heads if h.left < one[1] + 1 and other[0] - 1 < h.right]
    if len(over) != 1:
        return False
    return not any(
        any(one[0] <= p.middle <= one[1] for p in row.pieces)
        and any(other[0] <= p.middle <= other[1] for p in row.pieces)
        for row in rows
    )


def _in_line(rows: Sequence[Row], stretch: Stretch, size: float, needed: int) -> bool:
    """Say whether a stretch is a column of amounts set flush or centred."""
    found = [
        piece
        for row in rows
        for piece in row.pieces
        if piece.is_precise and stretch[0] <= piece.middle <= stretch[1]
    ]
    if len(found) < needed:
        return False
    for edges in (
        [piece.right for piece in found],
        [piece.left for piece in found],
        [piece.middle for piece in found],
    ):
        middle = median(edges)
        near = sum(1 for each in edges if abs(each - middle) <= ALIGNED * size)
        if near >= MOSTLY * len(found):
            return True
    return False


def _blank_columns(found: Sequence[Stretch], heads: Sequence[Piece]) -> list[Stretch]:
    """Return the stretches of headers between which and the body nothing stands.

    Headers and columns are matched in order, the nearest ones first; a header that
    is left over heads a column without any value.
    """
    return [
        (heads[at].left, heads[at].right)
        for at, column in enumerate(matched(found, heads))
        if column is None and not _covered(found, heads[at])
    ]


def _covered(found: Sequence[Stretch], head: Piece) -> bool:
    return any(left < head.right and head.left < right for left, right in found)


def matched(columns: Sequence[Stretch], heads: Sequence[Piece]) -> list[int | None]:
    """Return for each header, in order, the column that it stands over, or None.

    The cheapest way without crossings: distance is paid for, and so are a header
    without a column and a column without a header, which is rarer than any distance
    that a centred header has from flush amounts.
    """
    if not heads:
        return []
    alone = WORDS * max((h.right - h.left) / max(len(h.text), 1) for h in heads)
    best: list[list[tuple[float, tuple[int | None, ...]]]] = [
        [(alone * at, ()) for at in range(len(columns) + 1)]
    ]
    for head in heads:
        line = [(best[-1][0][0] + alone, (*best[-1][0][1], None))]
        for at, column in enumerate(columns):
            over = (best[-1][at][0] + _distance(column, head), (*best[-1][at][1], at))
            none = (best[-1][at + 1][0] + alone, (*best[-1][at + 1][1], None))
            skipped = (line[-1][0] + alone, line[-1][1])
            line.append(min(over, none, skipped, key=lambda way: way[0]))
        best.append(line)
    return list(best[-1][-1][1])


def _distance(column: Stretch, head: Piece) -> float:
    """Return how far a header stands beside a column, in points; 0 over it."""
    return max(column[0] - head.right, head.left - column[1], 0.0)
