"""The one door for every command: policy, decision, events, read models, in step.

What is slow (loading, checking, rendering, hashing) happens before the transaction;
inside it are only the append, which takes the ledger's lock last of all, and the
rows that pages need at once.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from disclosures.models import Account, Campaign, Department
from disclosures.parse.model import Block, Section, TableBlock, TextBlock
from disclosures.parse.stored import blocks_from_json, blocks_to_json
from reviews import checking, mandates, store
from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain import notice_commands as nc
from reviews.domain import notice_events as n
from reviews.domain import policies
from reviews.domain import release_events as r
from reviews.domain.decide import decide
from reviews.domain.decision import Checked, Decision, canonical
from reviews.domain.errors import (
    NotAcceptable,
    NotKnown,
    NotNow,
    OutOfDate,
    Refused,
)
from reviews.domain.fold import replay
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure
from reviews.mandates import acting, actor_of
from reviews.noticing import preparing
from reviews.projections import joint, live

__all__ = [
    "Envelope",
    "Outcome",
    "Preview",
    "acting",
    "actor_of",
    "execute",
    "load",
    "preview",
    "rehearse",
    "stream_of",
    "system",
]

BUSY = "同时修改的人太多，本次操作没有保存，请稍后重试。"
BAD_TEXT = "文字里有无法识别的字符，没有保存。"
BAD_BLOCKS = "内容的格式无法识别，没有保存。"
NOT_BY_MACHINE = "机器识别的标记只由系统给出；改过的内容请去掉 ocr 后再保存。"
TRIES = 5
"""How often a command is decided anew after somebody else was faster."""

_STREAMS = UUID("7a9d5c1e-2f0b-5d54-9c0e-5f1f6f3f2f11")

PACKAGES = ("build-package", "build-public-package")
"""The jobs that pack a disclosure at the position of the event that calls for it."""

_JOBS: dict[type, str] = {
    e.DisclosureSubmitted: "read-disclosure",
    e.SourceReplaced: "read-disclosure",
    e.ReadingRetried: "read-disclosure",
    r.ReleaseStaged: "render-files",
    e.DisclosureReleased: "render-files",
    n.NoticeIssued: "render-notice",
    n.NoticeRoundOpened: "render-notice",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who asks, when, and under which id: a repeated id is the same command."""

    actor: Actor
    command: UUID
    at: datetime
    request: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command came to: the state after it and the events it caused."""

    state: Disclosure
    events: tuple[e.Event, ...]
    repeated: bool = False
    """Whether this command id had been carried out before; `state` and `events` are
    then those of that time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What saving a draft would do: fingerprints and sections; nothing is stored."""

    appearing: tuple[e.RaisedFinding, ...]
    clearing: tuple[str, ...]
    lapsing: tuple[e.VerificationLapsed, ...]
    contents: dict[str, bytes]
    """The bodies of the findings that appear, by content hash."""


def stream_of(ledger: int, campaign: int, department: int) -> UUID:
    """Return the id of a department's one disclosure in a campaign."""
    return uuid5(_STREAMS, f"{ledger}/{campaign}/{department}")


def system(ledger: int) -> Actor:
    """Return the actor of background work."""
    return Actor(id=None, ledger=ledger, roles=frozenset({policies.SYSTEM}))


def load(ledger: int, stream: UUID, *, fresh: bool = False) -> Disclosure:
    """Return a disclosure's present state; the empty one where there is none.

    `fresh` folds it from its events instead of taking the kept state.
    """
    state = None if fresh else live.recall(stream)
    if state is None:
        state = replay(store.load(ledger, stream))
    return state if state.exists else Disclosure(id=stream, ledger=ledger)


def execute(
    stream: UUID,
    command: c.Command,
    envelope: Envelope,
    *,
    seen: int | None = None,
    state: Disclosure | None = None,
) -> Outcome:
    """Carry out `command` on one disclosure, wholly or not at all.

    `seen` is the disclosure's version that the person acted on, None where a
    section's own version guards; `state` spares reading again what the door has just
    read. Raises `Refused`; after a race with another writer the command is decided
    anew on the new state.
    """
    asked = _asked(stream, command, seen)
    try:
        outcome = _carry_out(stream, command, envelope, seen, asked, state)
    except (Refused, store.SameCommand) as refusal:
        # A repetition is refused like anything out of date: only then is it looked
        # up whether this is one.
        repeated = _repeated(stream, envelope, asked)
        if repeated is None:
            if isinstance(refusal, store.SameCommand):
                raise NotNow("busy", BUSY) from refusal
            raise
        return repeated
    if not outcome.events:
        return _repeated(stream, envelope, asked) or outcome
    return outcome


