"""CP006: every table that the contents list is there."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.enumerators import enumerator
from disclosures.checks.finding import Severity
from disclosures.checks.lines import Line, lines
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.figures.plain import plain
from disclosures.parse.model import Section, TableBlock

_CONTENTS = re.compile(r"\s*目\s*[录次]\s*")
_TABLE = re.compile(r"(?:决算|预算|收入|支出|收支|经费)\S{0,20}表$")
_LEAST = 3


class Facts(NamedTuple):
    """The tables that the contents list, and the titles of those that are there."""

    listed: tuple[tuple[str, Mark], ...]
    present: tuple[str, ...]


def _gather(section: Section, read: SectionFigures) -> Facts:
    if _CONTENTS.fullmatch(section.heading):
        return Facts(tuple(_listed(lines(section, read))), ())
    titles = [each.title for each in section.blocks if isinstance(each, TableBlock)]
    if titles:
        titles.append(section.heading)
    return Facts((), tuple(_name(each) for each in titles if each))


def _listed(found: tuple[Line, ...]) -> Iterator[tuple[str, Mark]]:
    for line in found:
        led = enumerator(line.text)
        if led is not None and led.style.startswith("第"):
            continue
        start = led.end if led else 0
        words = re.split(r"[.…·\s]{3,}\d*\s*$", line.text[start:])[0].strip()
        if _TABLE.search(re.sub(r"\s", "", words)):
            at = line.text.index(words, start)
            yield _name(words), line.mark(at, at + len(words))


def _name(title: str) -> str:
    led = enumerator(plain(title))
    return re.sub(r"[\s“”\"]", "", plain(title)[led.end if led else 0 :])


@rule(
    "CP006",
    "目录所列报表",
    severity=Severity.ERROR,
    scope="document",
    gather=_gather,
)
def announced_table(material: Material) -> Iterator[Outcome]:
    """目录列出的报表，文中都有；没有数据的报表也保留空表。

    Why: 目录有而正文没有，说明漏放了一张报表。
    Fails: 目录列有“三、支出决算表”，正文没有这张表。
    Passes: 目录所列九张表，正文一张不少。
    """
    facts: Mapping[str, Facts] = material.facts
    listed = [each for one in facts.values() for each in one.listed]
    present = {each for one in facts.values() for each in one.present}
    if len(listed) < _LEAST or not present:
        return
    for name, place in listed:
        if any(
            each.endswith(name) and not _other(each, name, listed) for each in present
        ):
            yield LOOKED
        else:
            yield Draft(
                f"目录列有“{name}”，正文中没有这张表",
                (place,),
                stated=name,
            )


def _other(title: str, name: str, listed: list[tuple[str, Mark]]) -> bool:
    """Whether the title is that of another table listed, whose name is longer."""
    return any(len(each) > len(name) and title.endswith(each) for each, _ in listed)
