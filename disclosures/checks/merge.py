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
    result: list[Drafted] = []
    while True:
        broken = Counter(one for _, draft in left for one in set(draft.suspects))
        culprits = [
            (count, -held[one], -order.get(one.section, 0), -one.start, one)
            for one, count in broken.items()
            if count > 1 and count > held[one]
        ]
        if not culprits:
            return result + left
        culprit = max(culprits)[-1]
        guilty = [each for each in left if culprit in each[1].suspects]
        left = [each for each in left if culprit not in each[1].suspects]
        result.append(_one(guilty, culprit))


def _by_cause(drafts: Sequence[Drafted]) -> list[Drafted]:
    kept: dict[object, Drafted] = {}
    for number, (each, draft) in enumerate(drafts):
        cause: object = draft.cause or number
        if cause in kept:
            first, known = kept[cause]
            kept[cause] = (first, _joined(known, draft))
        else:
            kept[cause] = (each, draft)
    return list(kept.values())


def _joined(first: Draft, other: Draft) -> Draft:
    return first._replace(
        marks=tuple(dict.fromkeys((*first.marks, *other.marks))),
        suspects=tuple(dict.fromkeys((*first.suspects, *other.suspects))),
    )


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