def _carry_out(
    stream: UUID,
    command: c.Command,
    envelope: Envelope,
    seen: int | None,
    asked: str,
    read: Disclosure | None,
) -> Outcome:
    for attempt in range(TRIES):
        state = read or load(envelope.actor.ledger, stream, fresh=attempt > 0)
        read = None
        state = _told(state, stream, command, envelope)
        decision, command = _decide(state, stream, command, envelope, seen)
        if not decision.events:
            return Outcome(state=state, events=())
        try:
            return _commit(stream, state, decision, envelope, asked)
        except store.Conflict:
            continue
        except store.Busy:
            break
    raise NotNow("busy", BUSY)


def _told(
    state: Disclosure, stream: UUID, command: c.Command, envelope: Envelope
) -> Disclosure:
    """Return the state once it knows of the joint release that made it public."""
    if isinstance(command, c.SettleRelease) or not (found := joint.settlement(state)):
        return state
    plan, position, at = found
    settle = c.SettleRelease(plan=plan, position=position, at=at.isoformat())
    own = replace(
        envelope,
        actor=system(envelope.actor.ledger),
        command=uuid5(_STREAMS, f"settle/{stream}/{plan}"),
    )
    return execute(stream, settle, own).state


def _repeated(stream: UUID, envelope: Envelope, asked: str) -> Outcome | None:
    """Return the outcome of a command carried out before, None if it was not.

    Raises `NotAcceptable` where its id was used for something else, or by another.
    """
    known = store.answer_of(envelope.actor.ledger, envelope.command)
    if known is None:
        return None
    if (known.request_hash, known.actor) != (asked, envelope.actor.id):
        raise NotAcceptable(
            "key-reused", "同一个请求编号用于了不同的操作，请刷新页面后重试。"
        )
    records = store.load(envelope.actor.ledger, stream, upto=known.position)
    return Outcome(
        state=replay(records),
        events=tuple(r.event for r in records if r.command == envelope.command),
        repeated=True,
    )


def _asked(stream: UUID, command: c.Command, seen: int | None) -> str:
    """Return the hash of what was asked; a release's text is made here: left out.

    Raises `NotAcceptable` for text that has no UTF-8 form.
    """
    said = asdict(command)
    if isinstance(command, c.ReleaseDisclosure | c.StageRelease):
        said.pop("page")
    try:
        body = canonical([str(stream), command.ACTION, said, seen])
    except UnicodeEncodeError as error:
        raise NotAcceptable("bad-text", BAD_TEXT) from error
    return sha256(body).hexdigest()


def _decide(
    state: Disclosure,
    stream: UUID,
    command: c.Command,
    envelope: Envelope,
    seen: int | None,
) -> tuple[Decision, c.Command]:
    mandates.require_present(envelope.actor, envelope.at)
    state = _before(state, stream, command)
    section = _section(state, command)
    policies.require(command.ACTION, envelope.actor, state, section)
    if seen is not None and seen != state.version:
        raise OutOfDate(
            "out-of-date", "材料在您打开之后有了新的变化，请刷新后确认再提交。"
        )
    match command:
        case c.SubmitDisclosure() | c.ReplaceSource():
            _require_open(state, envelope.actor.ledger)
        case c.ReleaseDisclosure() | c.StageRelease():
            command = replace(command, page=_staged(state))
        case c.AssignSection() if command.assignee:
            _require_reviewer(state, command.assignee)
        case (
            nc.IssueNotice() | nc.OpenRound() | nc.GrantExtension() | nc.RemindOverdue()
        ):
            today = timezone.localdate(envelope.at)
            command = preparing.prepared(state, command, today)
    checked = _checked(state, command, envelope)
    return decide(state, command, actor=envelope.actor, checked=checked), command


def _before(state: Disclosure, stream: UUID, command: c.Command) -> Disclosure:
    if isinstance(command, c.SubmitDisclosure) and not state.exists:
        return replace(
            state,
            id=stream,
            department=command.department,
            campaign=command.campaign,
        )
    if not state.exists:
        raise NotKnown("not-known", "没有这份材料，或您无权查看。")
    return state


