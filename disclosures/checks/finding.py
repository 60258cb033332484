"""What a run of the checks says: findings, and what it could not check."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs. Only `ERROR` keeps a section from being verified."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that shows a finding.

    `section` is the section's key; `text` the figure or words as written; `offset`
    where `text` begins in the section's text (code points); `quote` the words around
    it, verbatim, long enough to stand in the document once. `page` is 1-based. An
    offset below 0 is in the heading, as if a line break parted it from the text.
    """

    section: str
    quote: str
    text: str
    offset: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, said once.

    `message` is Chinese with the computation written out. `stated`, `expected` and
    `suggestion` are '' where there is none. `fingerprint` (64 hex digits) is made of
    the code and the evidence as it reads, so it survives unrelated edits.
    `suggestion` is the text that should stand in place of the first evidence's `text`.
    """

    code: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...]
    stated: str = ""
    expected: str = ""
    suggestion: str = ""
    fingerprint: str = ""

    @property
    def section(self) -> str:
        """The key of the section that the finding belongs to: its first evidence's."""
        return self.evidence[0].section


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Something that a rule would have checked but could not, and why (Chinese)."""

    code: str
    reason: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The outcome of a run: what was found, what was not, and what went wrong.

    `outcomes` maps each rule's code to found, clean, nothing or crashed;
    `crashed` holds (code, what happened). `reads` maps a section's key to the keys
    of the sections whose figures its verdict depends on (itself left out).
    """

    ruleset: str
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...] = ()
    outcomes: tuple[tuple[str, str], ...] = ()
    crashed: tuple[tuple[str, str], ...] = ()
    reads: tuple[tuple[str, tuple[str, ...]], ...] = ()
