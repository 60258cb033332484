"""Short documents for the tests of rules, as sections, and what a rule says of them."""

from dataclasses import replace

from disclosures.checks.context import Context, Settings
from disclosures.checks.registry import all_rules
from disclosures.checks.runner import check
from disclosures.parse.model import Section, TableBlock, TextBlock

CONTEXT = Context(kind="决算", year=2024, unit_name="云岭市青禾湖湖滨街道办事处")


def table(*rows, title="", unit="", header=1):
    """A table; rows are texts with cells parted by |, filled up to one width."""
    cells = [[each.strip() for each in row.split("|")] for row in rows]
    width = max(len(row) for row in cells)
    return TableBlock(
        rows=tuple(tuple(row + [""] * (width - len(row))) for row in cells),
        title=title,
        unit=unit,
        header=header,
    )


def document(*parts):
    """Sections: (heading, block, …) or (heading, level, block, …); text is a block."""
    sections = []
    path = []
    for at, (heading, *blocks) in enumerate(parts):
        level = blocks.pop(0) if blocks and isinstance(blocks[0], int) else 2
        path = [each for each in path if each[0] < level] + [(level, heading)]
        made = tuple(
            TextBlock(each) if isinstance(each, str) else each for each in blocks
        )
        names = tuple(name for _, name in path)
        sections.append(Section(f"s{at:03}", names, level, heading, made))
    return tuple(sections)


def checked(code, sections, context=CONTEXT):
    """The run of one rule alone; a rule that crashes fails the test."""
    others = frozenset(each.code for each in all_rules() if each.code != code)
    alone = replace(context, settings=Settings(disabled=others))
    run = check(sections, alone)
    assert run.crashed == ()
    return run


def findings(code, sections, context=CONTEXT):
    """The rule's findings, as the runner makes them."""
    return list(checked(code, sections, context).findings)


def one(code, *parts, context=CONTEXT):
    """The only finding of the rule in a document of `parts`."""
    found = findings(code, document(*parts), context)
    assert len(found) == 1, [each.message for each in found]
    return found[0]


def says(code, *texts, context=CONTEXT):
    """The messages of the rule on one section with the paragraphs `texts`."""
    sections = document(("一、情况说明", *texts))
    return [each.message for each in findings(code, sections, context)]


def marked(code, *texts, context=CONTEXT):
    """The words that the rule's findings mark first, in one section."""
    sections = document(("一、情况说明", *texts))
    return [each.evidence[0].text for each in findings(code, sections, context)]


def state(code, *parts, context=CONTEXT):
    """found, clean or nothing, for a document of `parts`."""
    return dict(checked(code, document(*parts), context).outcomes)[code]
