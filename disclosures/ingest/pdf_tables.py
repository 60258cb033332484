"""Ruled tables of a PDF page: rules into grids, characters into their cells."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from disclosures.ingest.model import Cell, Grid, Place
from disclosures.ingest.pdf_characters import Character
from disclosures.ingest.pdf_lines import rows_of, text_of
from disclosures.ingest.pdf_open_frames import closed, inner_rules, row_edges
from disclosures.ingest.pdf_rules import Rule

SNAP = 2.0
GAP = 3.0
"""Points by which rules that meet may miss each other."""
LEAST = 4.0
MIDDLE = 0.35
"""Of the size, how far above the baseline a character's middle lies."""
MOST_RULES = 4_000
MOST_CELLS = 100_000


class _Groups:
    """Disjoint sets of the numbers below `count`."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def of(self, member: int) -> int:
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def unite(self, one: int, other: int) -> None:
        self._parent[self.of(one)] = self.of(other)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The rules of one table and the edges of its rows and columns."""

    across: list[Rule]
    down: list[Rule]
    tops: list[float]
    lefts: list[float]

    @property
    def rows(self) -> int:
        return len(self.tops) - 1

    @property
    def columns(self) -> int:
        return len(self.lefts) - 1


def grids_of(
    rules: tuple[Sequence[Rule], Sequence[Rule]],
    characters: Sequence[Character],
    page: int,
) -> tuple[list[Grid], list[Character]]:
    """Return the tables from top to bottom and the characters outside of them."""
    grids: list[Grid] = []
    rest = list(characters)
    for frame in _frames(merged(rules[0]), merged(rules[1])):
        inside = [each for each in rest if _within(frame, each)]
        taken = set(map(id, inside))
        rest = [each for each in rest if id(each) not in taken]
        grids.append(_grid(_with_rows(frame, inside), inside, page))
    grids.sort(key=lambda grid: (grid.place.box or (0, 0))[1])
    return grids, rest


def _with_rows(frame: _Frame, characters: Sequence[Character]) -> _Frame:
    """Return the frame with the rows that are printed in it without rules."""
    found = list(row_edges(frame.tops, frame.lefts, characters))
    if not found or frame.columns * (frame.rows + len(found)) > MOST_CELLS:
        return frame
    drawn = [Rule(at, frame.lefts[0], frame.lefts[-1]) for at in found]
    tops = sorted([*frame.tops, *found])
    return replace(frame, across=[*frame.across, *drawn], tops=tops)


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Join rules that lie on one line and touch; drop what is shorter than a cell."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        near = bool(groups) and rule.at - groups[-1][-1].at <= SNAP
        if near and rule.at - groups[-1][0].at <= 2 * SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    joined: list[Rule] = []
    for group in groups:
        length = sum(each.end - each.start for each in group)
        weighed = sum(each.at * (each.end - each.start) for each in group)
        at = weighed / length if length else group[0].at
        line: list[Rule] = []
        for each in sorted(group, key=lambda rule: rule.start):
            if line and each.start <= line[-1].end + GAP:
                line[-1] = Rule(at, line[-1].start, max(line[-1].end, each.end))
            else:
                line.append(Rule(at, each.start, each.end))
        joined.extend(line)
    return [each for each in joined if each.end - each.start >= LEAST]


def _frames(across: list[Rule], down: list[Rule]) -> list[_Frame]:
    """Group the rules that cross one another; each group is a table's frame."""
    if len(across) + len(down) > MOST_RULES:
        return []
    groups = _Groups(len(across) + len(down))
    for i, flat in enumerate(across):
        for j, upright in enumerate(down):
            if _cross(flat, upright):
                groups.unite(i, len(across) + j)
    members: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*across, *down]):
        pair = members.setdefault(groups.of(i), ([], []))
        pair[0 if i < len(across) else 1].append(rule)
    loose = [rule for pair in members.values() if not pair[0] for rule in pair[1]]
    for flats, uprights in members.values():
        if len(flats) == 1 and uprights:
            uprights += inner_rules(flats[0], uprights, loose)
    frames = [
        _Frame(
            flats,
            uprights,
            closed(_edges(flats), uprights),
            closed(_edges(uprights), flats),
        )
        for flats, uprights in members.values()
        if flats and uprights and len(flats) + len(uprights) > 2
    ]
    return [f for f in frames if 1 < f.rows * f.columns <= MOST_CELLS]


