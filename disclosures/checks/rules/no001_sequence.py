"""NO001: numbered headings and items follow one another without gap or repetition."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from disclosures.checks.enumerators import Enumerator, enumerator
from disclosures.checks.finding import Severity
from disclosures.checks.lines import lines
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

_INLINE = re.compile(
    r"[。;:,]\s*(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)"
    r"|\d{1,2}[.、](?![\d.]))"
)
_SHORT = 30
_FARTHEST = 6


class Item(NamedTuple):
    """A line of a section: its number, if it has one, and the numbers inside it.

    `title` says that it is an unnumbered line of a heading's make.
    """

    number: Enumerator | None
    place: Mark
    words: str
    inside: tuple[Enumerator, ...]
    title: bool


@dataclass(slots=True)
class Open:
    """A list that may go on: its style, its last number and where that stood.

    `slack` is 1 after a number that stood twice: the next may follow either.
    """

    style: str
    last: int
    place: Mark
    index: int
    slack: int = 0


def _gather(section: Section, read: SectionFigures) -> tuple[Item, ...]:
    found: list[Item] = []
    for line in lines(section, read):
        if line.kind == "table":
            continue
        number = enumerator(line.text)
        begin = number.end if number else 0
        inside = tuple(_inside(line.text, begin)) if len(line.text) > begin + 2 else ()
        title = line.kind == "heading" and number is None
        if number or inside or title:
            words = line.raw[begin : begin + _SHORT]
            start, end = number.start if number else 0, begin + 12
            place = line.mark(start, min(len(line.text), end))
            found.append(Item(number, place, words, inside, title))
    return tuple(found)


def _inside(text: str, begin: int) -> Iterator[Enumerator]:
    """Yield the numbers that begin a clause within a line."""
    for found in _INLINE.finditer(text, begin):
        number = enumerator(text[found.start() + 1 : found.end() + 1])
        if number is not None:
            yield number


@rule(
    "NO001",
    "编号的连续",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
)
def sequence(material: Material) -> Iterator[Outcome]:
    """同一层次的编号从一开始，依次相接，不缺、不重、不乱。

    Why: 编号断开或重复，往往是漏了一节、重复了一节，或插入的标题没有编号。
    Fails: （一）（二）之后出现（四）；（四）与（七）之间的标题没有编号。
    Passes: （一）（二）（三）（四）。
    """
    facts: Mapping[str, tuple[Item, ...]] = material.facts
    items = [each for one in facts.values() for each in one]
    stack: list[Open] = []
    for index, item in enumerate(items):
        if item.number is not None:
            yield _step(stack, items, index, item.number)
        for each in item.inside:
            _follow(stack, index, each, item.place)


def _step(
    stack: list[Open], items: list[Item], index: int, found: Enumerator
) -> Outcome:
    place = items[index].place
    if found.number == 1 or _continues(stack, index, found, place):
        if found.number == 1:
            if found.style.startswith("第"):
                # Parts are never nested: those of the contents are not gone on with.
                stack[:] = [each for each in stack if each.style != found.style]
            stack.append(Open(found.style, 1, place, index))
        return LOOKED
    known = next((each for each in reversed(stack) if each.style == found.style), None)
    if known is None or abs(found.number - known.last) > _FARTHEST:
        before = _first_missing(stack, items, index, found)
        stack.append(Open(found.style, found.number, place, index))
        return before or LOOKED
    draft = _broken(known, items, index, found)
    if found.style == "第部分" and _announced(
        items, items[index].words, known.last + 1, found.number
    ):
        draft = LOOKED
    del stack[stack.index(known) + 1 :]
    known.slack = int(found.number == known.last)
    known.last, known.place, known.index = found.number, place, index
    return draft


def _announced(items: list[Item], words: str, first: int, end: int) -> bool:
    """Whether the contents list the parts whose title pages carry no number.

    They do not where they give one of those numbers to the title `words` itself.
    """
    wanted = range(first, end)
    listed = [
        each
        for each in items
        if each.number and each.number[0] == "第部分" and each.number[1] in wanted
    ]
    other = any(each.words.strip() == words.strip() for each in listed)
    return not other and {each.number[1] for each in listed if each.number} == set(
        wanted
    )


def _continues(stack: list[Open], index: int, found: Enumerator, place: Mark) -> bool:
    for depth in range(len(stack) - 1, -1, -1):
        each = stack[depth]
        ahead = found.number - each.last
        if each.style == found.style and 1 <= ahead <= 1 + each.slack:
            del stack[depth + 1 :]
            each.last, each.place, each.index = found.number, place, index
            each.slack = 0
            return True
    return False


def _follow(stack: list[Open], index: int, found: Enumerator, place: Mark) -> None:
    """Let a number inside a line begin or carry on a list; it is never blamed."""
    if found.number == 1:
        stack.append(Open(found.style, 1, place, index))
    else:
        _continues(stack, index, found, place)


def _broken(
    known: Open, items: list[Item], index: int, found: Enumerator
) -> Draft | Outcome:
    here = items[index]
    was, written = found.written(known.last), found.written(found.number)
    if found.number == known.last:
        return Draft(
            f"编号“{written}”重复：前面已有“{was}”，此处应为“"
            f"{found.written(known.last + 1)}”",
            (here.place, known.place),
            stated=written,
            expected=found.written(known.last + 1),
        )
    if found.number < known.last:
        return Draft(
            f"编号“{written}”排在“{was}”之后，次序颠倒",
            (here.place, known.place),
            stated=written,
            expected=found.written(known.last + 1),
        )
    missing = "、".join(
        found.written(each) for each in range(known.last + 1, found.number)
    )
    between = [each for each in items[known.index + 1 : index] if each.title]
    unnumbered = between[-(found.number - known.last - 1) :] if between else []
    said = (
        "，其间的标题"
        + "、".join(f"“{each.words}”" for each in unnumbered)
        + "没有编号"
        if unnumbered
        else ""
    )
    return Draft(
        f"编号由“{was}”跳到“{written}”，缺{missing}{said}",
        (here.place, known.place, *(each.place for each in unnumbered)),
        stated=written,
        expected=found.written(known.last + 1),
    )


def _first_missing(
    stack: list[Open], items: list[Item], index: int, found: Enumerator
) -> Draft | None:
    """Blame a list that begins with 2 right below an unnumbered heading."""
    if found.number != 2 or not stack or index == 0:
        return None
    before = items[index - 1]
    if not before.title or stack[-1].index < index - 2:
        return None
    return Draft(
        f"编号从“{found.written(2)}”开始，其前的标题“{before.words}”没有编号，"
        f"应为“{found.written(1)}”",
        (before.place, items[index].place),
        stated=before.words,
        expected=found.written(1),
    )
