"""A file all the way: bytes to findings, as the command line and the bench do it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from disclosures.checks.context import Context
from disclosures.checks.finding import Run
from disclosures.checks.memo import Memo
from disclosures.checks.runner import check, read_into
from disclosures.checks.template import usual
from disclosures.figures.model import Figure
from disclosures.ingest.read import read
from disclosures.parse.model import Outline
from disclosures.parse.outline import outline

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Examined:
    """What became of one file; `timings` are milliseconds by step."""

    sha256: str
    outline: Outline
    figures: tuple[Figure, ...]
    run: Run
    timings: dict[str, float]


def examine(data: bytes, name: str, clock: Clock) -> Examined:
    """Read, parse and check one file; `clock` counts seconds. Raises Unreadable."""
    begun = clock()
    reading = read(data, name)
    ingested = clock()
    document = outline(reading)
    parsed = clock()
    memo = Memo()
    memories = read_into(memo, document.sections)
    understood = clock()
    run = check(document.sections, context_of(document), memo=memo)
    checked = clock()
    return Examined(
        hashlib.sha256(data).hexdigest(),
        document,
        tuple(each for memory in memories for each in memory.figures.figures),
        run,
        {
            "ingest_ms": _ms(ingested - begun),
            "parse_ms": _ms(parsed - ingested),
            "figures_ms": _ms(understood - parsed),
            "checks_ms": _ms(checked - understood),
        },
    )


def context_of(document: Outline) -> Context:
    """Return the context that a document gives of itself."""
    return Context(
        kind=document.kind,
        year=document.year,
        unit_name=document.unit_name,
        template=usual(document.kind),
    )


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)
