"""Which numbered paragraphs are headings, and which are items of a list.

Numbered paragraphs form runs of siblings. A run is one of headings when its members
are worded as headings and something stands below most of them; a list's items follow
one another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosures.parse.line import Line
from disclosures.parse.numbering import Number, Style
from disclosures.parse.shapes import firm, loose

FURTHEST = 3
"""How many numbers an author may skip within a run."""
MOST_OPEN = 60
"""Runs, from the innermost, among which a number's siblings are looked for."""


@dataclass(slots=True)
class Run:
    """Sibling numbers: the indices of their lines, and the last number."""

    rank: tuple[int, int]
    last: int
    members: list[int] = field(default_factory=list)


def numbered_headings(lines: Sequence[Line]) -> set[int]:
    """Return the indices of the numbered lines that are headings."""
    chosen: set[int] = set()
    for run in runs_of(lines):
        chosen.update(_headings_in(run, lines))
    return chosen


def runs_of(lines: Sequence[Line]) -> Iterator[Run]:
    """Yield the runs of siblings, nested ones being closed by what encloses them."""
    open_runs: list[Run] = []
    for index, line in enumerate(lines):
        if line.number is None:
            continue
        at = _sibling_run(open_runs, line.number)
        if at is None:
            while open_runs and _encloses(line.number, open_runs[-1]):
                yield open_runs.pop()
            open_runs.append(Run(line.number.rank, line.number.value))
        else:
            while len(open_runs) > at + 1:
                yield open_runs.pop()
        open_runs[-1].members.append(index)
        open_runs[-1].last = line.number.value
    yield from reversed(open_runs)


def _sibling_run(open_runs: Sequence[Run], number: Number) -> int | None:
    for furthest in (1, FURTHEST):
        for at in range(len(open_runs) - 1, max(len(open_runs) - MOST_OPEN, 0) - 1, -1):
            run = open_runs[at]
            if run.rank == number.rank and 0 < number.value - run.last <= furthest:
                return at
    return None


def _encloses(number: Number, run: Run) -> bool:
    if number.style in (Style.PART, Style.CHAPTER):
        return number.rank <= run.rank
    return number.value > 1 and number.rank < run.rank


def _headings_in(run: Run, lines: Sequence[Line]) -> Iterator[int]:
    shaped = {i for i in run.members if _shaped(lines[i])}
    certain = {i for i in shaped if lines[i].entry or lines[i].outline is not None}
    if run.rank[0] == Style.PART:
        yield from shaped
        return
    if len(run.members) == 1:
        (only,) = run.members
        if only in shaped and (only in certain or _stands_alone(only, lines)):
            yield only
        return
    if not _mostly_filled(run.members, lines):
        yield from certain
        return
    mixed = len(shaped) < 0.6 * len(run.members)
    for index in sorted(shaped):
        if index in certain or not mixed or firm(lines[index].wording):
            yield index


def _shaped(line: Line) -> bool:
    return firm(line.wording) or loose(line.wording)


def _stands_alone(index: int, lines: Sequence[Line]) -> bool:
    """Say whether a number without siblings heads something."""
    if index + 1 >= len(lines):
        return False
    following = lines[index + 1]
    if firm(lines[index].wording):
        return True
    return following.number is None


def _mostly_filled(members: Sequence[int], lines: Sequence[Line]) -> bool:
    """Say whether something other than the next sibling follows most members."""
    filled = sum(1 for a, b in zip(members, members[1:], strict=False) if b > a + 1)
    return filled * 2 >= len(members) - 1
