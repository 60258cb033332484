"""Totals with their parts: 其中, 包括, 按大类, plain lists and numbered lists below."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from disclosures.figures.model import Figure, Kind, Measure, Total
from disclosures.figures.tokens import Role, Token
from disclosures.figures.words import COMPLETE_MARKERS

Told = tuple[Token, Figure]
_REST = re.compile(r"^其[他它余]")
_NAMED = (
    ("货物", "工程", "服务"),
    ("基本支出", "项目支出"),
    ("人员", "公用"),
    ("收入", "其他收入"),
    ("出国", "接待", "用车"),
    ("优", "良"),
    ("购置", "运行"),
    ("工资福利", "商品和服务"),
)


@dataclass(slots=True)
class _Open:
    total: Figure
    how: str
    bracket: bool
    nested: bool
    parts: list[Told] = field(default_factory=list)


def in_sentences(told: Sequence[Told]) -> list[Total]:
    """Return the totals whose parts follow in the same sentence of one line."""
    found: list[Total] = []
    stack: list[_Open] = []
    sentence = -1
    last: Figure | None = None
    other: Figure | None = None
    for token, figure in told:
        if token.sentence != sentence:
            found += _closed(stack)
            sentence = token.sentence
            if not token.marker or not token.tail.lstrip(" ,").startswith("其中"):
                last = other = None
        if (
            token.closes
            and stack
            and stack[-1].bracket
            or token.semicolon
            and stack
            and stack[-1].nested
            and len(stack) > 1
        ):
            found += _closed(stack, 1)
        if token.marker and last is not None:
            alike = other is not None and other.measure is last.measure
            if other is not None and alike and not last.value:
                last = other
            nested = bool(stack and stack[-1].parts)
            stack.append(_Open(last, token.marker, token.opens, nested))
        if token.role is Role.PLAIN:
            if stack and not token.level:
                stack[-1].parts.append((token, figure))
            last, other = figure, last
    return found + _closed(stack)


def in_items(
    head: Sequence[Told], items: Iterable[Sequence[Told]], marker: str
) -> list[Total]:
    """Return the totals of `head` over the numbered `items`, one for each measure.

    An item counts with its first figure of the measure; a measure that an item
    lacks makes no total.
    """
    found = []
    firsts = [_first_sentence(each) for each in items]
    values = [each for each in head if each[0].role in (Role.PLAIN, Role.BASE)]
    for _, figure in values:
        if sum(_same_sort(figure, other) for _, other in values) > 1:
            continue
        parts = [_matching(figure, each) for each in firsts]
        if len(parts) > 1 and all(parts):
            kept = tuple(each for each in parts if each is not None)
            found.append(
                Total(figure, kept, _complete(figure, kept, marker or "列项"), "列项")
            )
    return found


def _first_sentence(item: Sequence[Told]) -> list[Told]:
    values = [each for each in item if each[0].role in (Role.PLAIN, Role.BASE)]
    return values[:4]


def _matching(total: Figure, item: Sequence[Told]) -> Figure | None:
    for _, figure in item:
        if _same_sort(figure, total):
            return figure
    return None


def _same_sort(figure: Figure, other: Figure) -> bool:
    return figure.kind is other.kind and figure.measure is other.measure


def _closed(stack: list[_Open], count: int = 99) -> list[Total]:
    found = []
    while stack and count:
        opened = stack.pop()
        count -= 1
        total = _total(opened)
        if total is not None:
            found.append(total)
    return found


def _total(opened: _Open) -> Total | None:
    total = opened.total
    parts = [
        figure
        for token, figure in opened.parts
        if figure.kind is total.kind
        and (figure.kind is not Kind.COUNT or figure.unit == total.unit)
    ]
    measures = {each.measure for each in parts} - {Measure.UNKNOWN}
    if len(measures) > 1 and total.measure in measures:
        kept = (total.measure, Measure.UNKNOWN)
        parts = [each for each in parts if each.measure in kept]
    if not parts:
        return None
    complete = _complete(total, tuple(parts), opened.how)
    return Total(total, tuple(parts), complete, opened.how)


def _complete(total: Figure, parts: tuple[Figure, ...], how: str) -> bool:
    """Whether the parts are meant to be all there is."""
    if len(parts) < 2:
        return False
    if any(each in how for each in COMPLETE_MARKERS):
        return True
    names = [each.subject for each in parts]
    classified = sum("(类)" in name or "(款)" in name for name in names)
    if len(parts) > 2 and classified * 2 > len(names):
        return True
    if total.kind is Kind.SCORE:
        return len(parts) >= 3
    if len(parts) >= 2 and _REST.match(names[-1]) and len(set(names)) == len(names):
        return True
    return any(
        all(any(word in name for name in names) for word in group)
        and len(parts) >= len(group)
        for group in _NAMED
    )
