"""Small steps that several folds take: a section put back, a verification ended."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from reviews.domain import events as e
from reviews.domain.state import Disclosure, Lapse, Section

T = TypeVar("T")


def lapsed(
    state: Disclosure, key: str, cause: str, by: str, record: e.Recorded
) -> Disclosure:
    return with_section(state, unverified(state.sections[key], cause, by, record))


def unverified(section: Section, cause: str, by: str, record: e.Recorded) -> Section:
    if section.verification is None:
        return section
    lapse = Lapse(
        cause=cause,
        by=by,
        verifier=section.verification.by,
        behalf=section.verification.behalf,
        position=record.position,
    )
    return replace(section, verification=None, lapse=lapse)


def with_section(state: Disclosure, section: Section) -> Disclosure:
    return replace(state, sections={**state.sections, section.key: section})


def without(kept: Mapping[str, T], gone: Iterable[str]) -> Mapping[str, T]:
    leave = set(gone)
    return {key: value for key, value in kept.items() if key not in leave}


def people(*people: int) -> tuple[int, ...]:
    return tuple(sorted(set(people) - {0}))
