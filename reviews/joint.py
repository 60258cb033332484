"""The door for a campaign's joint release: policy, decision, events, all at once.

Everything slow was done before, member by member: staged, rendered, hashed. What goes
public is one event, one pointer and the members' rows, in one transaction under the
ledger's lock; their own streams are told afterwards, by a worker or by whoever next
acts on one of them (see `handlers`).
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import transaction

from disclosures.models import Campaign
from reviews import handlers, mandates, store
from reviews.domain import events as e
from reviews.domain import policies
from reviews.domain import release_events as r
from reviews.domain.decision import Decision, canonical
from reviews.domain.errors import NotAcceptable, NotKnown, NotNow, Refused
from reviews.domain.joint import commands as j
from reviews.domain.joint.decide import decide
from reviews.domain.joint.state import (
    JointReleases,
    Missing,
    Plan,
    evolve,
    replay,
)
from reviews.domain.policies import Actor
from reviews.models import DisclosureRow, EventRecord, ReleaseRow
from reviews.projections import joint as rows
from reviews.projections.rows import Row

STAGE, RELEASE, SETTLE = "stage-members", "release-members", "settle-members"
"""The jobs that the events call for."""
FILLED_IN = ("expected", "missing", "involved", "members")
"""What a command is told here, rather than by who asks."""

_STREAMS = UUID("41c9e1d2-6a0e-5f6e-9a55-3c0b6d1f7e90")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command came to; `repeated` if it had been carried out before."""

    state: JointReleases
    events: tuple[e.Event, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Who is ready: (department, stream, release, page); and who is not, and why."""

    members: tuple[tuple[int, str, str, str], ...]
    missing: Missing


def stream_of(ledger: int, campaign: int) -> UUID:
    return uuid5(_STREAMS, f"{ledger}/{campaign}")


def load(ledger: int, campaign: int) -> JointReleases:
    """Return the plans of a campaign; none yet is no error."""
    records = store.load(ledger, stream_of(ledger, campaign))
    return replay(records, JointReleases(ledger=ledger, campaign=campaign))


def readiness(ledger: int, campaign: int, plan: Plan) -> Readiness:
    """Say of each member whether it is ready: two queries however many they are."""
    staged = {
        department: (status, (department, str(stream), str(pk), page))
        for department, status, stream, pk, page in ReleaseRow.objects.filter(
            plan=UUID(plan.plan)
        ).values_list("department", "status", "disclosure", "pk", "content")
    }
    stages = dict(
        DisclosureRow.objects.filter(ledger=ledger, campaign=campaign).values_list(
            "department", "stage"
        )
    )
    members, missing = [], []
    for department in plan.departments:
        status, member = staged.get(department, ("", None))
        if status == "staged" and member is not None:
            members.append(member)
            continue
        stage = stages.get(department, "missing")
        code = status or "not-staged" if stage == "ready" else stage
        missing.append((department, code))
    return Readiness(members=tuple(members), missing=tuple(missing))


def execute(
    campaign: int, command: j.JointCommand, envelope: handlers.Envelope
) -> Outcome:
    """Carry out a command on a campaign's joint releases, wholly or not at all.

    Raises `Refused`. After a race with another writer it is decided anew.
    """
    ledger = envelope.actor.ledger
    if not Campaign.objects.filter(pk=campaign, bureau=ledger).exists():
        raise NotKnown("not-known", "没有这个公开批次。")
    asked = _asked(campaign, command)
    for _attempt in range(handlers.TRIES):
        state = load(ledger, campaign)
        try:
            decision = _decided(state, campaign, command, envelope)
            return _commit(state, campaign, decision, envelope, asked)
        except (store.Conflict, rows.NotAllReady):
            continue
        except store.Busy:
            break
        except (Refused, store.SameCommand):
            repeated = _repeated(campaign, envelope, asked)
            if repeated is None:
                raise
            return repeated
    raise NotNow("busy", handlers.BUSY)


def _asked(campaign: int, command: j.JointCommand) -> str:
    said = {k: v for k, v in asdict(command).items() if k not in FILLED_IN}
    try:
        body = canonical([campaign, command.ACTION, said])
    except UnicodeEncodeError as error:
        raise NotAcceptable("bad-text", handlers.BAD_TEXT) from error
    return sha256(body).hexdigest()


def _decided(
    state: JointReleases,
    campaign: int,
    command: j.JointCommand,
    envelope: handlers.Envelope,
) -> Decision:
    actor = envelope.actor
    mandates.require_present(actor, envelope.at)
    plan = state.plans.get(command.plan)
    policies.require_in_campaign(command.ACTION, actor, plan)
    decision = Decision(actor=actor)
    told = _told(state, campaign, command, plan, actor)
    decide(state, told, decision, campaign)
    return decision


def _told(
    state: JointReleases,
    campaign: int,
    command: j.JointCommand,
    plan: Plan | None,
    actor: Actor,
) -> j.JointCommand:
    """Return the command with what only the database knows."""
    if isinstance(command, j.PlanJointRelease):
        return replace(command, expected=expected(actor.ledger, campaign))
    if plan is None:
        return command
    if isinstance(command, j.ReleaseJointly):
        found = readiness(state.ledger, campaign, plan)
        return replace(command, members=found.members, missing=found.missing)
    if isinstance(command, j.ConfirmJointRelease):
        found = readiness(state.ledger, campaign, plan)
        return replace(
            command,
            missing=found.missing,
            involved=_involved(actor, found),
        )
    return command


def expected(ledger: int, campaign: int) -> tuple[int, ...]:
    """Return the departments of a campaign that nothing of is public yet."""
    members = Campaign.objects.get(pk=campaign).departments.filter(active=True)
    public = DisclosureRow.objects.filter(
        ledger=ledger, campaign=campaign, stage__in=("released", "withdrawn")
    ).values_list("department", flat=True)
    return tuple(members.exclude(pk__in=list(public)).values_list("pk", flat=True))


def _involved(actor: Actor, found: Readiness) -> bool:
    """Whether who turns the second key has a hand in any member, or belongs to it."""
    own = {actor.department, actor.own_department} - {None}
    for department, stream, _release, _page in found.members:
        state = handlers.load(actor.ledger, UUID(stream))
        if department in own or actor.people & (state.contributors | state.verifiers):
            return True
    return False


def _commit(
    state: JointReleases,
    campaign: int,
    decision: Decision,
    envelope: handlers.Envelope,
    asked: str,
) -> Outcome:
    """Append, project and, at the moment itself, make all members public."""
    ledger, (event,) = envelope.actor.ledger, decision.events
    with transaction.atomic():
        store.put_contents(decision.contents.values())
        appended = store.append(
            ledger,
            stream_of(ledger, campaign),
            decision.events,
            after=state.version,
            meta=_meta(envelope),
            jobs=_jobs(state, campaign, event, envelope.actor),
            request_hash=asked,
        )
        after = replay(appended.records, state)
        if isinstance(event, r.JointlyReleased):
            rows.release(
                UUID(event.plan),
                [UUID(release) for _, _, release, _ in event.members],
                appended.position,
                appended.recorded_at,
            )
        rows.project(after, getattr(event, "plan", ""), appended.position)
    return Outcome(state=after, events=tuple(decision.events))


def _meta(envelope: handlers.Envelope) -> store.Meta:
    return store.Meta(
        command=envelope.command,
        actor=envelope.actor.id,
        on_behalf_of=envelope.actor.on_behalf_of,
        request=envelope.request,
        occurred_at=envelope.at,
    )


def _jobs(
    state: JointReleases, campaign: int, event: e.Event, actor: Actor
) -> list[store.Job]:
    match event:
        case r.JointReleasePlanned() | r.JointStagingAsked():
            told = {"campaign": campaign, "plan": event.plan, "account": actor.id}
            return [store.Job(name=STAGE, arguments=told)]
        case r.JointReleaseConfirmed() | r.JointReleaseResumed():
            plan = state.plans[event.plan]
            if isinstance(event, r.JointReleaseResumed) and not plan.confirmed_by:
                return []
            due = datetime.fromisoformat(plan.due) if plan.due else None
            told = {"campaign": campaign, "plan": event.plan}
            return [store.Job(name=RELEASE, arguments=told, not_before=due)]
        case r.JointlyReleased():
            told = {"campaign": campaign, "plan": event.plan}
            return [store.Job(name=SETTLE, arguments=told)]
        case _:
            return []


def _repeated(campaign: int, envelope: handlers.Envelope, asked: str) -> Outcome | None:
    """Return the outcome of a command carried out before, None if it was not.

    Raises `NotAcceptable` where its id was used for something else, or by another.
    """
    ledger = envelope.actor.ledger
    known = store.answer_of(ledger, envelope.command)
    if known is None:
        return None
    if (known.request_hash, known.actor) != (asked, envelope.actor.id):
        raise NotAcceptable(
            "key-reused", "同一个请求编号用于了不同的操作，请刷新页面后重试。"
        )
    records = store.load(ledger, stream_of(ledger, campaign), upto=known.position)
    return Outcome(
        state=replay(records, JointReleases(ledger=ledger, campaign=campaign)),
        events=tuple(
            each.event for each in records if each.command == envelope.command
        ),
        repeated=True,
    )


def drifting(ledger: int | None = None) -> Iterator[tuple[str, Row, Row | None]]:
    """Yield (plan, as it should be, as it lies) for each plan whose row differs."""
    planned = EventRecord.objects.filter(type=r.JointReleasePlanned.TYPE)
    if ledger is not None:
        planned = planned.filter(ledger=ledger)
    for place, stream in planned.order_by().values_list("ledger", "stream").distinct():
        state, positions = JointReleases(), {}
        for record in store.load(place, stream):
            state = evolve(state, record)
            positions[getattr(record.event, "plan", "")] = record.position
        yield from rows.drift(state, positions)


def heal(ledger: int | None = None) -> None:
    """Make every plan's row what its events say."""
    for plan, right, _lying in list(drifting(ledger)):
        rows.heal(plan, right)
