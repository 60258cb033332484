"""CP001: a numbered heading has something below it."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.enumerators import Enumerator, enumerator
from disclosures.checks.finding import Severity
from disclosures.checks.lines import lines
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

_ENDS = (
    "情况|问题|分析|说明|建议|目标|方案|原因|措施|概况|做法|结论|内容|过程|进度|质量"
    "|数量|成效|计划|安排|解释|职责|职能|简介|设置|结果"
)
_TITLE = re.compile(rf"[^。;,:、]{{0,22}}(?:{_ENDS})[。:]?\s*")
_LED = re.compile(rf"[^。;,:、]{{0,22}}(?:{_ENDS})[。:,](?=.)")
_WORDED = re.compile(_ENDS)
_REACH = 26
"""Characters within which the words of a title end."""
_NEAR = 12
_CONTENTS_RUN = 4
_CONTENTS = re.compile(r"\s*目\s*录\s*")


class Row(NamedTuple):
    """A line: its number; `title` says that it is but a heading's words, `led` that
    such words lead it; `heading` that the outline takes it for a heading."""

    number: Enumerator | None
    title: bool
    led: bool
    heading: bool
    level: int
    words: str = ""
    place: Mark = Mark("", 0, 0)


def _gather(section: Section, read: SectionFigures) -> tuple[Row, ...]:
    if _CONTENTS.fullmatch(section.heading):
        return ()
    found = []
    for line in lines(section, read):
        number = enumerator(line.text) if line.kind != "table" else None
        heading = line.kind == "heading"
        if number is not None:
            end = number.end
            worded = _WORDED.search(line.text, end, end + _REACH) is not None
            found.append(
                Row(
                    number,
                    worded and _TITLE.fullmatch(line.text, end) is not None,
                    worded and _LED.match(line.text, end) is not None,
                    heading,
                    section.level,
                    line.raw.strip()[:40],
                    line.whole,
                )
            )
        elif line.text and not line.text.isspace():
            found.append(Row(None, False, False, heading, section.level))
    return tuple(found)


@rule(
    "CP001",
    "标题下无内容",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
)
def empty_heading(material: Material) -> Iterator[Outcome]:
    """编号的标题下有内容；没有情况可写的，写“无”。

    Why: 标题之后紧接着下一个同级或更高级的标题，要求说明的内容没有写。
    Fails: （3）执行过程中存在的问题。后面紧接3.项目产出情况。
    Passes: （3）执行过程中存在的问题：无。
    """
    facts: Mapping[str, tuple[Row, ...]] = material.facts
    rows = [each for one in facts.values() for each in one]
    if _is_contents(rows):
        return
    for index, (here, after) in enumerate(zip(rows, rows[1:], strict=False)):
        if here.number is None or not here.title:
            continue
        if _begins_below(here, after) or not _is_heading(rows, index):
            yield LOOKED
        else:
            yield Draft(
                f"标题“{here.words}”下没有内容；没有相关情况的，应写明“无”",
                (here.place,),
                stated=here.words,
            )


def _begins_below(here: Row, after: Row) -> bool:
    """Whether what follows belongs to the heading: words, a table or a first item."""
    if here.number is None or after.number is None:
        return True
    if after.number.style == here.number.style:
        return False
    return after.number.number == 1 or (after.heading and after.level > here.level)


def _is_heading(rows: list[Row], index: int) -> bool:
    """Whether the line is a heading: others of its make have words after them.

    Where none has, the lines are a plain list.
    """
    here = rows[index]
    if here.heading or here.number is None:
        return True
    near = rows[max(index - _NEAR, 0) : index + _NEAR]
    return any(
        each.number is not None
        and each.number.style == here.number.style
        and (each.led or (each.title and after.number is None))
        for each, after in zip(near, near[1:], strict=False)
    )


def _is_contents(rows: list[Row]) -> bool:
    """Whether a table of contents was taken for headings: many empty ones in a row."""
    run = 0
    for here, after in zip(rows, rows[1:], strict=False):
        empty = here.title and here.heading and not _begins_below(here, after)
        run = run + 1 if empty else 0
        if run >= _CONTENTS_RUN:
            return True
    return False
