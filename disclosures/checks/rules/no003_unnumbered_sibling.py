"""NO003: of headings side by side, either all are numbered or none is."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.enumerators import Enumerator, enumerator
from disclosures.checks.finding import Severity
from disclosures.checks.lines import lines
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section, TableBlock

_LEAST_LEVEL = 2


class Heading(NamedTuple):
    """A heading with its level, its number and whether a table stands below it."""

    level: int
    number: Enumerator | None
    words: str
    table: bool
    place: Mark


def _gather(section: Section, read: SectionFigures) -> Heading | None:
    if not section.heading:
        return None
    line = lines(section, read)[0]
    table = any(isinstance(each, TableBlock) for each in section.blocks)
    return Heading(
        section.level, enumerator(line.text), section.heading, table, line.whole
    )


@rule(
    "NO003",
    "同级标题的编号",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
)
def unnumbered_sibling(material: Material) -> Iterator[Outcome]:
    """同一层次的标题，或者都编号，或者都不编号。

    Why: 同级标题有的编号、有的没有，读者分不清哪些是并列的。
    Fails: （1）产出数量之后是没有编号的“产出质量”“产出进度”。
    Passes: （1）产出数量（2）产出质量（3）产出进度。
    """
    facts: Mapping[str, Heading | None] = material.facts
    headings = [each for each in facts.values() if each is not None]
    for siblings in _families(headings):
        numbered = [each for each in siblings if each.number]
        if not numbered or len(siblings) < 2:
            continue
        left_out = _left_out(siblings)
        if not left_out:
            yield LOOKED
            continue
        names = "、".join(f"“{each.words}”" for each in left_out)
        first = numbered[0]
        yield Draft(
            f"标题{names}没有编号，而同级的“{first.words}”有编号",
            (*(each.place for each in left_out), first.place),
            stated=left_out[0].words,
        )


def _families(headings: list[Heading]) -> Iterator[list[Heading]]:
    """Yield the headings of one level under one parent, for each parent."""
    open_: dict[int, list[Heading]] = {}
    for each in headings:
        for level in [level for level in open_ if level > each.level]:
            yield open_.pop(level)
        if each.level >= _LEAST_LEVEL:
            open_.setdefault(each.level, []).append(each)
        else:
            yield from open_.values()
            open_.clear()
    yield from open_.values()


def _left_out(siblings: list[Heading]) -> list[Heading]:
    """Return the unnumbered headings that the numbers beside them do not skip."""
    found: list[Heading] = []
    for at, each in enumerate(siblings):
        if each.number or each.table:
            continue
        before = next(
            (one.number for one in reversed(siblings[:at]) if one.number), None
        )
        after = next((one.number for one in siblings[at + 1 :] if one.number), None)
        if before is None or (after and after.style != before.style):
            continue
        if after is None or after.number == before.number + 1:
            found.append(each)
    return found
