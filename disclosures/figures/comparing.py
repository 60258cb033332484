"""Plans and what became of them: rates of execution, and words that compare."""

from collections.abc import Iterator, Sequence

from disclosures.figures.lists import Told
from disclosures.figures.model import (
    Change,
    Direction,
    Figure,
    Kind,
    Measure,
    Rate,
    Span,
    Total,
)
from disclosures.figures.tokens import Role, Token
from disclosures.figures.words import (
    DIRECTIONS,
    EQUAL,
    EVEN,
    GREATER,
    LEVELLED,
    STATED,
    direction_of,
)

_PLANNED = (Measure.INITIAL, Measure.ADJUSTED)
_RATE = Role.RATE


def rates(told: Sequence[Told], totals: Sequence[Total]) -> list[Rate]:
    """Return the rates of execution that one line states."""
    stated = [at for at, (token, _) in enumerate(told) if token.role is _RATE]
    if not stated:
        return []
    parts = _parts(totals)
    found = []
    for index in stated:
        token, figure = told[index]
        before = told[: index - 1] if token.beside else told[:index]
        now, base = _executed(before, token, parts)
        if token.beside:
            base = told[index - 1][1]
            now = now if base.kind is Kind.AMOUNT else _like(before, token, base)
        if now is not None:
            found.append(Rate(figure, now, base, token.of))
    return found


def _like(before: Sequence[Told], rate: Token, base: Figure) -> Figure | None:
    """Return the last figure of the sentence that is counted as `base` is."""
    for token, figure in reversed(before):
        if token.sentence != rate.sentence:
            return None
        if figure.kind is base.kind and figure.unit == base.unit:
            return figure
    return None


def _parts(totals: Sequence[Total]) -> set[int]:
    return {id(part) for total in totals for part in total.parts}


def _executed(
    before: Sequence[Told], rate: Token, parts: set[int]
) -> tuple[Figure | None, Figure | None]:
    """Return what was done and what was planned, as last said before a rate.

    Inside a list only the list's own figures count; after it, none of them.
    """
    now: Figure | None = None
    base: Figure | None = None
    opened = False
    since = 0
    for token, figure in reversed(before):
        same = token.sentence == rate.sentence
        if opened or token.sentence < rate.sentence - 3:
            break
        opened = same and bool(token.marker)
        amount = figure.kind is Kind.AMOUNT and token.role in (Role.PLAIN, Role.BASE)
        if not amount or (not same and id(figure) in parts):
            continue
        planned = figure.measure in _PLANNED
        if planned and base is None:
            base, since = figure, token.sentence
        elif not planned and now is None:
            if base is not None and token.sentence < since:
                break
            now = figure
        if now is not None and base is not None:
            break
    return now, base


def comparisons(
    text: str, start: int, end: int, told: Sequence[Told], totals: Sequence[Total]
) -> list[Change]:
    """Return what words alone compare: 决算数大于预算数, 与上年持平.

    `text` is folded; the line stands at start…end. Parts of a list are not what a
    later sentence compares.
    """
    found: list[Change] = []
    if GREATER.search(text, start, end):
        found += _unequal(text, start, end, told, _parts(totals))
    if EQUAL.search(text, start, end):
        found += _levelled(text, start, end, told)
        found += _even(text, start, end, told, _parts(totals))
    return found


def _unequal(
    text: str, start: int, end: int, told: Sequence[Told], parts: set[int]
) -> Iterator[Change]:
    for match in STATED.finditer(text, start, end):
        now, base = _compared(
            told, match.start("word"), match["a"], match["b"], parts, text
        )
        if now is not None and base is not None:
            span = Span(*match.span("word"))
            direction = DIRECTIONS[match["word"]]
            yield Change(now, match["b"], span, direction, base)


def _levelled(
    text: str, start: int, end: int, told: Sequence[Told]
) -> Iterator[Change]:
    for match in LEVELLED.finditer(text, start, end):
        now = _at(told, match.start("value"))
        direction = direction_of(match)
        if now is not None:
            span, even = Span(*match.span("verb")), Span(*match.span("word"))
            yield Change(
                now,
                match["b"],
                span,
                direction,
                rate_direction=Direction.SAME,
                rate_word=even,
            )


def _even(
    text: str, start: int, end: int, told: Sequence[Told], parts: set[int]
) -> Iterator[Change]:
    for match in EVEN.finditer(text, start, end):
        now, base = _compared(
            told, match.start("word"), "决算", match["b"], parts, text
        )
        if now is not None:
            span = Span(*match.span("word"))
            yield Change(now, match["b"], span, Direction.SAME, base)


def _at(told: Sequence[Told], start: int) -> Figure | None:
    for _, figure in told:
        if figure.start == start:
            return figure
    return None


def _compared(
    told: Sequence[Told],
    before: int,
    first: str,
    second: str,
    parts: set[int],
    text: str,
) -> tuple[Figure | None, Figure | None]:
    """Return the last final and the last budgeted figure before the offset."""
    now = base = None
    if "预算" in first:
        return None, None
    last = None
    for token, figure in reversed(told):
        if figure.start > before or figure.kind is not Kind.AMOUNT:
            continue
        if id(figure) in parts and "。" in text[figure.end : before]:
            continue
        last = token.sentence if last is None else last
        if token.sentence < last or token.role not in (Role.PLAIN, Role.BASE):
            continue
        planned = figure.measure in (Measure.INITIAL, Measure.ADJUSTED)
        prior = figure.measure is Measure.PRIOR
        if (
            planned
            and "预算" in second
            and base is None
            or prior
            and "预算" not in second
            and base is None
        ):
            base = figure
        elif not planned and not prior and now is None:
            now = figure
    return now, base
