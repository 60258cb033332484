"""What a rule is: a pure function over sections and figures, and its identity."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from disclosures.checks.context import Context
from disclosures.checks.finding import Severity
from disclosures.figures.model import Figure, SectionFigures
from disclosures.parse.model import Section

Scope = Literal["section", "document"]
Need = Literal["figures", "totals", "shares", "changes", "rates", "tables"]


class Mark(NamedTuple):
    """A place: a section's key and the offsets in its text.

    Negative offsets stand in the heading, which a line break parts from the text:
    the heading's last character is at -2.
    """

    section: str
    start: int
    end: int


def mark(figure: Figure) -> Mark:
    """Return where a figure stands."""
    return Mark(figure.section, figure.start, figure.end)


class Draft(NamedTuple):
    """One thing that a rule found; the runner makes a finding of it.

    The first mark is the one blamed; `severity` overrides the rule's. `suspects`
    are the marks any of which, if wrong, would explain it: drafts whose relations
    share a suspect that nothing else confirms are merged into one finding. Drafts
    with an equal `cause` (not '') are one finding wherever they stand.
    """

    message: str
    marks: tuple[Mark, ...]
    severity: Severity | None = None
    stated: str = ""
    expected: str = ""
    suggestion: str = ""
    suspects: tuple[Mark, ...] = ()
    cause: str = ""


class Looked(NamedTuple):
    """Said for each thing looked at that is in order; `marks` are thereby confirmed."""

    marks: tuple[Mark, ...] = ()


LOOKED = Looked()


class CouldNot(NamedTuple):
    """Said for what a rule would have checked but could not; `reason` in Chinese."""

    reason: str
    section: str = ""


Outcome = Draft | Looked | CouldNot


@dataclass(frozen=True, slots=True)
class Material:
    """What a rule may look at.

    `sections` and `figures` run in parallel: one of each for a rule of scope
    section, all for one of scope document. `facts` maps each section's key to what
    the rule's own `gather` returned, in document order; such a rule gets no
    sections, so that its result depends on its facts alone.
    """

    context: Context
    sections: tuple[Section, ...] = ()
    figures: tuple[SectionFigures, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    section: Section = field(init=False)
    """The section, for a rule of scope section."""
    read: SectionFigures = field(init=False)
    """Its figures."""

    def __post_init__(self) -> None:
        if len(self.sections) == 1:
            object.__setattr__(self, "section", self.sections[0])
            object.__setattr__(self, "read", self.figures[0])


Check = Callable[[Material], Iterator[Outcome]]
Gather = Callable[[Section, SectionFigures], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule's identity and its function. `version` rises when its answers change.

    `since` and `until` are fiscal years, both included. A rule equals itself alone.
    """

    code: str
    title: str
    severity: Severity
    scope: Scope
    check: Check
    gather: Gather | None = None
    since: int = 0
    until: int = 9999
    version: int = 1
    words: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()

    @property
    def manual(self) -> str:
        """The docstring: Why, Fails, Passes and, for a clause of law, Source."""
        return self.check.__doc__ or ""

    def in_force(self, year: int | None) -> bool:
        return year is None or self.since <= year <= self.until


def rule(
    code: str,
    title: str,
    *,
    severity: Severity,
    scope: Scope = "section",
    gather: Gather | None = None,
    since: int = 0,
    until: int = 9999,
    version: int = 1,
    words: tuple[str, ...] = (),
    needs: tuple[Need, ...] = (),
) -> Callable[[Check], Rule]:
    """Turn a checking function into a `Rule` value. Nothing is registered here.

    The function yields a `Draft` for what it finds, `Looked` for what it found in
    order and `CouldNot` for what it could not check; yielding nothing at all means
    that there was nothing to look at. `gather` (document scope) takes from one
    section, purely, all that the rule needs of it, as values that compare equal.
    Sections whose folded heading and text hold none of `words`, or in which nothing
    of what the rule `needs` was read, are not looked at: neither checked nor gathered
    from. Empty, they leave out nothing.
    """

    def make(check: Check) -> Rule:
        return Rule(
            code=code,
            title=title,
            severity=severity,
            scope=scope,
            check=check,
            gather=gather,
            since=since,
            until=until,
            version=version,
            words=words,
            needs=needs,
        )

    return make
