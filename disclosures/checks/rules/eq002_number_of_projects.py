"""EQ002: the number of all projects is the same wherever it is stated."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

_ALL = re.compile(
    r"项目(?:共|共计|总数)?(?:为|有)?(\d+)个[^。;]{0,36}?占[^。;,\d]{0,10}项目"
    r"[^。;,\d]{0,6}?的?100(?:\.0+)?%"
    r"|(?:预算|部门|支出)项目(\d+)个(?=全部|均|都)|全部(\d+)个(?:预算|部门)项目"
    r"|项目总数(?:为|共|是)?(\d+)个"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


class Said(NamedTuple):
    """A number of all projects, the last year named before it and its place."""

    value: int
    year: int | None
    place: Mark


def _gather(section: Section, read: SectionFigures) -> tuple[Said, ...]:
    found: list[Said] = []
    for line in prose(section, read, "项目"):
        for each in _ALL.finditer(line.text):
            group = next(at for at in range(1, 5) if each[at])
            years = _YEAR.findall(line.text[: each.start()])
            found.append(
                Said(
                    int(each[group]),
                    int(years[-1]) if years else None,
                    line.mark(*each.span(group)),
                )
            )
    return tuple(found)


@rule(
    "EQ002",
    "项目总数前后一致",
    severity=Severity.ERROR,
    scope="document",
    gather=_gather,
    words=("项目",),
)
def number_of_projects(material: Material) -> Iterator[Outcome]:
    """文中几处说到的全部项目数相同。

    Why: 一处说评价项目20个占全部项目的100%，另一处说全部项目15个，必有一处不对。
    Fails: 评价项目20个，占项目总数的100%；另一处写“预算项目15个全部填报目标”。
    Passes: 两处都是20个。
    """
    facts: Mapping[str, tuple[Said, ...]] = material.facts
    year = material.context.year
    said = [
        each
        for one in facts.values()
        for each in one
        if each.year is None or year is None or each.year == year
    ]
    for other in said[1:]:
        first = said[0]
        if other.value == first.value:
            yield LOOKED
            continue
        yield Draft(
            f"全部项目数一处为{first.value}个，另一处为{other.value}个，"
            f"相差{abs(first.value - other.value)}个",
            (other.place, first.place),
            stated=f"{other.value}个",
            expected=f"{first.value}个",
        )
