"""SC004: the grade is that of the score."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

_GRADE = (
    r"(?:得分|总分|评分)(?:为|是|:)?(\d{1,3}(?:\.\d+)?)分[^。;\d]{0,20}?"
    r"(?:级别|等级|等次|评级|评定|评价结果|结果)[^。;\d]{0,6}?[“\"]?"
    r"(优秀|优|良好|良|中等|中|合格|及格|不合格|差)"
)
_SAID = re.compile(_GRADE)
_BAND = re.compile(
    r"(\d{1,3})(?:分)?\(含\)(?:分)?[-—~至](\d{1,3})分?(?:\(不?含\))?分?为[“\"]?"
    r"(优秀?|良好?|中等?|合格)"
)


class Said(NamedTuple):
    """A score with the grade given for it."""

    score: Decimal
    grade: str
    place: Mark
    word: Mark


class Band(NamedTuple):
    """A grade's scores: from `low` on, below `high`."""

    grade: str
    low: int
    high: int


def _gather(
    section: Section, read: SectionFigures
) -> tuple[tuple[Said, ...], tuple[Band, ...]]:
    said: list[Said] = []
    bands: list[Band] = []
    for line in prose(section, read, "分"):
        for found in _SAID.finditer(line.text):
            place, word = line.mark(*found.span(1)), line.mark(*found.span(2))
            said.append(Said(Decimal(found[1]), found[2][0], place, word))
        for found in _BAND.finditer(line.text):
            high = int(found[2])
            bands.append(Band(found[3][0], int(found[1]), high + (high == 100)))
    return tuple(said), tuple(bands)


@rule(
    "SC004",
    "得分与等级",
    severity=Severity.ERROR,
    scope="document",
    gather=_gather,
    words=("分",),
)
def grade(material: Material) -> Iterator[Outcome]:
    """绩效等级与得分所在的分数段一致；分数段以文中写明的为准，没有写明的按模板。

    Why: 等级由得分决定，二者不符必有一处写错。
    Fails: 综合得分85分，绩效级别为“优”（90分以上为优）。
    Passes: 综合得分92分，绩效级别为“优”。
    """
    facts: Mapping[str, tuple[tuple[Said, ...], tuple[Band, ...]]] = material.facts
    announced = [band for _, bands in facts.values() for band in bands]
    default = [
        Band(each[0][0], each[1], each[2]) for each in material.context.template.bands
    ]
    bands = {each.grade: each for each in (announced or default)}
    for said in (each for one, _ in facts.values() for each in one):
        band = bands.get(said.grade)
        if band is None:
            continue
        if band.low <= said.score < band.high:
            yield LOOKED
            continue
        yield Draft(
            f"得分{said.score}分不在“{said.grade}”的分数段（{band.low}分至"
            f"{band.high - (band.high == 101)}分）内",
            (said.word, said.place),
            severity=None if announced or said.grade == "优" else Severity.WARNING,
            stated=said.grade,
        )
