"""A day's text as today's rules see it: nothing of it is stored."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reviews import checking
from reviews.domain.state import Disclosure


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A finding of today's rules; `recorded` is whether it was known at the time."""

    fingerprint: str
    code: str
    severity: str
    sections: tuple[str, ...]
    body: Mapping[str, Any]
    recorded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What today's rules say of a text; `gone` are recorded findings that they do not
    share, by fingerprint."""

    ruleset: str
    findings: tuple[Understood, ...]
    gone: tuple[str, ...]


def understood(state: Disclosure, today: date) -> Understanding:
    """Run today's rules, with today's settings, over the text of a state."""
    context = checking.context_of(state, today)
    run = checking.supposed(checking.sections_of(state), context)
    order = {key: place for place, key in enumerate(state.sections)}
    found = [
        Understood(
            fingerprint=each.fingerprint,
            code=each.code,
            severity=each.severity,
            sections=each.sections,
            body=json.loads(each.body),
            recorded=each.fingerprint in state.findings,
        )
        for each in run.findings
    ]
    found.sort(key=lambda f: (order.get(f.sections[0], 0), f.code, f.fingerprint))
    seen = {each.fingerprint for each in found}
    return Understanding(
        ruleset=run.ruleset,
        findings=tuple(found),
        gone=tuple(sorted(mark for mark in state.findings if mark not in seen)),
    )
