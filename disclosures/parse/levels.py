"""How deep each heading lies, from the numbers and from what they skip."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from disclosures.parse.numbering import Number, Style

Rank = tuple[int, int]
BARE: Rank = (99, 1)
TWINS = (
    (
        re.compile("机构职责|机构职能|主要职责|主要职能|部门职责|单位职责|职能简介"),
        re.compile("机构设置|机构情况|部门设置|单位构成|单位设置|人员构成|内设机构"),
    ),
)
"""Headings that stand beside each other, whatever number the author lost."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found: its number if any, and whether it follows another at once.

    `table` marks the printed title of a table, which belongs below its part.
    """

    text: str
    number: Number | None
    direct: bool
    table: bool = False

    @property
    def rank(self) -> Rank:
        return self.number.rank if self.number else BARE


@dataclass(slots=True)
class _Open:
    rank: Rank
    value: int
    level: int
    text: str

    @property
    def bare(self) -> bool:
        return self.rank == BARE and self.value == 0


def levels_of(headings: Sequence[Heading]) -> list[int]:
    """Return the level of each heading, 1 for a part or what stands for one."""
    stack: list[_Open] = []
    levels: list[int] = []
    for at, heading in enumerate(headings):
        if heading.table:
            entry = _place_table(stack, heading)
        elif heading.number is None:
            entry = _place_bare(stack, heading, headings[at + 1 :])
        else:
            entry = _place_numbered(stack, heading, heading.number)
        while stack and stack[-1].level >= entry.level:
            stack.pop()
        stack.append(entry)
        levels.append(entry.level)
    return levels


def _place_numbered(stack: list[_Open], heading: Heading, number: Number) -> _Open:
    def entry(level: int) -> _Open:
        return _Open(number.rank, number.value, level, heading.text)

    if number.style is Style.PART:
        return entry(1)
    sibling = _sibling(stack, number)
    if sibling is not None:
        return entry(sibling.level)
    if stack and stack[-1].bare:
        return entry(stack[-1].level + (0 if number.value > 1 else 1))
    above = [each for each in stack if each.rank < number.rank or each.bare]
    return entry(above[-1].level + 1 if above else 1)


def _sibling(stack: Sequence[_Open], number: Number) -> _Open | None:
    if number.value == 1:
        return None
    same = [each for each in reversed(stack) if each.rank == number.rank]
    for each in same:
        if each.value + 1 == number.value:
            return each
    return next((each for each in same if each.value < number.value), None)


def _place_table(stack: list[_Open], heading: Heading) -> _Open:
    for each in reversed(stack):
        if each.rank == BARE and not each.bare:
            return _Open(BARE, -1, each.level, heading.text)
    holder = next(
        (e for e in reversed(stack) if re.search("[决预]算表|报表|附[表件]", e.text)),
        stack[0] if stack and stack[0].rank[0] == Style.PART else None,
    )
    return _Open(BARE, -1, holder.level + 1 if holder else 1, heading.text)


def _place_bare(
    stack: list[_Open], heading: Heading, later: Sequence[Heading]
) -> _Open:
    """Place a heading without number: where one was lost, beside its like, or below."""
    entry = _Open(BARE, 0, 1, heading.text)
    if not stack:
        return entry
    twin = _twin(stack, heading.text)
    if twin is not None:
        return _Open(twin.rank, twin.value + 1, twin.level, heading.text)
    undecided: list[_Open] = []
    for each in reversed(stack):
        following = None if each.rank == BARE else _successor(each, later)
        if following is None:
            undecided.append(each)
            continue
        if following - each.value > 1:
            return _Open(each.rank, each.value + 1, each.level, heading.text)
        undecided.append(each)
        break
    entry.level = _level_among(stack, undecided, heading)
    return entry


def _level_among(
    stack: Sequence[_Open], undecided: Sequence[_Open], heading: Heading
) -> int:
    """Return the level beside an unnumbered heading still open, else by position.

    `undecided` are the open headings, innermost first, down to the one that the new
    heading certainly lies within.
    """
    like = next((each for each in undecided if each.bare), None)
    if like is not None:
        return like.level
    innermost = stack[-1]
    certain = undecided[-1] is innermost
    if heading.direct or certain or innermost.rank[0] <= Style.CHINESE:
        return innermost.level + 1
    return innermost.level


def _twin(stack: Sequence[_Open], text: str) -> _Open | None:
    for first, second in TWINS:
        if second.match(text):
            return next(
                (
                    each
                    for each in stack
                    if first.search(each.text) and not second.search(each.text)
                ),
                None,
            )
    return None


def _successor(each: _Open, later: Sequence[Heading]) -> int | None:
    """Return the number of the next sibling, None if something higher comes first."""
    nested = 0
    for heading in later:
        if heading.number is None:
            continue
        rank, value = heading.rank, heading.number.value
        if rank == each.rank:
            if value == each.value + 1 or (value > each.value and not nested):
                return value
            nested = value
        elif rank < each.rank and (rank[0] == Style.PART or value > 1):
            return None
    return None
