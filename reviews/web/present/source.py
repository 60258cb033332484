"""Where a section stands on the pages of its file: boxes to be drawn over a picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from disclosures.parse.model import Block
from reviews.web.present.findings import Shown, marks

Places = tuple[tuple[tuple[int, ...], ...], ...]
"""For each block its places, see `reviews.queries.reading.places`."""
ORDER = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Box:
    """One block on one page, in hundredths of a point from its top left."""

    page: int
    left: int
    top: int
    width: int
    height: int
    numbers: tuple[int, ...]
    """Of the findings in the block, as numbered on the page of the section."""
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
    """
    if len(places) != len(read):
        return ((),) * len(present)
    carried: list[tuple[tuple[int, ...], ...]] = [()] * len(present)
    matcher = SequenceMatcher(
        None, [b.text for b in read], [b.text for b in present], autojunk=False
    )
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and a_end - a == b_end - b):
            carried[b:b_end] = places[a:a_end]
    return tuple(carried)


def boxes(
    blocks: Sequence[Block], places: Places, shown: Sequence[Shown]
) -> tuple[Box, ...]:
    """Return the blocks' boxes in the order of the text, where it has any."""
    of = {each.number: each for each in shown}
    found = []
    start = 0
    for block, where in zip(blocks, places, strict=True):
        end = start + len(block.text)
        numbers = dict.fromkeys(
            mark.number for mark in marks(shown) if start <= mark.start <= end
        )
        severities = {of[n].view.severity for n in numbers if not of[n].decided}
        severity = next((each for each in ORDER if each in severities), "")
        found += [
            Box(page, left, top, right - left, bottom - top, tuple(numbers), severity)
            for page, left, top, right, bottom in (p for p in where if len(p) == 5)
        ]
        start = end + 1
    return tuple(found)


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