def _cross(flat: Rule, upright: Rule) -> bool:
    return (
        flat.start - GAP <= upright.at <= flat.end + GAP
        and upright.start - GAP <= flat.at <= upright.end + GAP
    )


def _edges(rules: Iterable[Rule]) -> list[float]:
    edges: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not edges or at - edges[-1] > SNAP:
            edges.append(at)
    return edges


def _within(frame: _Frame, character: Character) -> bool:
    x, y = _middle(character)
    return (
        frame.lefts[0] - 1 <= x <= frame.lefts[-1] + 1
        and frame.tops[0] - 1 <= y <= frame.tops[-1] + 1
    )


def _middle(character: Character) -> tuple[float, float]:
    return (
        (character.left + character.right) / 2,
        character.base - MIDDLE * character.size,
    )


def _grid(frame: _Frame, characters: Sequence[Character], page: int) -> Grid:
    groups = _merged_cells(frame)
    members: dict[int, list[int]] = {}
    for position in range(frame.rows * frame.columns):
        members.setdefault(groups.of(position), []).append(position)
    texts: dict[int, list[Character]] = {}
    for each in characters:
        x, y = _middle(each)
        column = _slot(frame.lefts, x)
        row = _slot(frame.tops, y)
        texts.setdefault(groups.of(row * frame.columns + column), []).append(each)
    cells = [
        _cell(frame, positions, texts.get(group, []), page)
        for group, positions in members.items()
    ]
    box = (frame.lefts[0], frame.tops[0], frame.lefts[-1], frame.tops[-1])
    return Grid(
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        rows=frame.rows,
        columns=frame.columns,
        place=Place(page, box),
    )


def _slot(edges: Sequence[float], value: float) -> int:
    return min(max(bisect.bisect_right(edges, value) - 1, 0), len(edges) - 2)


def _merged_cells(frame: _Frame) -> _Groups:
    """Unite neighbouring positions that no rule parts."""
    groups = _Groups(frame.rows * frame.columns)
    upright = _by_edge(frame.down, frame.lefts)
    flat = _by_edge(frame.across, frame.tops)
    for row in range(frame.rows):
        y = (frame.tops[row] + frame.tops[row + 1]) / 2
        for column in range(frame.columns):
            x = (frame.lefts[column] + frame.lefts[column + 1]) / 2
            here = row * frame.columns + column
            if column + 1 < frame.columns and not _parted(upright[column + 1], y):
                groups.unite(here, here + 1)
            if row + 1 < frame.rows and not _parted(flat[row + 1], x):
                groups.unite(here, here + frame.columns)
    return groups


def _by_edge(rules: Sequence[Rule], edges: Sequence[float]) -> list[list[Rule]]:
    """Return, for each edge, the rules that lie on it."""
    found: list[list[Rule]] = [[] for _ in edges]
    for rule in rules:
        first = bisect.bisect_left(edges, rule.at - SNAP - 0.5)
        for index in range(first, len(edges)):
            if edges[index] > rule.at + SNAP + 0.5:
                break
            found[index].append(rule)
    return found


def _parted(rules: Iterable[Rule], along: float) -> bool:
    return any(rule.start - 1 <= along <= rule.end + 1 for rule in rules)


def _cell(
    frame: _Frame, positions: Sequence[int], characters: Sequence[Character], page: int
) -> Cell:
    rows = [position // frame.columns for position in positions]
    columns = [position % frame.columns for position in positions]
    top, left, bottom, right = min(rows), min(columns), max(rows), max(columns)
    box = (
        frame.lefts[left],
        frame.tops[top],
        frame.lefts[right + 1],
        frame.tops[bottom + 1],
    )
    return Cell(
        text="".join(text_of(row) for row in rows_of(characters)),
        row=top,
        column=left,
        rows=bottom - top + 1,
        columns=right - left + 1,
        place=Place(page, box),
    )