def _section(state: Disclosure, command: c.Command) -> str:
    """Return the key of the section that the command is about, '' for none."""
    match command:
        case c.ResolveFlag():
            flag = state.flags.get(command.flag)
            return flag.section if flag else ""
        case c.ResolveThread() | c.ReopenThread():
            said = [each for each in state.comments if each.comment == command.comment]
            section = said[0].section if said else ""
            return section if section in state.sections else ""
        case nc.ConfirmItem():
            return _section_of_item(state, command)
        case _:
            return getattr(command, "section", "")


def _section_of_item(state: Disclosure, command: nc.ConfirmItem) -> str:
    named = [each for each in state.notices if each.notice == command.notice]
    notice = named[0] if named else None
    item = notice.item(command.item) if notice else None
    return item.section if item and item.section in state.sections else ""


def _require_open(state: Disclosure, ledger: int) -> None:
    campaign = Campaign.objects.filter(pk=state.campaign, bureau=ledger).first()
    if (
        campaign is None
        or not campaign.departments.filter(pk=state.department, active=True).exists()
    ):
        raise NotAcceptable(
            "not-in-campaign", "本部门不在这个公开批次的名单中，请联系财政局核实。"
        )
    if not campaign.open:
        raise NotNow("campaign-closed", "这个公开批次已经结束，不再接收材料。")


def _require_reviewer(state: Disclosure, account: int) -> None:
    found = (
        Account.objects.filter(
            pk=account, is_active=True, bureau=state.ledger, grants__role="reviewer"
        )
        .exclude(department=state.department)
        .exists()
    )
    if not found:
        raise NotAcceptable("no-such-reviewer", "只能分派给本局的其他审核员。")


def _checked(
    state: Disclosure, command: c.Command, envelope: Envelope
) -> Checked | None:
    """Run the checks over the text as it would be after the command."""
    match command:
        case c.EditSection():
            return _checked_edit(state, command, envelope)
        case c.RecordReading():
            if state.reading != "pending" or state.file != command.file:
                return None
            told = replace(
                state, kind=command.kind, year=command.year, unit_name=command.unit_name
            )
            sections = tuple(map(_read_section, command.sections))
        case c.Recheck():
            told, sections = state, checking.sections_of(state)
        case _:
            return None
    context = checking.context_of(told, timezone.localdate(envelope.at))
    return checking.checked(_id(state), sections, context)


def _checked_edit(
    state: Disclosure, command: c.EditSection, envelope: Envelope
) -> Checked | None:
    section = state.sections[command.section]
    blocks = _parsed(command.blocks)
    content = sha256(canonical(list(command.blocks))).hexdigest()
    if content == section.content or command.based_on != section.version:
        return None
    before = checking.sections_of(state)
    _check_marks(blocks, next(e.blocks for e in before if e.key == section.key))
    checking.keep(content, blocks)
    sections = checking.with_blocks(before, section.key, blocks)
    context = checking.context_of(state, timezone.localdate(envelope.at))
    return checking.checked(_id(state), sections, context)


def _check_marks(blocks: Sequence[Block], before: Sequence[Block]) -> None:
    """Refuse the mark of what a machine read on anything but what it was on.

    No error rests on text so marked: whoever could set the mark could lower an error.
    """
    known = [canonical(each) for each in blocks_to_json(e for e in before if e.ocr)]
    for each in blocks_to_json(each for each in blocks if each.ocr):
        if canonical(each) not in known:
            raise NotAcceptable("bad-blocks", NOT_BY_MACHINE)


def _parsed(blocks: c.Blocks) -> tuple[Block, ...]:
    """Return what somebody wrote; raises `NotAcceptable` unless it is well formed."""
    try:
        parsed = blocks_from_json(blocks)
        same = canonical(blocks_to_json(parsed)) == canonical(list(blocks))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotAcceptable("bad-blocks", BAD_BLOCKS) from error
    if not (same and all(map(_sound, parsed))):
        raise NotAcceptable("bad-blocks", BAD_BLOCKS)
    return parsed


def _sound(block: Block) -> bool:
    """Whether a block holds text where text belongs, and a table is a rectangle."""
    if isinstance(block, TextBlock):
        return _plain(block.text)
    cells = [cell for row in block.rows for cell in row]
    return all(map(_plain, (*cells, block.title, block.unit))) and _rectangular(block)


def _plain(text: object) -> bool:
    return isinstance(text, str) and "\x00" not in text


