"""The tree of sections: what is shown, what comes next, how much is left."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reviews.domain.state import Disclosure, SectionStage
from reviews.queries.reading import OutlineEntry

DONE = (SectionStage.VERIFIED, SectionStage.PUBLISHED)


class Neighbours(NamedTuple):
    """The keys of the sections before and after; '' at the ends."""

    before: str
    after: str


def neighbours(state: Disclosure, key: str) -> Neighbours:
    keys = list(state.sections)
    at = keys.index(key)
    return Neighbours(
        keys[at - 1] if at else "", keys[at + 1] if at + 1 < len(keys) else ""
    )


def next_undecided(state: Disclosure, after: str) -> str:
    """Return the next section, round the end, that is neither verified nor public.

    '' where none is left besides the one given.
    """
    keys = list(state.sections)
    stages = state.section_stages()
    start = keys.index(after) + 1 if after in state.sections else 0
    for key in keys[start:] + keys[:start]:
        if key != after and stages[key] not in DONE:
            return key
    return ""


def filtered(
    entries: Sequence[OutlineEntry], only: str, current: str
) -> list[OutlineEntry]:
    """Return the entries with problems, or those left to do; and the current one."""
    if only == "problems":
        return [e for e in entries if e.state == "flagged" or e.key == current]
    if only == "left":
        return [
            e for e in entries if e.state in ("draft", "flagged") or e.key == current
        ]
    return list(entries)


def tally(entries: Sequence[OutlineEntry]) -> Mapping[str, int]:
    """Return how many sections there are, how many are done and how many left."""
    states = Counter(entry.state for entry in entries)
    done = states["verified"] + states["published"]
    return {
        "all": len(entries),
        "done": done,
        "left": len(entries) - done,
        "flagged": states["flagged"],
    }
