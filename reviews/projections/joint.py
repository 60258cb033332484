"""Keeps the plans of joint releases in step; moves the pointer that makes them public.

`release` is the one moment: the rows of all members become current together, and the
members' own streams are told afterwards (`ReleaseSettled`). Until they are, what their
rows should be follows from their state and from the plan's row: see `as_released`.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from reviews.domain.joint.state import JointReleases, Plan
from reviews.domain.state import Disclosure
from reviews.models import JointReleaseRow, ReleaseRow
from reviews.projections.rows import Row, Rows

RELEASED = "released"


class NotAllReady(Exception):
    """A member has changed since it was looked at: nothing may go public."""


def project(state: JointReleases, plan: str, position: int) -> None:
    """Write the row of one plan; `position` is that of its last event."""
    known = state.plans[plan]
    row, key = row_of(state, known, position), UUID(plan)
    if not JointReleaseRow.objects.filter(pk=key).update(**row):
        JointReleaseRow.objects.create(pk=key, **row)


def row_of(state: JointReleases, plan: Plan, position: int) -> Row:
    return {
        "ledger": state.ledger,
        "campaign": state.campaign,
        "status": plan.status,
        "due": datetime.fromisoformat(plan.due) if plan.due else None,
        "members": len(plan.departments),
        "position": position,
        "released_at": datetime.fromisoformat(plan.at) if plan.at else None,
    }


def release(
    plan: UUID, releases: Collection[UUID], position: int, at: datetime
) -> None:
    """Make the staged releases of a plan public, in three statements.

    Call it under the ledger's lock, so that nobody changes a member meanwhile. Raises
    `NotAllReady` unless exactly `releases` are staged.
    """
    staged = ReleaseRow.objects.filter(plan=plan, status="staged")
    if set(staged.values_list("pk", flat=True)) != set(releases):
        raise NotAllReady(str(plan))
    ReleaseRow.objects.filter(
        disclosure__in=staged.values("disclosure"), status="current"
    ).update(status="superseded")
    staged.update(status="current", position=position, released_at=at)


def released(plans: Collection[UUID]) -> dict[UUID, tuple[int, datetime]]:
    """Return (position, moment) of those plans that are public."""
    rows = JointReleaseRow.objects.filter(pk__in=plans, status=RELEASED)
    return {
        pk: (position, at)
        for pk, position, at in rows.values_list("pk", "position", "released_at")
        if at is not None
    }


def settlement(state: Disclosure) -> tuple[str, int, datetime] | None:
    """Return (plan, position, moment) if a joint release made the state's staged text
    public and its stream was not told yet."""
    if state.staging is None:
        return None
    plan = UUID(state.staging.plan)
    found = released([plan]).get(plan)
    return (state.staging.plan, *found) if found else None


def as_released(states: Collection[Disclosure], rows: Collection[Rows]) -> list[Rows]:
    """Return the rows of states as they should be, with joint releases not yet told.

    No query where nothing is staged.
    """
    staged = {UUID(s.staging.plan) for s in states if s.staging is not None}
    public = released(staged) if staged else {}
    return [
        _moved(state, each, public) for state, each in zip(states, rows, strict=True)
    ]


def _moved(
    state: Disclosure, rows: Rows, public: Mapping[UUID, tuple[int, datetime]]
) -> Rows:
    staging = state.staging
    if staging is None or (found := public.get(UUID(staging.plan))) is None:
        return rows
    position, at = found
    own = UUID(staging.release)
    releases: dict[UUID, Any] = {
        key: {**row, "status": "superseded"} if row["status"] == "current" else row
        for key, row in rows.releases.items()
    }
    releases[own] = {
        **releases[own],
        "status": "current",
        "position": position,
        "released_at": at,
    }
    return Rows(
        disclosures=rows.disclosures,
        sections=rows.sections,
        findings=rows.findings,
        releases=releases,
    )


def drift(
    state: JointReleases, positions: Mapping[str, int]
) -> Iterator[tuple[str, Row, Row | None]]:
    """Yield (plan, as it should be, as it lies) for each plan whose row differs.

    `positions` are those of the plans' last events.
    """
    for plan in state.plans.values():
        right = row_of(state, plan, positions[plan.plan])
        names = tuple(right)
        rows = JointReleaseRow.objects.filter(pk=UUID(plan.plan))
        lying = rows.values(*names).first()
        if lying != right:
            yield plan.plan, right, lying


def heal(plan: str, right: Row) -> None:
    """Make a plan's row what its events say."""
    JointReleaseRow.objects.update_or_create(pk=UUID(plan), defaults=right)
