"""SC007: the scores that a paragraph gives by part add up to its total."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.lines import Line, prose
from disclosures.checks.rule import Draft, Looked, Mark, Material, Outcome, rule

_SCORE = re.compile(r"(\d{1,3}(?:\.\d+)?)分(?![之钟布支别类析配公馆局校])")
_TOTAL = re.compile(
    r"(?:总得分|综合得分|自评得分|评价得分|总评分|总分|得分)(?:为|是|:)?$"
)
_PART = re.compile(
    r"执行|产出|效益|效果|满意|成本|决策|过程|投入|管理|履职|应用|运行|质量|数量|时效|绩效目标"
)
_GOT = re.compile(r"^[)）]?[,，]?(?:实际|自评)?得分?(?:为|是|:)?$")
_MOST = 8
_FEWEST = 4
"""Scores in a paragraph that gives a total and three parts."""
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Part:
    """A part's score and, where it is said, the points that it could have got."""

    value: Decimal
    place: Mark
    points: Decimal | None = None
    of: Mark | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """The whole score that a paragraph gives, and its parts in order."""

    total: Decimal
    place: Mark
    parts: tuple[Part, ...]


@rule("SC007", "文字中的各项得分", severity=Severity.ERROR, words=("分",))
def scores_in_text(material: Material) -> Iterator[Outcome]:
    """一段文字里各项得分之和等于总得分，各项满分之和为100分，得分不超过满分。

    Looked at where the points make 100, or where no part is told with points; a
    list that is read as one (其中：…) is left to SM001.

    Why: 总分改了一项没有改，或者某一项抄错。
    Fails: 得分93分，其中产出50分，得47分；效益30分，得25分；满意度20分，得19分。
    Passes: 同上，得分91分。
    """
    known = {each.total.start for each in material.read.totals if each.complete}
    for line in prose(material.section, material.read, "分"):
        said = _read(line) if line.text.count("分") >= _FEWEST else None
        if said is not None and said.place.start not in known:
            yield from _bounds(said)
            yield from _added(said)


def _read(line: Line) -> Said | None:
    """Return the scores of a paragraph that gives one total and three parts or more."""
    totals: list[Part] = []
    parts: list[Part] = []
    points: Part | None = None
    end = 0
    for found in _SCORE.finditer(line.text):
        clause = re.split(r"[;。、]", line.text[end : found.start()])[-1]
        end = found.end()
        here = Part(Decimal(found[1]), line.mark(*found.span(1)))
        if points is not None and _GOT.match(clause):
            parts.append(Part(here.value, here.place, points.value, points.place))
            points = None
        elif _PART.search(clause):
            gets = re.match(r"[)）]?,?(?:实际|自评)?得", line.text[end:])
            points = here if gets else None
            if points is None:
                parts.append(here)
        elif _TOTAL.search(clause):
            totals.append(here)
    if len(totals) != 1 or not 3 <= len(parts) <= _MOST:
        return None
    return Said(totals[0].value, totals[0].place, tuple(parts))


def _bounds(said: Said) -> Iterator[Outcome]:
    for each in said.parts:
        if each.points is not None and each.of is not None and each.value > each.points:
            yield Draft(
                f"得分{each.value}分超过了满分{each.points}分",
                (each.place, each.of),
                stated=f"{each.value}分",
                suspects=(each.place, each.of),
            )


def _added(said: Said) -> Iterator[Outcome]:
    got = sum((each.value for each in said.parts), Decimal(0))
    marks = (said.place, *(each.place for each in said.parts))
    points = [each.points for each in said.parts if each.points is not None]
    full = sum(points, Decimal(0))
    if got == said.total:
        yield Looked(marks)
        if len(points) == len(said.parts) and full != _FULL:
            yield _not_full(said, points)
    elif not points or (len(points) == len(said.parts) and full == _FULL):
        shown = "+".join(f"{each.value:f}" for each in said.parts)
        yield Draft(
            f"各项得分{shown}={got}，与总得分{said.total}分不符，"
            f"差{abs(got - said.total)}分",
            marks,
            stated=f"{said.total}分",
            expected=f"{got}分",
            suspects=marks,
        )


def _not_full(said: Said, points: Sequence[Decimal]) -> Draft:
    shown = "+".join(f"{each:f}" for each in points)
    marks = tuple(each.of for each in said.parts if each.of is not None)
    return Draft(
        f"各项满分{shown}={sum(points, Decimal(0))}，不等于100分",
        marks,
        severity=Severity.WARNING,
        stated=f"{sum(points, Decimal(0))}分",
        expected="100分",
        suspects=marks,
    )