def _rectangular(table: TableBlock) -> bool:
    height = len(table.rows)
    width = len(table.rows[0]) if table.rows else 0
    numbers = (table.header, *(n for span in table.spans for n in span))
    return (
        width > 0
        and all(len(row) == width for row in table.rows)
        and all(type(n) is int and n >= 0 for n in numbers)
        and table.header <= height
        and all(
            row + rows <= height and column + columns <= width and rows and columns
            for row, column, rows, columns in table.spans
        )
    )


def _read_section(read: c.ReadSection) -> Section:
    return Section(
        key=read.key,
        path=read.path,
        level=read.level,
        heading=read.heading,
        blocks=blocks_from_json(read.blocks),
        page=read.page or None,
    )


def _id(state: Disclosure) -> UUID:
    if state.id is None:
        raise TypeError("a disclosure that is not there has no text")
    return state.id


def _staged(state: Disclosure) -> bytes:
    """Return what the public will read, whole, as canonical JSON."""
    department = Department.objects.get(pk=state.department)
    campaign = Campaign.objects.get(pk=state.campaign)
    return canonical(
        {
            "format": "mingshen.release.v1",
            "department": {"code": department.code, "name": department.name},
            "kind": campaign.kind,
            "year": campaign.year,
            "number": state.revision,
            "unit_name": state.unit_name,
            "sections": [
                {
                    "key": each.key,
                    "path": list(each.path),
                    "level": each.level,
                    "heading": each.heading,
                    "blocks": blocks_to_json(each.blocks),
                }
                for each in checking.sections_of(state)
            ],
        }
    )


def _commit(
    stream: UUID,
    before: Disclosure,
    decision: Decision,
    envelope: Envelope,
    asked: str,
) -> Outcome:
    """Append, project and remember, in one transaction.

    Raises `store.Conflict`, `store.SameCommand` and `store.Busy`.
    """
    meta = store.Meta(
        command=envelope.command,
        actor=envelope.actor.id,
        on_behalf_of=envelope.actor.on_behalf_of,
        request=envelope.request,
        occurred_at=envelope.at,
    )
    ledger = envelope.actor.ledger
    with transaction.atomic():
        store.put_contents(decision.contents.values())
        events = preparing.numbered(ledger, decision.events)
        appended = store.append(
            ledger,
            stream,
            events,
            after=before.version,
            meta=meta,
            jobs=_jobs(stream, events),
            request_hash=asked,
        )
        # Under the ledger's lock: the whole campaign may have gone public meanwhile.
        if not isinstance(decision.events[0], r.ReleaseSettled) and joint.settlement(
            before
        ):
            raise store.Conflict(stream, before.version, before.version)
        after = replay(appended.records, onto=before)
        live.project(before, after)
    return Outcome(state=after, events=tuple(events))


def _jobs(stream: UUID, events: Sequence[e.Event]) -> list[store.Job]:
    return [
        store.Job(
            name=_JOBS[type(event)],
            arguments={"disclosure": str(stream), **_subject(event)},
        )
        for event in events
        if type(event) in _JOBS
    ] + [
        # Once its files are there, what was released is packed.
        store.Job(name=name, arguments={"disclosure": str(stream)})
        for name in PACKAGES
        if any(isinstance(each, r.FilesRendered | r.ReleaseSettled) for each in events)
    ]


def _subject(event: e.Event) -> dict[str, str]:
    """Return what a job is about: a file to read, a text or notice to make files of."""
    match event:
        case n.NoticeIssued() | n.NoticeRoundOpened():
            return {"notice": event.notice}
        case r.ReleaseStaged() | e.DisclosureReleased():
            return {"page": event.page}
        case e.DisclosureSubmitted() | e.SourceReplaced() | e.ReadingRetried():
            return {"file": event.file}
        case _:
            return {}


def rehearse(stream: UUID, command: c.Command, envelope: Envelope) -> Decision:
    """Return what a command would do now, or raise its refusal; nothing is written."""
    state = load(envelope.actor.ledger, stream)
    return _decide(state, stream, command, envelope, None)[0]


def preview(stream: UUID, command: c.EditSection, envelope: Envelope) -> Preview:
    """Return what saving would do, decided by the very code that saves."""
    state = load(envelope.actor.ledger, stream)
    command = replace(command, reason=command.reason or "预览")
    decision, _command = _decide(state, stream, command, envelope, None)
    run = next(
        (each for each in decision.events if isinstance(each, e.ChecksRun)), None
    )
    return Preview(
        appearing=run.found if run else (),
        clearing=run.cleared if run else (),
        lapsing=tuple(
            each for each in decision.events if isinstance(each, e.VerificationLapsed)
        ),
        contents=decision.contents,
    )
