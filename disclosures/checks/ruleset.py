"""Which rules a run applies, and the hash that tells two such sets apart."""

import hashlib
import json
from dataclasses import asdict
from functools import lru_cache

from disclosures.checks.context import Context
from disclosures.checks.registry import all_rules
from disclosures.checks.rule import Rule
from disclosures.checks.template import Template


def in_force(context: Context) -> tuple[Rule, ...]:
    """Return the rules that a run with `context` applies, in code order."""
    return _in_force(all_rules(), context.settings.disabled, context.year)


@lru_cache(maxsize=256)
def _in_force(
    rules: tuple[Rule, ...], off: frozenset[str], year: int | None
) -> tuple[Rule, ...]:
    return tuple(each for each in rules if each.code not in off and each.in_force(year))


def ruleset(context: Context) -> str:
    """Return the hash (64 hex digits) of the rules, the template and the settings."""
    return _ruleset(
        tuple((each.code, each.version) for each in in_force(context)),
        context.template,
        tuple(
            (code, str(weight)) for code, weight in context.settings.severities.items()
        ),
    )


@lru_cache(maxsize=64)
def _ruleset(
    rules: tuple[tuple[str, int], ...],
    template: Template,
    severities: tuple[tuple[str, str], ...],
) -> str:
    said = {
        "rules": rules,
        "template": asdict(template),
        "severities": dict(severities),
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
