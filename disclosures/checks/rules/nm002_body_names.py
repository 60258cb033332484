"""NM002: the unit's inner bodies have the same names wherever they are listed."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.enumerators import enumerator
from disclosures.checks.finding import Severity
from disclosures.checks.lines import Line, lines
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

_SUFFIX = r"(?:办公室|委员会|工委|服务中心|治理中心|管理中心|中心|科|处|股|室|所|队|站)"
_NAME = re.compile(rf"[\u4e00-\u9fff]{{2,14}}{_SUFFIX}")
_ENDED = re.compile(r"[室会委心科处股所队站](?:\([^()]*\))?、")
_CLAUSE = re.compile(r"[^。;:,]+")
_LEAD = re.compile(r"^.*(?:包括|包含|设有|下设|分别为|分别是|设)")
_LEAST = 3


class Named(NamedTuple):
    """A body's name with its place; `listed` says that it stands in a list of words."""

    name: str
    place: Mark
    listed: int


def _gather(section: Section, read: SectionFigures) -> tuple[Named, ...]:
    found: list[Named] = []
    for number, line in enumerate(lines(section, read)):
        if line.kind == "table":
            continue
        found.extend(_listed(line, number))
        led = enumerator(line.text)
        if led is not None:
            words = line.text[led.end :].rstrip("。 ")
            if _NAME.fullmatch(words):
                at = line.text.index(words)
                found.append(Named(words, line.mark(at, at + len(words)), -1))
    return tuple(found)


def _listed(line: Line, number: int) -> Iterator[Named]:
    """Yield the members of the clauses that list bodies and nothing else."""
    if line.text.count("、") < _LEAST - 1:
        return
    if len(_ENDED.findall(line.text)) < _LEAST - 1:
        return
    for clause in _CLAUSE.finditer(line.text):
        if clause[0].count("、") < _LEAST - 1:
            continue
        at = clause.start()
        members: list[Named] = []
        for member in clause[0].split("、"):
            lead = _LEAD.match(member)
            start = lead.end() if lead else 0
            found = _NAME.match(member, start)
            if found:
                members.append(
                    Named(found[0], line.mark(at + start, at + found.end()), number)
                )
            at += len(member) + 1
        if len(members) >= _LEAST:
            yield from members


@rule(
    "NM002",
    "机构名称前后一致",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
    words=("、", "办", "中心", "科", "处", "股", "室", "所", "队", "站", "委"),
)
def body_names(material: Material) -> Iterator[Outcome]:
    """内设机构和下属单位的名称，概况与绩效报告等各处的写法一致。

    Why: 同一机构两处名称不同，读者不知道是不是两个机构。
    Fails: 概况列“社区协调服务办公室”，绩效报告写“（3）社区协调办公室”。
    Passes: 两处都写“社区协调服务办公室”。
    """
    facts: Mapping[str, tuple[Named, ...]] = material.facts
    lists: list[dict[str, Mark]] = []
    for one in facts.values():
        for number in {each.listed for each in one if each.listed >= 0}:
            lists.append(
                {each.name: each.place for each in one if each.listed == number}
            )
    lists.append(
        {
            each.name: each.place
            for one in facts.values()
            for each in one
            if each.listed < 0
        }
    )
    for at, first in enumerate(lists):
        for other in lists[at + 1 :]:
            if len(first.keys() & other.keys()) >= _LEAST:
                yield LOOKED
                yield from _differing(first, other)


def _differing(first: dict[str, Mark], other: dict[str, Mark]) -> Iterator[Outcome]:
    for name in (each for each in first if each not in other):
        alike = [each for each in other if each not in first and _alike(each, name)]
        if len(alike) == 1:
            yield Draft(
                f"同一机构一处写作“{name}”，另一处写作“{alike[0]}”",
                (other[alike[0]], first[name]),
                stated=alike[0],
                expected=name,
                cause=f"body:{name}:{alike[0]}",
            )


def _alike(one: str, other: str) -> bool:
    """Whether the longer name is the shorter with one or two characters put in."""
    short, long = sorted((one, other), key=len)
    if not 0 < len(long) - len(short) <= 2 or short[:2] != long[:2]:
        return False
    rest = iter(long)
    return all(each in rest for each in short)
