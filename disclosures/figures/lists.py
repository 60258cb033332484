"""Totals with their parts: 其中, 包括, 按大类, plain lists and numbered lists below."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from disclosures.figures.interval import exactly, total
from disclosures.figures.model import Figure, Kind, Measure, Share, Total
from disclosures.figures.partition import complete
from disclosures.figures.subjects import names, subject_in
from disclosures.figures.sums import Verdict, add_up
from disclosures.figures.tokens import Role, Token
from disclosures.figures.words import AVERAGE, WITHIN

Told = tuple[Token, Figure]
_PLAIN = Role.PLAIN
_JOINED = re.compile(r"本级.*[和及]|[和及以]及?$")
_GOES_ON = re.compile(r"[ ,]*(?:其中|(?:收入|支出|资金)(?:来源)?包括)")
_AFTER_STOP = re.compile(r"[^;]*;[ ]*其中")


@dataclass(slots=True)
class _Open:
    total: Figure
    how: str
    bracket: bool
    nested: bool
    depth: int
    apart: bool = False
    """Its 其中 stands after a semicolon: semicolons part its own parts as well."""
    others: tuple[Figure, ...] = ()
    """Figures told before as well: 救助9万元，惠及30人次，其中：低保金5万元."""
    parts: list[Told] = field(default_factory=list)


def in_sentences(told: Sequence[Told]) -> list[Total]:
    """Return the totals whose parts follow in the same sentence of one line."""
    lists = _Lists(told)
    for token, figure in told:
        lists.take(token, figure)
    return lists.found + _closed(lists.stack)


class _Lists:
    """The lists that are open while a line is read from left to right."""

    def __init__(self, told: Sequence[Told]) -> None:
        self.found: list[Total] = []
        self.stack: list[_Open] = []
        self._told = told
        self._sentence = -1
        self._last: Figure | None = None
        self._other: Figure | None = None
        self._said: list[Figure] = []

    def take(self, token: Token, figure: Figure) -> None:
        """Go on to the next figure: close what ends, open what begins, add it."""
        self._end(token)
        self._begin(token)
        if token.role is _PLAIN:
            top = self.stack[-1] if self.stack else None
            if top is not None and not token.level and _is_part(token, top):
                top.parts.append((token, figure))
            if top is None or token.depth <= top.depth:
                self._last, self._other = figure, self._last
                self._said.append(figure)

    def _end(self, token: Token) -> None:
        if token.sentence != self._sentence:
            self.found += _closed(self.stack)
            self._sentence = token.sentence
            if token.role is _PLAIN and not _GOES_ON.match(token.tail):
                self._last = self._other = None
                self._said.clear()
        if not self.stack:
            return
        top = self.stack[-1]
        if token.semicolon and _run_on(top):
            self.found += _closed(self.stack, 1)
            return
        nested = token.semicolon and top.nested and len(self.stack) > 1
        if nested and top.apart and not _used_up(top):
            nested = False
        if nested or (token.closes and top.bracket):
            self.found += _closed(self.stack, 1)

    def _begin(self, token: Token) -> None:
        total = self._total(token)
        if total is not None:
            nested = bool(self.stack and self.stack[-1].parts)
            opened = _Open(
                total, token.marker or "中", token.opens, nested, token.depth
            )
            opened.apart = _AFTER_STOP.match(token.tail) is not None
            if total is self._last:
                opened.others = tuple(self._said)
            self.stack.append(opened)

    def _total(self, token: Token) -> Figure | None:
        """Return the total of the list that begins before a token, if one does.

        Of two figures side by side, the second being 0, the first is meant.
        """
        last, other = self._last, self._other
        if token.marker:
            beside = last is not None and other is not None and not last.value
            if beside and last and other and other.measure is last.measure:
                return other
            return last
        if "中" not in token.tail or token.role is not _PLAIN:
            return None
        inside = WITHIN.match(token.tail)
        if inside is None:
            return None
        return _named(self._told, token, subject_in(inside["of"]))


def _used_up(top: _Open) -> bool:
    """Whether the parts so far already make the total."""
    parts = [
        each
        for _, each in top.parts
        if each.kind is top.total.kind and each.measure is top.total.measure
    ]
    return add_up(top.total, parts).verdict is not Verdict.OFF


def _is_part(token: Token, top: _Open) -> bool:
    """Whether a figure can be a part: no aside in brackets, no average."""
    return token.depth <= top.depth and not AVERAGE.search(token.tail)


def _run_on(top: _Open) -> bool:
    """Whether the parts so far are parted by commas, so that a semicolon ends them."""
    first = top.parts[0][1] if top.parts else None
    alike = [
        token
        for token, figure in top.parts
        if first and figure.kind is first.kind and figure.measure is first.measure
    ]
    return len(alike) > 1 and not any(token.semicolon for token in alike[1:])


def _named(told: Sequence[Told], here: Token, name: str) -> Figure | None:
    """Return the last figure before `here` that goes by exactly that name."""
    found = None
    for token, figure in told:
        if token is here:
            return found
        if token.role is Role.PLAIN and names(name, figure.subject) == 2:
            found = figure
    return found


def whole_by_shares(each: Total, shares: Sequence[Share]) -> Total:
    """Return the total as complete where its parts' shares of it make 100 %."""
    if each.complete:
        return each
    of = {id(share.part): share for share in shares}
    stated = [of[id(part)] for part in each.parts if id(part) in of]
    if len(stated) < 2 or len(stated) < len(each.parts):
        return each
    if any(one.whole is not None and one.whole is not each.total for one in stated):
        return each
    percents = total(one.percent.interval for one in stated)
    whole = percents.meets(exactly(Decimal(100)))
    return Total(each.total, each.parts, True, each.how) if whole else each


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
        if figure.measure is Measure.INITIAL and not any(parts):
            # In a budget the items are spending, and planned all the same.
            spent = figure._replace(measure=Measure.FINAL)
            parts = [_matching(spent, each) for each in firsts]
        if figure.measure is Measure.UNKNOWN and not any(parts):
            # 资金9万元，具体如下：1.某项目，预算4万元。
            planned = figure._replace(measure=Measure.INITIAL)
            parts = [_matching(planned, each) for each in firsts]
        if len(parts) > 1 and all(parts):
            kept = tuple(each for each in parts if each is not None)
            found.append(
                Total(figure, kept, complete(figure, kept, marker or "列项"), "列项")
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
    if figure.kind is not other.kind:
        return False
    if figure.kind is Kind.COUNT and figure.unit != other.unit:
        return False
    if figure.measure is other.measure:
        return True
    return {figure.measure, other.measure} == {Measure.FINAL, Measure.UNKNOWN}


def _closed(stack: list[_Open], count: int = 99) -> list[Total]:
    found = []
    while stack and count:
        opened = stack.pop()
        count -= 1
        closed = _total(opened)
        if closed is not None:
            found.append(closed)
    return found


def _meant(opened: _Open) -> Figure:
    """Return the total, or the last figure before the list that its parts are like."""
    figures = [figure for _, figure in opened.parts]
    alike = any(_sorted_with(each, opened.total) for each in figures)
    if alike or len(figures) < 2 or "用于" in opened.how:
        return opened.total
    for other in reversed(opened.others):
        if other.value and _sorted_with(figures[0], other):
            return other
    return opened.total


def _announces(figure: Figure, count: int) -> bool:
    """Whether a figure says how many parts there are: 3个项目，资金…，其中：…"""
    counted = figure.kind is Kind.COUNT and figure.unit in ("个", "项", "家")
    return counted and figure.value == count


def _sorted_with(part: Figure, whole: Figure) -> bool:
    alike = part.kind is whole.kind and part.kind is not Kind.RATE
    return alike and (part.kind is not Kind.COUNT or part.unit == whole.unit)


def _total(opened: _Open) -> Total | None:
    whole = _meant(opened)
    joint = whole.kind is Kind.COUNT and _JOINED.search(whole.subject)
    if whole.kind is Kind.RATE or joint:
        return None
    parts = [
        figure
        for token, figure in opened.parts
        if figure.kind is whole.kind
        and (figure.kind is not Kind.COUNT or figure.unit == whole.unit)
    ]
    measures = {each.measure for each in parts} - {Measure.UNKNOWN}
    if len(measures) > 1 and whole.measure in measures:
        kept = (whole.measure, Measure.UNKNOWN)
        parts = [each for each in parts if each.measure in kept]
    if not parts:
        return None
    whole_list = complete(whole, tuple(parts), opened.how)
    if len(parts) > 1 and any(_announces(each, len(parts)) for each in opened.others):
        whole_list = True
    if any(token.etc for token, _ in opened.parts):
        whole_list = False
    return Total(whole, tuple(parts), whole_list, opened.how)
