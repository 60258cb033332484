"""Rules by their code, for people: titles, and the manual by family."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from disclosures.checks.manual import FAMILIES, PARTS, explained
from disclosures.checks.registry import all_rules
from disclosures.checks.rule import Rule


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule's page: what it demands, and its parts as (name, words)."""

    code: str
    title: str
    severity: str
    whole: bool
    since: int
    until: int
    summary: str
    parts: tuple[tuple[str, str], ...]

    @property
    def family(self) -> str:
        return FAMILIES[self.code[:2]]


@cache
def entries() -> Mapping[str, Entry]:
    """Return every rule's entry, in code order."""
    return {each.code: _entry(each) for each in all_rules()}


def families() -> tuple[tuple[str, str, tuple[Entry, ...]], ...]:
    """Return the families as (letters, name, entries)."""
    grouped = groupby(entries().values(), key=lambda each: each.code[:2])
    return tuple((code, FAMILIES[code], tuple(members)) for code, members in grouped)


def title_of(code: str) -> str:
    """Return a rule's title; the code itself for a rule that is no more."""
    entry = entries().get(code)
    return entry.title if entry else code


def _entry(rule: Rule) -> Entry:
    summary, parts = explained(rule)
    return Entry(
        code=rule.code,
        title=rule.title,
        severity=str(rule.severity),
        whole=rule.scope == "document",
        since=rule.since,
        until=rule.until,
        summary=summary,
        parts=tuple((PARTS[name], words) for name, words in parts.items()),
    )
