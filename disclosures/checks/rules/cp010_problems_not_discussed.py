"""CP010: a heading that promises problems is followed by some, or by 无."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.lines import lines
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

_PROMISED = re.compile(r"存在(?:的)?(?:主要)?问题")
_TOLD = re.compile("问题|不足|困难|短板|欠缺|薄弱|有待|不够|尚未|存在")
_NONE = frozenset({"无", "无。"})


class Facts(NamedTuple):
    """A heading's level, where it promises problems, whether the text tells any."""

    level: int
    promise: Mark | None
    words: str
    text: bool
    told: bool


def _gather(section: Section, read: SectionFigures) -> Facts:
    promise = None
    if section.heading and _PROMISED.search(section.heading):
        promise = lines(section, read)[0].whole
    text = read.plain.strip()
    told = text in _NONE or _TOLD.search(text) is not None
    inside = not promise and bool(_TOLD.search(section.heading))
    return Facts(section.level, promise, section.heading, bool(text), told or inside)


@rule(
    "CP010",
    "存在的问题没有写",
    severity=Severity.INFO,
    scope="document",
    gather=_gather,
)
def problems_not_discussed(material: Material) -> Iterator[Outcome]:
    """标题要求写存在问题的，内容写到了问题；没有问题的写“无”。

    Why: 标题要求分析问题，内容只有成绩，说明要求没有落实。
    Fails: “主要做法、存在的问题及原因分析”下只写做法和启示。
    Passes: 其下有“存在的问题”一段，或写“无”。
    """
    facts: Mapping[str, Facts] = material.facts
    rows = list(facts.values())
    for at, each in enumerate(rows):
        if each.promise is None:
            continue
        below = [each]
        for one in rows[at + 1 :]:
            if one.level <= each.level:
                break
            below.append(one)
        if not any(one.text for one in below):
            continue
        if any(one.told for one in below):
            yield LOOKED
        else:
            yield Draft(
                f"标题“{each.words}”要求写存在的问题，其下内容没有写到",
                (each.promise,),
                stated=each.words,
            )
