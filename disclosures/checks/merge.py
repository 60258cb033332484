"""One cause, one finding: brings together the drafts that one wrong figure explains."""

from collections.abc import Mapping, Sequence

from disclosures.checks.rule import Draft, Mark, Rule

Drafted = tuple[Rule, Draft]


def merged(
    drafts: Sequence[Drafted],
    confirmed: Sequence[tuple[Mark, ...]],
    order: Mapping[str, int],
) -> list[Drafted]:
    """Return one draft a cause. `order` maps a section's key to its place."""
    by_cause: dict[str, Drafted] = {}
    kept: list[Drafted] = []
    for each, draft in drafts:
        if not draft.cause:
            kept.append((each, draft))
        elif draft.cause in by_cause:
            first, known = by_cause[draft.cause]
            by_cause[draft.cause] = (first, _joined(known, draft))
        else:
            by_cause[draft.cause] = (each, draft)
    return kept + list(by_cause.values())


def _joined(first: Draft, other: Draft) -> Draft:
    return Draft(
        message=first.message,
        marks=tuple(dict.fromkeys((*first.marks, *other.marks))),
        severity=first.severity,
        stated=first.stated,
        expected=first.expected,
        suggestion=first.suggestion,
        suspects=first.suspects,
        cause=first.cause,
    )
