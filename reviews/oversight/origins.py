"""Where the numbers of a section come from: the file, or the edit that wrote them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from disclosures.figures.model import Figure, Kind
from disclosures.figures.reading import read_section
from disclosures.parse.model import Block
from disclosures.parse.model import Section as Text
from disclosures.parse.stored import blocks_from_json
from reviews import store
from reviews.domain import events as e
from reviews.domain.fold import evolve
from reviews.domain.state import Disclosure
from reviews.oversight.alignment import Alignment, Stretch

TOLD = frozenset(
    {Kind.AMOUNT, Kind.SHARE, Kind.RATE, Kind.COUNT, Kind.SCORE, Kind.NUMBER}
)
"""The kinds of figures that say how much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a section with the event that made it; `reads` are all readings
    that found this very content, oldest first."""

    version: int
    content: str
    record: e.Recorded
    reads: tuple[e.Recorded, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one version did to a number: `before` is '' where it was not there."""

    version: Version
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How a number came to be: the steps from the version that brought it, oldest
    first; `at` is where it stood in that version's text."""

    steps: tuple[Step, ...]
    at: Stretch

    @property
    def version(self) -> Version:
        return self.steps[0].version

    @property
    def from_file(self) -> bool:
        """Whether a reading brought it, not somebody's edit."""
        return isinstance(self.version.record.event, e.DisclosureRead)


def versions(records: Sequence[e.Recorded], key: str) -> tuple[Version, ...]:
    """Return the versions of one section, oldest first, from a whole history."""
    made: list[Version] = []
    state = Disclosure()
    for record in records:
        event = record.event
        if not isinstance(event, e.DisclosureRead | e.SectionEdited):
            continue
        if isinstance(event, e.SectionEdited) and event.section != key:
            continue
        state = evolve(state, record)
        present = state.sections.get(key)
        if present is None:
            continue
        if not made or made[-1].version != present.version:
            made.append(
                Version(version=present.version, content=present.content, record=record)
            )
        if isinstance(event, e.DisclosureRead):
            made[-1] = replace(made[-1], reads=(*made[-1].reads, record))
    return tuple(made)


def section_read(record: e.Recorded, key: str) -> e.SectionRead | None:
    """Return what a reading found of a section."""
    found = getattr(record.event, "sections", ())
    return next((each for each in found if each.key == key), None)


class Texts:
    """The versions' texts and their alignments, each made once."""

    def __init__(self, versions: Sequence[Version]) -> None:
        self.versions = versions
        bodies = store.contents([each.content for each in versions])
        self._blocks = {
            name: blocks_from_json(json.loads(body)) for name, body in bodies.items()
        }
        self._alignments: dict[int, Alignment] = {}

    def blocks(self, content: str) -> tuple[Block, ...]:
        """Return a version's blocks; none where they were erased."""
        return self._blocks.get(content, ())

    def text(self, content: str) -> str:
        return "\n".join(block.text for block in self.blocks(content))

    def alignment(self, number: int) -> Alignment:
        """Return version `number` (by place) aligned with the one before."""
        if number not in self._alignments:
            old, new = self.versions[number - 1], self.versions[number]
            self._alignments[number] = Alignment(
                self.text(old.content), self.text(new.content)
            )
        return self._alignments[number]

    def origin(self, at: int, stretch: Stretch) -> Origin:
        """Follow a stretch of version `at` (by place) back to where it came from.

        It ends at the version that put it in, or put it in another's place by a file.
        """
        steps: list[Step] = []
        while True:
            version = self.versions[at]
            after = self.text(version.content)[stretch.start : stretch.end]
            earlier = self.alignment(at).before(stretch) if at else None
            if earlier is None:
                steps.append(Step(version=version, before="", after=after))
                return Origin(steps=tuple(reversed(steps)), at=stretch)
            old = self.text(self.versions[at - 1].content)
            before = old[earlier.start : earlier.end]
            steps.append(Step(version=version, before=before, after=after))
            if before != after and version.reads:
                # A later file says so itself: what it replaced is no part of it.
                return Origin(steps=tuple(reversed(steps)), at=stretch)
            at, stretch = at - 1, earlier


def figures(heading: str, key: str, blocks: tuple[Block, ...]) -> tuple[Figure, ...]:
    """Return the numbers of a section's text that say how much."""
    found = _figures(Text(key, (heading,), 1, heading, blocks))
    return tuple(each for each in found if each.kind in TOLD and each.start >= 0)


@lru_cache(maxsize=256)
def _figures(section: Text) -> tuple[Figure, ...]:
    return tuple(read_section(section).figures)


Box = tuple[int, int, int, int, int]
"""Page, and left, top, right, bottom in hundredths of a point."""


def box(
    places: Any, block: int, row: int = -1, column: int = -1
) -> tuple[int, Box | None]:
    """Return page and box of a block, or of the cell where the reader knew it.

    `places` is what a reading stored, see `disclosures.parse.stored`. Page 0 and None
    where the file has no pages.
    """
    known = [each for each in places if isinstance(each, list)]
    parts = [each for each in (known[block] if block < len(known) else []) if each]
    for part in parts:
        if row >= 0 and len(part) >= 8:
            first, columns, rows = part[5], part[6], part[7]
            down = row - first
            if 0 <= down < len(rows) - 1 and column < len(columns) - 1:
                cell = (
                    columns[column],
                    rows[down],
                    columns[column + 1],
                    rows[down + 1],
                )
                return part[0], (part[0], *cell)
    if not parts or not parts[0][0]:
        return 0, None
    part = parts[0]
    return part[0], (tuple(part[:5]) if len(part) >= 5 else None)
