"""What pages and the API read. Nothing here changes anything.

Every query of one disclosure takes the actor and refuses what the person must not
know of (`NotKnown`); a screen of one disclosure is a function of its state, so the
same functions show any earlier moment.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from disclosures.checks.rule import Mark
from disclosures.checks.standing import Standing
from disclosures.models import Account, Campaign, Department
from disclosures.parse.model import Block
from disclosures.parse.stored import blocks_from_json
from reviews import checking, store
from reviews.domain import events as e
from reviews.domain.errors import NotAllowed, NotKnown
from reviews.domain.fold import evolve, replay
from reviews.domain.policies import AUDITOR, ROLE_NAMES, Actor, may_see
from reviews.domain.state import Disclosure, Finding, Section
from reviews.models import (
    DisclosureRow,
    EventRecord,
    FindingRow,
    OutboxRecord,
    ReleaseRow,
    SectionRow,
)
from reviews.projections import live
from reviews.projections.rows import finding_id, section_id

LEGAL_DAYS = 20
"""Days after approval by which a department must publish (预算法 §14)."""


def _unknown() -> NotKnown:
    return NotKnown("not-known", "没有这份材料，或您无权查看。")


# One disclosure


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
    row = SectionRow.objects.filter(pk=section, ledger=actor.ledger).first()
    if row is None:
        raise _unknown()
    return disclosure(actor, row.disclosure), row.key


def disclosure_of_finding(actor: Actor, finding: UUID) -> tuple[Disclosure, str]:
    """Return the state and the fingerprint for a finding's own id."""
    row = FindingRow.objects.filter(pk=finding, ledger=actor.ledger).first()
    if row is None:
        raise _unknown()
    return disclosure(actor, row.disclosure), row.fingerprint


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


def outline(state: Disclosure) -> tuple[OutlineEntry, ...]:
    """Return the tree of sections, with counts of what is open in each."""
    stages = state.section_stages()
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
        for key, section in state.sections.items()
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


def places(section: Section) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """Return where each block, as it was read, stands in the file; () for nowhere.

    A block has a place a page: (page, left, top, right, bottom) in hundredths of a
    point from the page's top left, or (page,) alone.
    """
    body = (
        store.contents([section.places]).get(section.places) if section.places else b""
    )
    found = json.loads(body or b"[]")
    return tuple(
        tuple(tuple(place) for place in block if place and place[0]) for block in found
    )


def content_as_read(records: Sequence[e.Recorded], section: str) -> str:
    """Return the content hash that the last reading found for a section, '' if none."""
    for record in reversed(records):
        if isinstance(record.event, e.DisclosureRead):
            return next(
                (r.content for r in record.event.sections if r.key == section), ""
            )
    return ""


def readings(records: Sequence[e.Recorded]) -> tuple[e.Recorded, ...]:
    """Return the events of reading among `records`, oldest first."""
    return tuple(r for r in records if isinstance(r.event, e.DisclosureRead))


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding with its words: `body` holds message, stated, expected, suggestion
    and evidence, see `disclosures.checks.finding.Finding`."""

    id: UUID
    fingerprint: str
    code: str
    severity: str
    status: str
    section: str
    sections: tuple[str, ...]
    body: Mapping[str, Any]
    waived_by: int
    waived_reason: str
    waived_until: str


def findings(state: Disclosure, section: str = "") -> tuple[FindingView, ...]:
    """Return the findings of a disclosure, or those with evidence in one section.

    In the document's order: by the place of the first evidence in the section.
    """
    chosen = [
        f for f in state.findings.values() if not section or section in f.sections
    ]
    reasons = [
        state.waivers[f.fingerprint].reason
        for f in chosen
        if f.fingerprint in state.waivers
    ]
    texts = store.contents([f.content for f in chosen] + reasons)
    views = [_finding_view(state, f, texts) for f in chosen]
    order = {key: place for place, key in enumerate(state.sections)}

    def place(view: FindingView) -> tuple[int, int]:
        at = next(
            (
                item["offset"]
                for item in view.body["evidence"]
                if item["section"] == (section or view.section)
            ),
            0,
        )
        return order.get(section or view.section, len(order)), at

    return tuple(sorted(views, key=place))


def finding_bodies(contents: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Return the bodies of findings by their content hash."""
    return {k: json.loads(body) for k, body in store.contents(list(contents)).items()}


