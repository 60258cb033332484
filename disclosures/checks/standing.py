"""What the last run made of each figure: relations that hold, and that do not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from disclosures.checks.finding import Severity
from disclosures.checks.memo import Memo
from disclosures.checks.registry import all_rules
from disclosures.checks.rule import Draft, Looked, Mark, Outcome, Rule

RELATIONS = frozenset(
    {"SM", "PC", "CH", "EQ", "CT", "SC", "TB", "TT", "TX", "FM", "YY"}
)
"""The families of rules that compare figures with each other."""


@dataclass(frozen=True, slots=True)
class Standing:
    """In how many relations a figure stands that hold, and that do not."""

    holds: int = 0
    fails: int = 0


NOWHERE = Standing()


def standings(memo: Memo) -> Mapping[Mark, Standing]:
    """Return how each place that the run compared stands; others are left out.

    What rounding alone explains holds.
    """
    found: dict[Mark, Standing] = {}
    for code, outcome in _outcomes(memo):
        if code[:2] not in RELATIONS or not isinstance(outcome, Draft | Looked):
            continue
        broken = isinstance(outcome, Draft) and _grave(code, outcome)
        for place in dict.fromkeys(outcome.marks):
            known = found.get(place, NOWHERE)
            found[place] = (
                replace(known, fails=known.fails + 1)
                if broken
                else replace(known, holds=known.holds + 1)
            )
    return found


def _outcomes(memo: Memo) -> Iterator[tuple[str, Outcome]]:
    for memory in memo.sections.values():
        for code, outcomes in memory.outcomes.items():
            for each in outcomes:
                yield code, each
    for code, (_, outcomes) in memo.documents.items():
        for each in outcomes:
            yield code, each


def _grave(code: str, draft: Draft) -> bool:
    return (draft.severity or _rules()[code].severity) is not Severity.INFO


@cache
def _rules() -> Mapping[str, Rule]:
    return {each.code: each for each in all_rules()}


def readings(memo: Memo, place: Mark) -> tuple[tuple[str, bool], ...]:
    """Return (rule, holds) for each outcome of the run that compared this place."""
    found = [
        (code, not (isinstance(outcome, Draft) and _grave(code, outcome)))
        for code, outcome in _outcomes(memo)
        if isinstance(outcome, Draft | Looked) and place in outcome.marks
    ]
    return tuple(sorted(dict.fromkeys(found)))
