"""What a run remembers, so that the next one reads and runs only what changed."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from disclosures.checks.doubt import Doubt
from disclosures.checks.finding import Evidence, Finding
from disclosures.checks.rule import CouldNot, Draft, Mark, Material, Outcome, Rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

Outcomes = dict[str, tuple[Outcome, ...]]
"""What each rule yielded, by code, where it yielded anything."""


class Told(NamedTuple):
    """What rules yielded, as a report needs it; the first of each pair is the code.

    `found` holds the codes of the rules with a draft, `clean` those of the others that
    looked at something; `together` the keys of sections that one draft or one relation
    spans, where a rule looks at several.
    """

    drafts: tuple[tuple[str, Draft], ...]
    confirmed: tuple[tuple[Mark, ...], ...]
    unchecked: tuple[tuple[str, CouldNot], ...]
    found: frozenset[str]
    clean: frozenset[str]
    together: tuple[frozenset[str], ...] = ()


@dataclass(slots=True, eq=False)
class SectionMemory:
    """One section with its figures and what the rules made of it."""

    section: Section
    figures: SectionFigures
    outcomes: Outcomes = field(default_factory=dict)
    crashed: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    """What the rules on the document gathered of the section, by code."""
    unread: dict[str, str] = field(default_factory=dict)
    """What went wrong where a rule was to gather, by code."""
    ran: bool = False
    clauses: dict[Mark, tuple[str, int, int]] = field(default_factory=dict)
    """How each mark that was asked about reads, and where its clause stands."""
    shown: dict[Mark, Evidence] = field(default_factory=dict)
    """The evidence at each mark whose clause stands once in the document."""
    words: str = ""
    """The folded heading and text, which tell what rules need not look at."""
    pages: tuple[tuple[int, int | None], ...] = ()
    """Where each page begins: (offset in the text, page)."""
    material: Material | None = None
    """What the rules on sections are given of it."""
    told: Told | None = None
    """The outcomes, sorted for the report."""
    doubt: Doubt | None = None
    """What of it no rule may be sure of."""
    full: str = ""
    """Heading and text as written, a line break between them."""


Kept = dict[tuple[str, Draft], tuple[Finding, list[SectionMemory]]]
"""Findings by code and draft, each with the sections that it quotes."""


@dataclass(slots=True)
class Memo:
    """Pass the same memo to run after run over versions of one disclosure.

    It holds one version; results are those of a run without it. Not thread-safe.
    """

    ruleset: str = ""
    context: Any = None
    sections: dict[str, SectionMemory] = field(default_factory=dict)
    documents: dict[str, tuple[Any, tuple[Outcome, ...]]] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    """The sections' keys in the order of the last run."""
    changed: dict[str, SectionMemory | None] = field(default_factory=dict)
    """The sections read since the last run, by key, with what they were in it."""
    told: dict[str, tuple[tuple[Outcome, ...], Told]] = field(default_factory=dict)
    """What each rule on the document yielded, sorted for the report."""
    merged: tuple[Any, list[tuple[Rule, Draft]]] | None = None
    """What the last run's drafts were merged from, and to."""
    findings: Kept = field(default_factory=dict)
    """The last run's findings."""
    counts: dict[str, int] = field(default_factory=dict)
    """How often each quote that was asked about stands in the document."""
    reread: int = 0
    """How many sections the last run had to read."""
    rerun: int = 0
    """How many times the last run called a rule."""
