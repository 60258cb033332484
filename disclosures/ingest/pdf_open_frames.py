"""Frames that are not ruled all around or all through: the edges that are missing."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from disclosures.ingest.pdf_characters import Character
from disclosures.ingest.pdf_gap_grid import between, grouped
from disclosures.ingest.pdf_lines import rows_of
from disclosures.ingest.pdf_pieces import PRECISE, Row, row_of
from disclosures.ingest.pdf_rules import Rule

BEYOND = 8.0
"""Points by which rules reach past the outermost one that crosses them."""
SHARE = 0.5
"""Of the rules, how many must reach so far."""
ALIKE = 4.0
MOST_LINES = 300
"""Printed lines within one row of rules."""


def closed(edges: Sequence[float], crossing: Sequence[Rule]) -> list[float]:
    """Return the edges with those that a frame without outer rules lacks.

    `crossing` are the rules from edge to edge; many official tables are open at
    both sides, so that the first and the last column end where these rules do.
    """
    first = min(rule.start for rule in crossing)
    last = max(rule.end for rule in crossing)
    begun = sum(1 for rule in crossing if rule.start - first <= ALIKE)
    ended = sum(1 for rule in crossing if last - rule.end <= ALIKE)
    found = list(edges)
    if edges[0] - first > BEYOND and begun >= max(SHARE * len(crossing), 2):
        found.insert(0, first)
    if last - edges[-1] > BEYOND and ended >= max(SHARE * len(crossing), 2):
        found.append(last)
    return found


def inner_rules(
    flat: Rule, upright: Sequence[Rule], loose: Sequence[Rule]
) -> list[Rule]:
    """Return the loose upright rules that stand between those of a frame.

    Of a table that a page break cut, one horizontal rule is left at the page's end;
    a column's rule that stops at a merged cell above it does not reach it.
    """
    top = min(rule.start for rule in upright)
    bottom = max(rule.end for rule in upright)
    return [
        rule
        for rule in loose
        if flat.start < rule.at < flat.end
        and top - ALIKE <= rule.start
        and rule.end <= bottom + ALIKE
    ]


def row_edges(
    tops: Sequence[float], lefts: Sequence[float], characters: Sequence[Character]
) -> Iterator[float]:
    """Yield where rules between rows are missing: a cell holds several amounts."""
    middles = [(each, each.base - 0.35 * each.size) for each in characters]
    for top, bottom in pairwise(tops):
        inside = [each for each, y in middles if top <= y < bottom]
        rows = [row_of(row) for row in rows_of(inside)] if len(inside) > 1 else []
        if 1 < len(rows) <= MOST_LINES and _several(rows, lefts):
            groups = grouped(rows)
            for above, below in pairwise(groups):
                yield between(above[-1], below[0])


def _several(rows: Sequence[Row], lefts: Sequence[float]) -> bool:
    """Say whether cells hold more than one row's words and amounts.

    Two amounts do in one column; one does below or above words in two columns.
    """
    mixed = 0
    for left, right in pairwise(lefts):
        texts = [
            "".join(
                each.text
                for each in row.characters
                if left <= (each.left + each.right) / 2 < right
            )
            for row in rows
        ]
        amounts = sum(1 for text in texts if PRECISE.fullmatch(text))
        mixed += amounts > 0 and sum(map(bool, texts)) > 1
        if amounts > 1 or mixed > 1:
            return True
    return False
