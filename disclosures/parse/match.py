"""Which section of a new file is which of the old one: by path, then by content."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from disclosures.parse.model import Section
from disclosures.parse.shapes import squeezed

How = Literal["same", "moved", "changed", "new"]
ALIKE = 60.0
"""Percent of likeness from which text under a reworded heading counts as changed."""
TELLING = 12
"""Characters below which equal content proves nothing: '无' stands in many places."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A section of the new file: its old key, None if it is new, and what became.

    `same` has path and content unchanged, `moved` only the content, `changed` keeps
    its path or most of its words.
    """

    old_key: str | None
    new_key: str
    how: How


@dataclass(frozen=True, slots=True)
class Matching:
    """All sections of the new file in order, and the old ones that are gone."""

    matched: tuple[Matched, ...]
    dropped: tuple[str, ...]


def match(old: Sequence[Section], new: Sequence[Section]) -> Matching:
    """Return what became of each section; no old section is matched twice."""
    matching = _Matching(old, new)
    matching.pair("same", lambda s: (_path(s), _content(s)))
    matching.pair("moved", lambda s: _content(s) if _telling(s) else None)
    matching.pair("changed", _path)
    matching.pair_alike()
    return matching.outcome()


def _path(section: Section) -> tuple[str, ...]:
    return tuple(squeezed(heading) for heading in section.path)


def _content(section: Section) -> str:
    return squeezed(section.heading) + "\n" + squeezed(section.text)


def _telling(section: Section) -> bool:
    return len(squeezed(section.text)) >= TELLING


class _Matching:
    def __init__(self, old: Sequence[Section], new: Sequence[Section]) -> None:
        self._old, self._new = old, new
        self._left = {section.key: section for section in old}
        self._found: dict[str, tuple[str, How]] = {}

    def pair(self, how: How, trait: Callable[[Section], object]) -> None:
        """Pair what is left and has the same trait, in the order of the files."""
        waiting: dict[object, list[str]] = defaultdict(list)
        for key, section in self._left.items():
            if (value := trait(section)) is not None:
                waiting[value].append(key)
        for section in self._unmatched():
            candidates = waiting.get(trait(section))
            if candidates:
                self._take(candidates.pop(0), section, how)

    def pair_alike(self) -> None:
        """Pair a reworded heading with the old section under the same parent."""
        for section in list(self._unmatched()):
            best, likeness = None, ALIKE
            for key, other in self._left.items():
                if _path(other)[:-1] != _path(section)[:-1]:
                    continue
                score = fuzz.ratio(_content(other), _content(section))
                if score > likeness:
                    best, likeness = key, score
            if best is not None:
                self._take(best, section, "changed")

    def outcome(self) -> Matching:
        matched = []
        for section in self._new:
            found = self._found.get(section.key)
            if found is None:
                matched.append(Matched(None, section.key, "new"))
            else:
                matched.append(Matched(found[0], section.key, found[1]))
        return Matching(tuple(matched), tuple(self._left))

    def _unmatched(self) -> Iterable[Section]:
        return [section for section in self._new if section.key not in self._found]

    def _take(self, key: str, section: Section, how: How) -> None:
        del self._left[key]
        self._found[section.key] = (key, how)
