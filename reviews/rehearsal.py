"""What a rule setting would do to the open disclosures, before it goes live.

The checks and the decisions are those of a recheck; nothing of it is stored.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from disclosures.models import Department, RuleSetting
from reviews import checking, handlers
from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.decide import decide
from reviews.domain.decision import Decision
from reviews.domain.state import Disclosure
from reviews.models import DisclosureRow
from reviews.queries import judging

OPEN = ("reviewing", "ready", "returned")
"""The stages of disclosures that a recheck may still change."""
AT_ONCE = 50
"""How many disclosures one page rehearses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding in short."""

    severity: str
    code: str
    message: str

    @property
    def word(self) -> str:
        return str(RuleSetting.Severity(self.severity).label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What would become of one disclosure: findings that come and go, and the
    headings of the sections whose verification would lapse (`stale`)."""

    disclosure: Disclosure
    department: str
    appearing: tuple[Told, ...]
    clearing: tuple[Told, ...]
    stale: tuple[str, ...]

    @property
    def any(self) -> bool:
        return bool(self.appearing or self.clearing or self.stale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """The effects on the disclosures from `start` on; `total` are open in all."""

    effects: tuple[Effect, ...]
    start: int
    total: int

    @property
    def upto(self) -> int:
        return self.start + len(self.effects)

    @property
    def after(self) -> int | None:
        """Where the next page starts, None on the last."""
        return self.upto if self.upto < self.total else None

    @property
    def appearing(self) -> int:
        return sum(len(each.appearing) for each in self.effects)

    @property
    def clearing(self) -> int:
        return sum(len(each.clearing) for each in self.effects)

    @property
    def stale(self) -> int:
        return sum(len(each.stale) for each in self.effects)


def rehearse(setting: RuleSetting, today: date, *, start: int = 0) -> Rehearsal:
    """Return what saving `setting` would do to at most `AT_ONCE` open disclosures.

    `setting` need not be stored; it stands in place of its row where it has one.
    """
    bureau = setting.bureau_id
    others = RuleSetting.objects.filter(bureau=bureau).exclude(pk=setting.pk)
    rows = [*others, setting]
    open_ones = DisclosureRow.objects.filter(ledger=bureau, stage__in=OPEN)
    chosen = open_ones.order_by("department", "campaign")
    page = list(chosen[start : start + AT_ONCE])
    names = Department.objects.in_bulk([each.department for each in page])
    return Rehearsal(
        effects=tuple(
            _effect(
                handlers.load(bureau, each.pk), rows, today, str(names[each.department])
            )
            for each in page
        ),
        start=start,
        total=open_ones.count(),
    )


def _effect(
    state: Disclosure, rows: Sequence[RuleSetting], today: date, department: str
) -> Effect:
    context = replace(
        checking.context_of(state, today),
        settings=checking.settled(rows, state.department, today),
    )
    checked = checking.supposed(checking.sections_of(state), context)
    decision = decide(
        state, c.Recheck(), actor=handlers.system(state.ledger), checked=checked
    )
    return Effect(
        disclosure=state,
        department=department,
        appearing=tuple(_appearing(decision)),
        clearing=tuple(_clearing(state, decision)),
        stale=tuple(
            state.sections[each.section].heading
            for each in decision.events
            if isinstance(each, e.VerificationLapsed)
        ),
    )


def _appearing(decision: Decision) -> Iterator[Told]:
    for run in decision.events:
        if isinstance(run, e.ChecksRun):
            for each in run.found:
                body: dict[str, Any] = json.loads(decision.contents[each.content])
                yield Told(
                    severity=each.severity, code=each.code, message=body["message"]
                )


def _clearing(state: Disclosure, decision: Decision) -> Iterator[Told]:
    gone = [
        state.findings[each]
        for run in decision.events
        if isinstance(run, e.ChecksRun)
        for each in run.cleared
    ]
    bodies = judging.finding_bodies(each.content for each in gone)
    for each in gone:
        message = bodies[each.content]["message"]
        yield Told(severity=each.severity, code=each.code, message=message)
