"""Rules by their code, for people."""

from functools import cache

from disclosures.checks.registry import all_rules


@cache
def _titles() -> dict[str, str]:
    return {rule.code: rule.title for rule in all_rules()}


def title_of(code: str) -> str:
    """Return a rule's title; the code itself for a rule that is no more."""
    return _titles().get(code, code)
