"""Where a section stands on the pages of its file: boxes to be drawn over a picture."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from disclosures.parse.model import Block
from reviews.web.present.cells import Place, box_of, same_shape, without_edges
from reviews.web.present.findings import Shown, marks
from reviews.web.present.text import Mark

Places = tuple[tuple[Place, ...], ...]
"""For each block its places, see `reviews.queries.reading.Placed`."""
ORDER = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Box:
    """One block, heading or cell on a page, in 1/100 pt from the page's top left."""

    page: int
    left: int
    top: int
    width: int
    height: int
    numbers: tuple[int, ...]
    """Of the findings that point there, as numbered on the page of the section."""
    severity: str
    """The gravest of them; '' for a block without one that is open."""

    @property
    def named(self) -> str:
        return " ".join(map(str, self.numbers))


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the file; `width` and `height` in hundredths of a point."""

    number: int
    count: int
    width: int
    height: int
    boxes: tuple[Box, ...]

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1 if self.number < self.count else 0


def carried_over(
    places: Places, read: Sequence[Block], present: Sequence[Block]
) -> Places:
    """Return the places of the present blocks, from those of the blocks as read.

    A block that was edited stands where it stood before; one that was added, nowhere.
    The cells of a table that has other rows now are no longer told apart.
    """
    if len(places) != len(read):
        return ((),) * len(present)
    carried: list[tuple[Place, ...]] = [()] * len(present)
    matcher = SequenceMatcher(
        None, [b.text for b in read], [b.text for b in present], autojunk=False
    )
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and a_end - a == b_end - b):
            carried[b:b_end] = [
                where if same_shape(read[at], present[to]) else without_edges(where)
                for at, to, where in zip(
                    range(a, a_end), range(b, b_end), places[a:a_end], strict=True
                )
            ]
    return tuple(carried)


def boxes(
    blocks: Sequence[Block],
    places: Places,
    shown: Sequence[Shown],
    heading: Place = (),
) -> tuple[Box, ...]:
    """Return the boxes of heading, blocks and cells in the order of the text.

    A finding in a table has the box of its cell, where the cells have places; else
    that of its block.
    """
    gravest = _Gravest(shown)
    every = marks(shown)
    found = gravest.boxes([heading], [mark for mark in every if mark.start < 0])
    start = 0
    for block, where in zip(blocks, places, strict=True):
        end = start + len(block.text)
        here = [mark for mark in every if start <= mark.start <= end]
        cells: dict[Place, list[Mark]] = {}
        for mark in here:
            stop = min(mark.end, end) - start
            box = box_of(block, where, mark.start - start, stop)
            if box is not None:
                cells.setdefault(box, []).append(mark)
        in_cells = [mark for group in cells.values() for mark in group]
        rest = [mark for mark in here if mark not in in_cells]
        found += gravest.boxes(where, rest)
        for box, group in cells.items():
            found += gravest.boxes([box], group)
        start = end + 1
    return tuple(found)


class _Gravest:
    """Draws boxes in the colour of the gravest open finding that points there."""

    def __init__(self, shown: Sequence[Shown]) -> None:
        self._of = {each.number: each for each in shown}

    def boxes(self, places: Iterable[Place], here: Sequence[Mark]) -> list[Box]:
        numbers = tuple(dict.fromkeys(mark.number for mark in here))
        open_ = [self._of[n] for n in numbers if not self._of[n].decided]
        severities = {each.view.severity for each in open_}
        severity = next((each for each in ORDER if each in severities), "")
        return [
            Box(page, left, top, right - left, bottom - top, numbers, severity)
            for page, left, top, right, bottom in (p[:5] for p in places if len(p) > 4)
        ]


def page_of(boxes: Sequence[Box]) -> Mapping[int, int]:
    """Return the page on which each finding's block begins, by the finding's number."""
    return {n: box.page for box in reversed(boxes) for n in box.numbers}


def leaf(
    sizes: Sequence[tuple[float, float]],
    boxes: Sequence[Box],
    *,
    asked: int,
    selected: int,
    start: int,
) -> Leaf | None:
    """Return the page to show: as asked, else of the selected finding, else the first.

    None for a file without pages.
    """
    if not sizes:
        return None
    first = boxes[0].page if boxes else 1
    wanted = asked or page_of(boxes).get(selected, 0) or start or first
    number = min(max(wanted, 1), len(sizes))
    width, height = sizes[number - 1]
    return Leaf(
        number,
        len(sizes),
        round(width * 100),
        round(height * 100),
        tuple(box for box in boxes if box.page == number),
    )