def _finding_view(
    state: Disclosure, finding: Finding, texts: Mapping[str, bytes]
) -> FindingView:
    waiver = state.waivers.get(finding.fingerprint)
    return FindingView(
        id=finding_id(_id(state), finding.fingerprint),
        fingerprint=finding.fingerprint,
        code=finding.code,
        severity=finding.severity,
        status=state.finding_status(finding),
        section=finding.section,
        sections=finding.sections,
        body=json.loads(texts[finding.content]),
        waived_by=waiver.by if waiver else 0,
        waived_reason=_text(texts, waiver.reason) if waiver else "",
        waived_until=waiver.until if waiver else "",
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


def texts(hashes: Iterable[str]) -> dict[str, str]:
    """Return free text by its content hash; erased text reads as such."""
    wanted = [each for each in hashes if each]
    found = store.contents(wanted)
    return {each: _text(found, each) for each in wanted}


def _text(found: Mapping[str, bytes], name: str) -> str:
    if not name:
        return ""
    body = found.get(name)
    return body.decode() if body is not None else "（内容已依法删除）"


def names(people: Iterable[int | None]) -> dict[int, str]:
    """Return the display names of accounts by id, in one query."""
    wanted = {each for each in people if each}
    accounts = Account.objects.filter(pk__in=wanted)
    return {each.pk: str(each) for each in accounts}


def history(
    actor: Actor, stream: UUID, *, section: str = "", upto: int | None = None
) -> tuple[e.Recorded, ...]:
    """Return a disclosure's events, oldest first, or those about one section."""
    disclosure(actor, stream, position=upto)
    records = store.load(actor.ledger, stream, upto=upto)
    if not section:
        return records
    return tuple(each for each in records if _about(each.event, section))


def _about(event: e.Event, section: str) -> bool:
    if isinstance(event, e.DisclosureRead):
        return any(read.key == section for read in event.sections)
    return getattr(event, "section", None) == section


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a section: who made it, when and why (a content hash)."""

    version: int
    content: str
    by: int
    at: datetime
    position: int
    how: str
    reason: str


def versions(records: Sequence[e.Recorded], section: str) -> tuple[Version, ...]:
    """Return the versions of one section, oldest first, from its history."""
    made: list[Version] = []
    state = Disclosure()
    for record in records:
        match record.event:
            case e.DisclosureRead() as event:
                how, reason = _how(event, section), ""
            case e.SectionEdited() as event if event.section == section:
                how, reason = "edited", event.reason
            case _:
                continue
        state = evolve(state, record)
        present = state.sections.get(section)
        if present is None or present.version == len(made):
            continue
        made.append(
            Version(
                version=present.version,
                content=present.content,
                by=record.actor or 0,
                at=record.recorded_at,
                position=record.position,
                how=how,
                reason=reason,
            )
        )
    return tuple(made)


def _how(event: e.DisclosureRead, section: str) -> str:
    return next((each.how for each in event.sections if each.key == section), "")


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


# The ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """An event with what proves it; `payload` holds the very bytes that were hashed."""

    position: int
    stream: UUID
    version: int
    type: str
    recorded_at: datetime
    payload: bytes
    previous_hash: bytes
    hash: bytes


def ledger(actor: Actor, after: int, limit: int) -> tuple[int, tuple[LedgerEntry, ...]]:
    """Return the last position and at most `limit` events behind `after`, in order.

    Raises `NotAllowed` for everybody but auditors.
    """
    if AUDITOR not in actor.roles:
        name = ROLE_NAMES[AUDITOR]
        raise NotAllowed("wrong-role", f"只有{name}可以读取账本。", name)
    names = [each.name for each in fields(LedgerEntry)]
    rows = EventRecord.objects.filter(ledger=actor.ledger, position__gt=after)
    found = tuple(
        LedgerEntry(**{k: _bytes(value) for k, value in row.items()})
        for row in rows.order_by("position").values(*names)[:limit]
    )
    return store.head(actor.ledger)[0], found


def _bytes(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


# Lists


def disclosures(actor: Actor) -> QuerySet[DisclosureRow]:
    """Return the rows that a person may see, newest change first."""
    rows = DisclosureRow.objects.filter(ledger=actor.ledger).order_by("-position")
    if actor.roles & {"reviewer", "publisher", "auditor", "administrator"}:
        return rows
    if "submitter" in actor.roles and actor.department is not None:
        return rows.filter(department=actor.department)
    return rows.none()


def campaigns(actor: Actor) -> QuerySet[Campaign]:
    """Return the bureau's campaigns, newest first."""
    return Campaign.objects.filter(bureau=actor.ledger).order_by("-open", "-year", "id")


def campaign(actor: Actor, pk: int) -> Campaign:
    """Return one campaign of the person's bureau, or raise `NotKnown`."""
    found = campaigns(actor).filter(pk=pk).first()
    if found is None:
        raise NotKnown("not-known", "没有这个公开批次。")
    return found


def deadline(campaign: Campaign) -> date | None:
    """Return the last day for publishing: as set, or 20 days after approval."""
    if campaign.deadline or campaign.approved_on is None:
        return campaign.deadline
    return campaign.approved_on + timedelta(days=LEGAL_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardEntry:
    """A department on the board; `row` is None where nothing was submitted."""

    department: Department
    row: DisclosureRow | None
    overdue: bool

    @property
    def stage(self) -> str:
        return self.row.stage if self.row else "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A campaign at a glance, in the departments' order."""

    campaign: Campaign
    deadline: date | None
    days_left: int | None
    entries: tuple[BoardEntry, ...]
    stages: Mapping[str, int]
    problems: tuple[tuple[str, int], ...]
    """(rule code, departments with it open), most common first."""


def board(actor: Actor, campaign: Campaign, today: date) -> Board:
    """Return the board: everyone who must publish, with what they have sent."""
    departments = campaign.departments.order_by("code")
    if actor.roles <= {"submitter"}:
        departments = departments.filter(pk=actor.department or 0)
    rows = {
        row.department: row for row in disclosures(actor).filter(campaign=campaign.pk)
    }
    last = deadline(campaign)
    late = last is not None and today > last
    entries = tuple(
        BoardEntry(
            department=each,
            row=(row := rows.get(each.pk)),
            overdue=late and (row is None or row.stage not in ("released",)),
        )
        for each in departments
    )
    return Board(
        campaign=campaign,
        deadline=last,
        days_left=(last - today).days if last else None,
        entries=entries,
        stages=Counter(entry.stage for entry in entries),
        problems=common_problems(rows.values()),
    )


def common_problems(
    rows: Iterable[DisclosureRow], most: int = 5
) -> tuple[tuple[str, int], ...]:
    """Return the rules that most disclosures have open findings of (共性问题)."""
    found = (
        FindingRow.objects.filter(
            disclosure__in=[row.pk for row in rows], status__in=("open", "pending")
        )
        .exclude(severity="info")
        .values("code")
        .annotate(departments=Count("disclosure", distinct=True))
        .order_by("-departments", "code")[:most]
    )
    return tuple((each["code"], each["departments"]) for each in found)


def queue(actor: Actor) -> QuerySet[SectionRow]:
    """Return the sections that wait for a reviewer: their own first, then anyone's.

    Those of the reviewer's own department are left out (内部回避).
    """
    waiting = SectionRow.objects.filter(
        Q(assignee=actor.id) | Q(assignee=None),
        ledger=actor.ledger,
        state__in=("flagged", "draft"),
    )
    reviewable = DisclosureRow.objects.filter(
        ledger=actor.ledger, stage__in=("reviewing", "ready")
    )
    if actor.department is not None:
        reviewable = reviewable.exclude(department=actor.department)
    return waiting.filter(disclosure__in=reviewable.values("pk")).order_by(
        F("assignee").asc(nulls_last=True), "-errors", "disclosure", "place"
    )


# The public


def public_releases(campaign: int | None = None) -> QuerySet[ReleaseRow]:
    """Return what is public now, and what was withdrawn (as tombstones)."""
    rows = ReleaseRow.objects.exclude(status="superseded").order_by("-released_at")
    return rows.filter(campaign=campaign) if campaign is not None else rows


def public_release(release: UUID) -> ReleaseRow:
    """Return one release, of any status, or raise `NotKnown`."""
    row = ReleaseRow.objects.filter(pk=release).first()
    if row is None:
        raise NotKnown("not-public", "没有这个公开页面。")
    return row


def public_versions(disclosure: UUID) -> QuerySet[ReleaseRow]:
    """Return every release of one disclosure, newest first."""
    return ReleaseRow.objects.filter(disclosure=disclosure).order_by("-number")


def released_page(row: ReleaseRow) -> Mapping[str, Any]:
    """Return the staged text of a release, as `handlers` froze it."""
    page: Mapping[str, Any] = json.loads(store.contents([row.content])[row.content])
    return page


def released_bytes(row: ReleaseRow) -> bytes:
    """Return the very bytes whose SHA-256 the release names."""
    return store.contents([row.content])[row.content]


def released_blocks(section: Mapping[str, Any]) -> tuple[Block, ...]:
    return blocks_from_json(section["blocks"])


def _id(state: Disclosure) -> UUID:
    if state.id is None:
        raise _unknown()
    return state.id
