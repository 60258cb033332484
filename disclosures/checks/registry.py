"""Finds every rule by importing the modules of `rules`, once, in code order."""

import pkgutil
from functools import cache
from importlib import import_module

from disclosures.checks import rules
from disclosures.checks.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule in code order; two rules of one code raise ValueError."""
    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, Rule):
                if found.get(value.code, value) is not value:
                    raise ValueError(f"two rules have the code {value.code}")
                found[value.code] = value
    return tuple(found[code] for code in sorted(found))
