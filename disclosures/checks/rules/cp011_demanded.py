"""CP011: what the campaign's template demands is there."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.rule import (
    LOOKED,
    CouldNot,
    Draft,
    Mark,
    Material,
    Outcome,
    rule,
)
from disclosures.checks.template import Template
from disclosures.figures.model import SectionFigures
from disclosures.figures.plain import plain
from disclosures.parse.model import Section, TableBlock

_FEW = 3
"""So much of what is usual a whole document may lack; a part of one lacks more."""


class Facts(NamedTuple):
    """A section's headings and table titles, its first line, and its whole text."""

    titles: tuple[str, ...]
    place: Mark
    text: str


def _gather(section: Section, read: SectionFigures) -> Facts:
    tables = [each.title for each in section.blocks if isinstance(each, TableBlock)]
    titles = tuple(each for each in (section.heading, *tables) if each)
    if section.heading:
        place = Mark(section.key, -len(section.heading) - 1, -1)
    else:
        place = Mark(section.key, 0, read.text.find("\n") % (len(read.text) + 1))
    return Facts(titles, place, read.plain)


@lru_cache(maxsize=2048)
def _bare(words: str) -> str:
    return re.sub(r"[\s“”\"]", "", plain(words))


@rule(
    "CP011",
    "模板要求的内容",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
)
def demanded(material: Material) -> Iterator[Outcome]:
    """本次公开所用模板要求的部分、章节、报表、名词和说明都有。

    A place's own template is demanded whole. Of what is usual anywhere one thing that
    is missing is a warning, two or three are told, and more cannot be checked.

    Why: 模板列明的内容必须公开，缺一项即不完整。
    Fails: 模板要求“第四部分 名词解释”，文中没有。
    Passes: 模板要求的各部分、各章节齐全。
    """
    facts: Mapping[str, Facts] = material.facts
    rows = list(facts.values())
    template = material.context.template
    wanted = list(_wanted(template))
    if not rows or not wanted:
        return
    titles = [_bare(title) for each in rows for title in each.titles]
    text = "\n".join([*(each.text for each in rows), *titles])
    missing = [
        f"{kind}“{name}”"
        for kind, name, pattern in wanted
        if not _there(name, pattern, titles, text)
    ]
    if not missing:
        yield LOOKED
    elif not template.exact and len(missing) > _FEW:
        yield CouldNot(
            f"模板（{template.name}）要求的内容许多不在文中，本文件可能只是其中一部分。"
        )
    else:
        said = "、".join(missing)
        unsure = not template.exact and len(missing) > 1
        yield Draft(
            f"缺少模板要求的内容：{said}",
            (rows[0].place,),
            severity=Severity.INFO if unsure else None,
            expected=said,
        )


def _wanted(template: Template) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, name, pattern); an empty pattern means a heading or a title."""
    for kind, names in (
        ("部分", template.parts),
        ("章节", template.sections),
        ("报表", template.tables),
    ):
        yield from ((kind, name, "") for name in names)
    for name in template.terms:
        yield "名词", name, rf"{re.escape(plain(name))}”?:"
    for name, pattern in template.statements:
        yield "说明", name, pattern


def _there(name: str, pattern: str, titles: list[str], text: str) -> bool:
    if pattern:
        return re.search(pattern, text) is not None
    return any(_bare(name) in title for title in titles)
