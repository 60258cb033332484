"""Short documents for the tests of rules, and what a rule says of them."""

from collections.abc import Sequence

from disclosures.checks.context import Context
from disclosures.checks.finding import Run
from disclosures.checks.rule import CouldNot, Draft, Material, Outcome, Rule
from disclosures.checks.runner import check
from disclosures.figures.model import Figure, SectionFigures
from disclosures.figures.reading import read_section
from disclosures.parse.model import Block, Section, TableBlock, TextBlock


def section(
    *blocks: str | Block, key: str = "s001", path: Sequence[str] = ()
) -> Section:
    """Return a section; a plain string is a paragraph."""
    made = tuple(TextBlock(each) if isinstance(each, str) else each for each in blocks)
    heads = tuple(path) or ("一、情况说明",)
    return Section(key, heads, len(heads), heads[-1], made)


def table(*rows: str, unit: str = "万元", header: int = 1) -> TableBlock:
    """Return a table whose rows are given with | between the cells."""
    cells = tuple(tuple(row.split("|")) for row in rows)
    return TableBlock(cells, unit=unit, header=header)


def read(*blocks: str | Block) -> SectionFigures:
    """Return what is read from a section of these blocks."""
    return read_section(section(*blocks))


def outcomes(rule: Rule, *sections: Section | str) -> list[Outcome]:
    """Return all that a rule yields over the sections, a string being one of them."""
    made = [
        section(each, key=f"s{number:03}") if isinstance(each, str) else each
        for number, each in enumerate(sections, 1)
    ]
    figures = [read_section(each) for each in made]
    context = Context(kind="决算", year=2025)
    if rule.scope == "section":
        return [
            one
            for each, its in zip(made, figures, strict=True)
            for one in rule.check(Material(context, (each,), (its,)))
        ]
    if rule.gather is None:
        return list(rule.check(Material(context, tuple(made), tuple(figures))))
    facts = {
        each.key: rule.gather(each, its)
        for each, its in zip(made, figures, strict=True)
    }
    return list(rule.check(Material(context, facts=facts)))


def drafts(rule: Rule, *sections: Section | str) -> list[Draft]:
    """Return what a rule finds."""
    return [each for each in outcomes(rule, *sections) if isinstance(each, Draft)]


def passes(rule: Rule, *sections: Section | str) -> bool:
    """Whether the rule had something to look at and found it in order."""
    yielded = outcomes(rule, *sections)
    wrong = any(isinstance(each, Draft | CouldNot) for each in yielded)
    return bool(yielded) and not wrong


def run(*sections: Section | str) -> Run:
    """Return a whole run over the sections."""
    made = [
        section(each, key=f"s{number:03}") if isinstance(each, str) else each
        for number, each in enumerate(sections, 1)
    ]
    return check(made, Context(kind="决算", year=2025))


def named(figures: SectionFigures, text: str) -> Figure:
    """Return the first figure written so."""
    return next(each for each in figures.figures if each.text == text)
