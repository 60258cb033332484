"""What is planned and done for the joint releases of one campaign, from its events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reviews.domain import events as e
from reviews.domain import release_events as r

Missing = tuple[tuple[int, str], ...]
"""(department, code): why a member is not ready.

Codes: missing (nothing submitted), a `Stage`, not-staged, rendering, stale.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One joint release. Its `status` is derived from what was done."""

    plan: str
    departments: tuple[int, ...]
    due: str
    secrecy_review: str
    left_out: str
    people: tuple[int, ...]
    """Who planned or staged it, and on whose behalf: the first key."""
    planned_at: str
    confirmed_by: int = 0
    held: str = ""
    aborted: str = ""
    missing: Missing = ()
    """Who was not ready when it was last tried."""
    members: tuple[tuple[int, str, str, str], ...] = ()
    position: int = 0
    """Where in the ledger it went public, 0 if it has not."""
    at: str = ""

    @property
    def status(self) -> str:
        """released, aborted, held, stopped, confirmed or planned."""
        if self.position:
            return "released"
        if self.aborted:
            return "aborted"
        if self.held:
            return "held"
        if self.confirmed_by:
            return "confirmed"
        return "stopped" if self.missing else "planned"

    @property
    def over(self) -> bool:
        return self.status in ("released", "aborted")


@dataclass(frozen=True, slots=True, kw_only=True)
class JointReleases:
    """Every plan of a campaign, oldest first."""

    ledger: int = 0
    campaign: int = 0
    version: int = 0
    plans: Mapping[str, Plan] = field(default_factory=dict)

    @property
    def under_way(self) -> Plan | None:
        """The one plan that is neither released nor aborted."""
        return next((each for each in self.plans.values() if not each.over), None)


def replay(records: Iterable[e.Recorded], onto: JointReleases) -> JointReleases:
    for record in records:
        onto = evolve(onto, record)
    return onto


def evolve(state: JointReleases, record: e.Recorded) -> JointReleases:
    """Return the state after one more event; never refuses."""
    event = record.event
    if isinstance(event, r.JointReleasePlanned):
        plan = _planned(event, record)
        state = replace(state, campaign=event.campaign)
    else:
        known = state.plans.get(getattr(event, "plan", ""))
        if known is None:
            return replace(state, version=record.version)
        plan = _changed(known, record)
    return replace(
        state,
        ledger=record.ledger,
        version=record.version,
        plans={**state.plans, plan.plan: plan},
    )


def _planned(event: r.JointReleasePlanned, record: e.Recorded) -> Plan:
    return Plan(
        plan=event.plan,
        departments=event.departments,
        due=event.due,
        secrecy_review=event.secrecy_review,
        left_out=event.left_out,
        people=_people(record),
        planned_at=record.recorded_at.isoformat(),
    )


def _changed(plan: Plan, record: e.Recorded) -> Plan:
    match record.event:
        case r.JointStagingAsked():
            people = dict.fromkeys((*plan.people, *_people(record)))
            return replace(plan, people=tuple(people))
        case r.JointReleaseConfirmed():
            return replace(plan, confirmed_by=record.actor or 0, missing=())
        case r.JointReleaseHeld(reason=reason):
            return replace(plan, held=reason)
        case r.JointReleaseResumed():
            return replace(plan, held="")
        case r.JointReleaseAborted(reason=reason):
            return replace(plan, aborted=reason)
        case r.JointReleaseStopped(missing=missing):
            return replace(plan, missing=missing, confirmed_by=0)
        case r.JointlyReleased(members=members):
            return replace(
                plan,
                members=members,
                position=record.position,
                at=record.recorded_at.isoformat(),
            )
        case _:
            return plan


def _people(record: e.Recorded) -> tuple[int, ...]:
    both = (record.actor, record.on_behalf_of)
    return tuple(each for each in both if each is not None)
