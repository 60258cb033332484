"""CT003: the projects of all grades are as many as the projects graded."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from disclosures.checks.finding import Severity
from disclosures.checks.lines import Line, prose
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule

_GRADE = re.compile(
    r"[“\"]?(优秀?|良好?|中等?|差|合格|不合格|及格|不及格)[”\"]?的?(?:等次|等级)?的?"
    r"(?:项目)?(?:有|为|共)?(\d+)个"
)
_BAND = re.compile(
    r"(?<![\d.])(\d{2,3})分?(?:\(不?含\))?分?(?:以上|[-—~至](\d{2,3})分?(?:\(不?含\))?分?)"
    r"的?(?:项目)?(?:有|为|共)?(\d+)个"
)
_TOTAL = re.compile(
    r"(?:自评|评价|评级)[^。;()]{0,30}?(?:项目)?(?:共|有|为)?(\d+)个"
    r"|(\d+)个项目[^。;()\d]{0,20}(?:自评|评价)"
)
_COUNTED = re.compile(r"\d个")
_FOUND = re.compile(
    r"发现[^。;,\d]{0,12}?(\d+)[个件项处条][^。]{0,12}?(?:已|完成)[^。\d]{0,6}整改[^。\d]{0,4}"
    r"(\d+)[个件项处条][^。]{0,8}?(?:正在|尚未|未完成|待)整改的?[^。\d]{0,4}(\d+)[个件项处条]"
)


@rule(
    "CT003",
    "评级项目数与项目总数",
    severity=Severity.ERROR,
    words=("自评", "评价", "整改"),
)
def graded_projects(material: Material) -> Iterator[Outcome]:
    """各等级项目数之和等于自评项目数；已整改与正在整改之和等于发现的问题数。

    Why: 各等级相加不等于总数，说明有项目漏计或重计。
    Fails: 绩效自评项目9个，其中“优”6个、“良”2个。
    Passes: 绩效自评项目9个，其中“优”6个、“良”3个。
    """
    for line in prose(material.section, material.read, "自评", "评价", "整改"):
        if _COUNTED.search(line.text):
            yield from _grades(line)
        if "整改" in line.text:
            yield from _problems(line)


def _grades(line: Line) -> Iterator[Outcome]:
    grades = list(_GRADE.finditer(line.text))
    number = 2
    if not grades and _bands_meet(bands := list(_BAND.finditer(line.text))):
        grades, number = bands, 3
    if len(grades) < 2 or len({each[1] for each in grades}) != len(grades):
        return
    before = list(_TOTAL.finditer(line.text, 0, grades[0].start()))
    if not before:
        return
    stated = int(before[-1][1] or before[-1][2])
    counted = sum(int(each[number]) for each in grades)
    group = 1 if before[-1][1] else 2
    if counted == stated:
        yield LOOKED
        return
    added = "+".join(each[number] for each in grades)
    marks: list[Mark] = [line.mark(*before[-1].span(group))]
    marks += [line.mark(*each.span(number)) for each in grades]
    yield Draft(
        f"各等级项目数{added}={counted}，与自评项目数{stated}不符，"
        f"差{abs(counted - stated)}个",
        tuple(marks),
        stated=str(stated),
        expected=str(counted),
        suspects=tuple(marks),
    )


def _bands_meet(bands: Sequence[re.Match[str]]) -> bool:
    """Whether bands of scores follow on each other from the highest down."""
    if len(bands) < 2 or bands[0][2] is not None:
        return False
    return all(low[2] == high[1] for high, low in pairwise(bands))


def _problems(line: Line) -> Iterator[Outcome]:
    for found in _FOUND.finditer(line.text):
        stated, done, doing = (int(found[each]) for each in (1, 2, 3))
        if done + doing == stated:
            yield LOOKED
            continue
        yield Draft(
            f"已整改{done}个+正在整改{doing}个={done + doing}个，"
            f"与发现问题{stated}个不符",
            tuple(line.mark(*found.span(each)) for each in (1, 2, 3)),
            stated=str(stated),
            expected=str(done + doing),
        )
