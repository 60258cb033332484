"""A disclosure as a person may see it: its state, outline, text and progress."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from disclosures.checks.rule import Mark
from disclosures.checks.standing import Standing
from disclosures.parse.model import Block
from reviews import checking, store
from reviews.domain.errors import NotKnown
from reviews.domain.fold import replay
from reviews.domain.policies import Actor, may_see
from reviews.domain.state import Disclosure, Section
from reviews.models import (
    FindingRow,
    OutboxRecord,
    SectionRow,
)
from reviews.projections import live
from reviews.projections.rows import section_id


def _unknown() -> NotKnown:
    return NotKnown("not-known", "没有这份材料，或您无权查看。")


def disclosure(
    actor: Actor, stream: UUID, *, position: int | None = None
) -> Disclosure:
    """Return a disclosure's state, now or as it was at a ledger position.

    Raises `NotKnown` where there is none or the person must not know of it.
    """
    state = None if position is not None else live.recall(stream)
    if state is None:
        state = replay(store.load(actor.ledger, stream, upto=position))
    if not state.exists or not may_see(actor, state):
        raise _unknown()
    return state


def position_at(actor: Actor, at: datetime) -> int:
    """Return the ledger's last position at a moment: what addresses and exports use."""
    return store.position_at(actor.ledger, at)


def disclosure_of_section(actor: Actor, section: UUID) -> tuple[Disclosure, str]:
    """Return the state and the section's key for a section's own id."""
    rows = SectionRow.objects.filter(pk=section, ledger=actor.ledger)
    found = rows.values_list("disclosure", "key").first()
    if found is None:
        raise _unknown()
    return disclosure(actor, found[0]), found[1]


def disclosure_of_finding(actor: Actor, finding: UUID) -> tuple[Disclosure, str]:
    """Return the state and the fingerprint for a finding's own id."""
    rows = FindingRow.objects.filter(pk=finding, ledger=actor.ledger)
    found = rows.values_list("disclosure", "fingerprint").first()
    if found is None:
        raise _unknown()
    return disclosure(actor, found[0]), found[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A section as the tree shows it."""

    id: UUID
    key: str
    level: int
    heading: str
    state: str
    version: int
    errors: int
    warnings: int
    flags: int
    assignee: int


def outline(
    state: Disclosure, keys: Iterable[str] | None = None
) -> tuple[OutlineEntry, ...]:
    """Return the tree of sections (or some), with counts of what is open in each."""
    stages = state.section_stages(keys)
    errors: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    for finding in state.open_findings:
        tally = {"error": errors, "warning": warnings}.get(finding.severity)
        if tally is not None:
            tally.update(finding.sections)
    flags = Counter(flag.section for flag in state.flags.values())
    return tuple(
        OutlineEntry(
            id=section_id(_id(state), key),
            key=key,
            level=section.level,
            heading=section.heading,
            state=str(stages[key]),
            version=section.version,
            errors=errors[key],
            warnings=warnings[key],
            flags=flags[key],
            assignee=section.assignee,
        )
        for key, section in ((key, state.sections[key]) for key in stages)
    )


def blocks(section: Section) -> tuple[Block, ...]:
    """Return a section's blocks at the state's version."""
    return checking.blocks_of([section.content])[section.content]


def blocks_by_key(
    state: Disclosure, keys: Iterable[str]
) -> dict[str, tuple[Block, ...]]:
    """Return the blocks of several sections, in one query."""
    contents = {key: state.sections[key].content for key in keys}
    found = checking.blocks_of(list(contents.values()))
    return {key: found[content] for key, content in contents.items()}


def blocks_of_content(content: str) -> tuple[Block, ...]:
    """Return the blocks of any version by its content hash."""
    return checking.blocks_of([content])[content]


def blocks_of_contents(contents: Iterable[str]) -> dict[str, tuple[Block, ...]]:
    """Return the blocks of several versions by content hash, in one query."""
    return checking.blocks_of(list(dict.fromkeys(contents)))


class Placed(NamedTuple):
    """Where a section, as it was read, stands in the file; () for nowhere.

    A place is (page, left, top, right, bottom) in hundredths of a point from the
    page's top left, or (page,) alone. A block has one a page; a table's goes on with
    its first row there, its columns' edges and its rows'.
    """

    heading: tuple[Any, ...]
    blocks: tuple[tuple[tuple[Any, ...], ...], ...]


def placed(section: Section) -> Placed:
    """Return where the heading and each block of a section stand in the file."""
    body = (
        store.contents([section.places]).get(section.places) if section.places else b""
    )
    found = json.loads(body or b"[]")
    headings = [each["heading"] for each in found if isinstance(each, dict)]
    return Placed(
        heading=tuple(headings[0]) if headings else (),
        blocks=tuple(
            tuple(tuple(place) for place in block if place and place[0])
            for block in found
            if isinstance(block, list)
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far reading has come: a step's name, so many of so many."""

    step: str
    done: int
    total: int
    attempts: int
    dead: bool


def progress(state: Disclosure) -> Progress | None:
    """Return the progress of reading, None where nothing is being read."""
    row = (
        OutboxRecord.objects.filter(stream=state.id, job="read-disclosure")
        .order_by("-position")
        .first()
    )
    if row is None:
        return None
    return Progress(
        step=row.step,
        done=row.done,
        total=row.total,
        attempts=row.attempts,
        dead=row.dead,
    )


def unchecked(state: Disclosure) -> Mapping[str, Any]:
    """Return what could not be checked: unchecked, crashed and outcomes by rule."""
    if not state.unchecked:
        return {"unchecked": [], "crashed": [], "outcomes": []}
    loaded: Mapping[str, Any] = json.loads(
        store.contents([state.unchecked])[state.unchecked]
    )
    return loaded


def standing(state: Disclosure, today: date) -> Mapping[Mark, Standing]:
    """Return how the figures of a disclosure stand, by their place in it."""
    context = checking.context_of(state, today)
    return checking.standing(_id(state), checking.sections_of(state), context)


def _id(state: Disclosure) -> UUID:
    if state.id is None:
        raise _unknown()
    return state.id
