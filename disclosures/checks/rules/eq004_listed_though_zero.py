"""EQ004: what was not spent is not listed among what the money was spent on."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, mark, rule
from disclosures.figures.model import Figure, Measure, SectionFigures
from disclosures.parse.model import Section

_ITEMS = ("因公出国(境)费", "公务接待费", "公务用车运行维护费")
_LISTING = re.compile(r"(?:主要)?(?:包括|用于)[^。;]*")
_HEADING = re.compile(r"基本支出")


class Facts(NamedTuple):
    """The items that a list names, and the figures that say what was spent on them."""

    listed: tuple[tuple[str, Mark], ...]
    spent: tuple[tuple[str, Figure], ...]


def _gather(section: Section, read: SectionFigures) -> Facts:
    listed: list[tuple[str, Mark]] = []
    if _HEADING.search(section.heading):
        for line in prose(section, read, "包括"):
            for found in _LISTING.finditer(line.text):
                for item in _ITEMS:
                    at = line.text.find(f"{item}", *found.span())
                    if at >= 0:
                        listed.append((item, line.mark(at, at + len(item))))
    spent = tuple(
        (item, each)
        for each in read.figures
        if each.money and each.measure is Measure.FINAL
        for item in _ITEMS
        if each.subject.startswith(item)
    )
    return Facts(tuple(listed), spent)


@rule(
    "EQ004",
    "列举了没有发生的支出",
    severity=Severity.INFO,
    scope="document",
    gather=_gather,
    words=("基本支出", "公务", "出国"),
)
def listed_though_zero(material: Material) -> Iterator[Outcome]:
    """基本支出列举的内容，在“三公”经费中不是0。

    Why: “三公”经费写明决算数为0，基本支出却把它列为已有的支出内容，二者矛盾。
    Fails: 基本支出“包括办公费、公务接待费”；公务接待费决算数0万元。
    Passes: 决算数为0的项目不列入。
    """
    facts: Mapping[str, Facts] = material.facts
    spent: dict[str, list[Figure]] = {}
    for one in facts.values():
        for item, figure in one.spent:
            spent.setdefault(item, []).append(figure)
    wrong: list[tuple[str, Mark, Figure]] = []
    for item, place in (each for one in facts.values() for each in one.listed):
        figures = spent.get(item)
        if not figures:
            continue
        if any(each.value for each in figures):
            yield LOOKED
        else:
            wrong.append((item, place, figures[0]))
    if wrong:
        names = "、".join(f"“{item}”" for item, _, _ in wrong)
        yield Draft(
            f"基本支出列举了{names}，而“三公”经费说明其决算数为0",
            tuple(each for _, place, figure in wrong for each in (place, mark(figure))),
            stated=wrong[0][0],
        )
