"""CT002: the number of the unit's inner bodies is the same wherever it is stated."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.numerals import NUMERAL, number
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

_BODY = r"(?:内设机构|内设科室|内设处室|内设部门|职能部门|职能科室|内设职能\S{2})"
_INNER = re.compile(
    rf"内设(?:机构|科室|处室|部门|职能科室)?(?:共|有|为|共有|共计)?({NUMERAL})个"
    rf"|({NUMERAL})个(?:\S{{0,4}}?){_BODY}"
    rf"|{_BODY}(?:共|有|为|共有|共计)?({NUMERAL})个"
)
_ATTACHED = re.compile(
    rf"({NUMERAL})个(?:\S{{0,4}}?)事业单位|事业单位(?:共|有|为|共有|共计)?({NUMERAL})个"
)
_COUNTED = re.compile(rf"{NUMERAL}个")
_OTHERS = re.compile(
    r"(?:大队|支队|中心|总站|站|所|院|校|馆|分局|协会)(?:下设|设有|设|有)?$"
)


class Count(NamedTuple):
    """How many, whether of attached institutions, and where it is said."""

    value: int
    attached: bool
    place: Mark


def _gather(section: Section, read: SectionFigures) -> tuple[Count, ...]:
    found: list[Count] = []
    for line in prose(section, read, "内设", "职能", "事业单位"):
        for pattern, attached in ((_INNER, False), (_ATTACHED, True)):
            if not _COUNTED.search(line.text):
                break
            for each in pattern.finditer(line.text):
                before = re.split(r"[。;,:]", line.text[: each.start()])[-1]
                value = number(next(one for one in each.groups() if one))
                if value and not _OTHERS.search(before):
                    found.append(Count(value, attached, line.mark(*each.span())))
    return tuple(found)


@rule(
    "CT002",
    "内设机构数量前后一致",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
    words=("内设", "职能", "事业单位"),
)
def inner_bodies(material: Material) -> Iterator[Outcome]:
    """内设机构的数量各处相同。

    Why: 一处说内设8个、另一处说内设12个，往往是把下属事业单位算进了内设机构。
    Fails: 内设8个职能部门；另一处写“设置以下12个内设机构”。
    Passes: 两处都写内设8个，所属事业单位4个另列。
    """
    facts: Mapping[str, tuple[Count, ...]] = material.facts
    counts = [each for one in facts.values() for each in one]
    inner = [each for each in counts if not each.attached]
    attached = [each for each in counts if each.attached]
    for other in inner[1:]:
        first = inner[0]
        if other.value == first.value:
            yield LOOKED
            continue
        small, large = sorted((first.value, other.value))
        extra = next((each for each in attached if each.value == large - small), None)
        said = (
            f"；{small}+{extra.value}={large}，后者似把{extra.value}个所属事业单位"
            "计入了内设机构"
            if extra
            else f"，相差{large - small}个"
        )
        yield Draft(
            f"内设机构一处为{first.value}个，另一处为{other.value}个{said}",
            (other.place, first.place, *((extra.place,) if extra else ())),
            stated=f"{first.value}、{other.value}",
        )
