"""What files and their readings make of the state."""

import re
from dataclasses import replace

from reviews.domain import events as e
from reviews.domain.folds.changes import people, unverified, without
from reviews.domain.state import Disclosure, Section

_NUMBER = re.compile(
    r"^\s*第?[(（]?[0-9一二三四五六七八九十百]+[)）]?[部分章节、.．\s]*"
)


def submitted(
    state: Disclosure, event: e.DisclosureSubmitted, record: e.Recorded
) -> Disclosure:
    who = record.actor or 0
    return replace(
        state,
        department=event.department,
        campaign=event.campaign,
        submitted_by=who,
        submitted_at=record.recorded_at.isoformat(),
        file=event.file,
        file_name=event.file_name,
        file_by=who,
        file_for=record.on_behalf_of or 0,
        submitted_for=record.on_behalf_of or 0,
        reading="pending",
    )


def replaced(
    state: Disclosure, event: e.SourceReplaced, record: e.Recorded
) -> Disclosure:
    return replace(
        state,
        file=event.file,
        file_name=event.file_name,
        file_by=record.actor or 0,
        file_for=record.on_behalf_of or 0,
        reading="pending",
        failure=("", ""),
    )


def retried(
    state: Disclosure, _event: e.ReadingRetried, _record: e.Recorded
) -> Disclosure:
    return replace(state, reading="pending", failure=("", ""))


def failed(
    state: Disclosure, event: e.ReadingFailed, _record: e.Recorded
) -> Disclosure:
    return replace(state, reading="failed", failure=(event.code, event.message))


def read(state: Disclosure, event: e.DisclosureRead, record: e.Recorded) -> Disclosure:
    sections: dict[str, Section] = {}
    for found in event.sections:
        before = state.sections.get(found.key) or state.gone.get(found.key)
        place = {
            "path": found.path,
            "level": found.level,
            "heading": found.heading,
            "page": found.page,
            "places": found.places,
        }
        if before is None:
            section = Section(
                key=found.key,
                content=found.content,
                contributors=people(
                    state.submitted_by,
                    state.submitted_for,
                    state.file_by,
                    state.file_for,
                ),
                **place,  # type: ignore[arg-type]
            )
        elif reads_the_same(before, found):
            section = replace(before, **place)  # type: ignore[arg-type]
        else:
            section = unverified(before, "replaced", event.file, record)
            section = replace(
                section,
                content=found.content,
                version=before.version + 1,
                contributors=people(
                    *before.contributors, state.file_by, state.file_for
                ),
                **place,  # type: ignore[arg-type]
            )
        sections[found.key] = section
    gone = {
        key: unverified(section, "replaced", event.file, record)
        for key, section in {**state.gone, **state.sections}.items()
        if key not in sections
    }
    flags = {k for k, flag in state.flags.items() if flag.section in gone}
    return replace(
        state,
        reading="done",
        failure=("", ""),
        parser=event.parser,
        kind=event.kind,
        year=event.year,
        unit_name=event.unit_name,
        notes=event.notes,
        sections=sections,
        gone=gone,
        flags=without(state.flags, flags),
    )


def reads_the_same(section: Section, read: e.SectionRead) -> bool:
    """Whether what was read is the section's present version: text and heading.

    A heading's number alone may change: the section that was put in before it says
    nothing about this one.
    """
    return section.content == read.content and _unnumbered(
        section.heading
    ) == _unnumbered(read.heading)


def _unnumbered(heading: str) -> str:
    return _NUMBER.sub("", heading, count=1)
