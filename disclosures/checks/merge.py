"""One cause, one finding: brings together the drafts that one wrong figure explains."""

from collections import Counter
from collections.abc import Mapping, Sequence

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Mark, Rule

Drafted = tuple[Rule, Draft]
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def merged(
    drafts: Sequence[Drafted],
    confirmed: Sequence[tuple[Mark, ...]],
    order: Mapping[str, int],
) -> list[Drafted]:
    """Return one draft a cause. `order` maps a section's key to its place.

    Drafts of an equal cause are one. Then a figure that stands in two or more
    broken relations, and in fewer that hold, is taken for what is wrong in all of
    them: the figure in most broken relations first.
    """
    left = _by_cause(drafts)
    broken = Counter(one for _, draft in left for one in set(draft.suspects))
    shared = {one for one, count in broken.items() if count > 1}
    if not shared:
        return left
    held = Counter(
        one
        for marks in confirmed
        if not shared.isdisjoint(marks)
        for one in shared.intersection(marks)
    )
    involved: dict[Mark, list[int]] = {one: [] for one in shared}
    for number, (_, draft) in enumerate(left):
        for one in shared.intersection(draft.suspects):
            involved[one].append(number)
    standing = dict(enumerate(left))
    result: list[Drafted] = []
    while True:
        culprits = [
            (count, -held[one], -order.get(one.section, 0), -one.start, one)
            for one in shared
            if (count := broken[one]) > 1 and count > held[one]
        ]
        if not culprits:
            return result + list(standing.values())
        culprit = max(culprits)[-1]
        numbers = [each for each in involved[culprit] if each in standing]
        guilty = [standing.pop(each) for each in numbers]
        for _, draft in guilty:
            broken.subtract(set(draft.suspects))
        result.append(_one(guilty, culprit))


def _by_cause(drafts: Sequence[Drafted]) -> list[Drafted]:
    kept: dict[object, list[Drafted]] = {}
    for number, each in enumerate(drafts):
        kept.setdefault(each[1].cause or number, []).append(each)
    return [_joined(each) if len(each) > 1 else each[0] for each in kept.values()]


def _joined(drafts: Sequence[Drafted]) -> Drafted:
    """Return the first draft with all the others' marks and suspects."""
    each, first = drafts[0]
    marks = dict.fromkeys(one for _, draft in drafts for one in draft.marks)
    suspects = dict.fromkeys(one for _, draft in drafts for one in draft.suspects)
    return each, first._replace(marks=tuple(marks), suspects=tuple(suspects))


def _one(guilty: Sequence[Drafted], culprit: Mark) -> Drafted:
    """Return the gravest draft with the others' evidence and computations added."""
    ranked = sorted(guilty, key=lambda each: _WEIGHT[_severity(each)])
    leader, first = ranked[0]
    marks = [culprit]
    for _, draft in ranked:
        marks += draft.marks
    others = [draft.message for _, draft in ranked[1:]]
    joined = first.message + "同一数字还使以下关系不成立：" + "".join(others)
    return leader, first._replace(
        message=joined,
        marks=tuple(dict.fromkeys(marks)),
        severity=_severity(ranked[0]),
        suggestion="",
    )


def _severity(drafted: Drafted) -> Severity:
    each, draft = drafted
    return draft.severity or each.severity
