"""The workspace's look at what has changed since this person verified the section."""

from typing import Any
from uuid import UUID

from reviews.domain import events as e
from reviews.domain.errors import NotKnown
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure, Section
from reviews.queries import judging, past, reading
from reviews.web.present import since


def mark_of(who: Actor, section: Section) -> tuple[int, str] | None:
    """Return the (version, content) that this person last verified, if it has changed.

    None where they never verified it, or where it still reads as it did.
    """
    mine = [mark for mark in section.marks if mark[0] in who.people]
    if not mine:
        return None
    _person, version, content = max(mine, key=lambda mark: mark[1])
    return (version, content) if content != section.content else None


def context(
    who: Actor, state: Disclosure, section: Section, mark: tuple[int, str]
) -> dict[str, Any]:
    """Return what the tab shows: the difference, and findings gained and lost."""
    version, content = mark
    then = _then(who, state, section.key, version)
    before = judging.findings(then, section.key) if then else ()
    return {
        "since_version": version,
        "changed": since.changed(
            reading.blocks_of_content(content), reading.blocks(section)
        ),
        "turnover": since.turnover(before, judging.findings(state, section.key)),
    }


def _then(who: Actor, state: Disclosure, key: str, version: int) -> Disclosure | None:
    """Return the disclosure as it was when this person verified that version."""
    stream = _id(state)
    verdicts = [
        record
        for record in past.history(who, stream, section=key)
        if isinstance(record.event, e.SectionVerified)
        and record.event.version == version
        and who.people & {record.actor, record.on_behalf_of}
    ]
    if not verdicts:
        return None
    return reading.disclosure(who, stream, position=verdicts[-1].position)


def _id(state: Disclosure) -> UUID:
    if state.id is None:
        raise NotKnown("not-known", "没有这份材料，或您无权查看。")
    return state.id
