"""What the last run could not check, and how far it came (可核对情况)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reviews.domain.state import Disclosure
from reviews.web.present.rules import title_of


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a rule could not check, why, and in which sections.

    `sections` are (key, heading); none means the document as a whole.
    """

    code: str
    title: str
    reason: str
    sections: tuple[tuple[str, str], ...]
    here: bool


@dataclass(frozen=True, slots=True)
class Crash:
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many rules found something, found all in order, or had nothing to look at;
    what they could not check, this section's first; which broke down."""

    found: int
    clean: int
    nothing: int
    gaps: tuple[Gap, ...]
    crashed: tuple[Crash, ...]

    @property
    def rules(self) -> int:
        return self.found + self.clean + self.nothing + len(self.crashed)


def coverage(state: Disclosure, told: Mapping[str, Any], key: str) -> Coverage:
    """Return what `queries.unchecked` told, as the section `key` shows it."""
    outcomes = Counter(outcome for _, outcome in told["outcomes"])
    gaps = _gaps(state, told["unchecked"], key)
    return Coverage(
        found=outcomes["found"],
        clean=outcomes["clean"],
        nothing=outcomes["nothing"],
        gaps=tuple(sorted(gaps, key=lambda gap: not gap.here)),
        crashed=tuple(Crash(code, title_of(code)) for code, _ in told["crashed"]),
    )


def _gaps(
    state: Disclosure, unchecked: Iterable[Mapping[str, str]], key: str
) -> list[Gap]:
    """Return one gap for each reason of a rule, whatever the number of sections."""
    places: dict[tuple[str, str], list[str]] = {}
    for each in unchecked:
        where = places.setdefault((each["code"], each["reason"]), [])
        if each["section"] and each["section"] not in where:
            where.append(each["section"])
    return [
        Gap(
            code,
            title_of(code),
            reason,
            tuple((at, _heading(state, at)) for at in where),
            key in where,
        )
        for (code, reason), where in places.items()
    ]


def _heading(state: Disclosure, key: str) -> str:
    section = state.sections.get(key)
    return section.heading if section else key
