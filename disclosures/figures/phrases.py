"""Shares and changes: which figure is measured against which."""

from collections.abc import Sequence

from disclosures.figures.lists import Told
from disclosures.figures.model import (
    Change,
    Direction,
    Figure,
    Kind,
    Measure,
    Share,
    Span,
    Total,
)
from disclosures.figures.ratios import Fit, ratio
from disclosures.figures.subjects import core, names, same_thing, subject_in
from disclosures.figures.tokens import Role, Token
from disclosures.figures.words import (
    WITHIN,
)


def shares(told: Sequence[Told], totals: Sequence[Total]) -> list[Share]:
    """Return the shares that one line states."""
    found: list[Share] = []
    owner = {id(part): total.total for total in totals for part in total.parts}
    within = ""
    for index, (token, figure) in enumerate(told):
        inside = WITHIN.match(token.tail)
        if inside and token.role is Role.PLAIN:
            within = subject_in(inside["of"])
        if token.role is not Role.SHARE:
            continue
        part = _before(told, index, token.sentence)
        if part is None:
            continue
        whole_list = owner.get(id(part))
        if token.of or within and whole_list is None:
            token.of = token.of or within
            taken = [each.part for each in found if each.of == token.of]
            before = [each for each in told[:index] if each[1] not in taken]
            share = _named(before, token.of, part, figure, whole_list)
        else:
            share = _unnamed(found, part, figure, whole_list)
        found.append(share)
    return found


def _before(told: Sequence[Told], index: int, sentence: int) -> Figure | None:
    for token, figure in reversed(told[:index]):
        if token.sentence != sentence:
            return None
        if token.role is Role.PLAIN:
            return figure
    return None


def _named(
    before: Sequence[Told],
    of: str,
    part: Figure,
    percent: Figure,
    list_of: Figure | None,
) -> Share:
    """Return a share of something named: the nearest figure of that very name."""
    near = []
    for token, figure in reversed(before):
        if figure is part or token.role is not Role.PLAIN or not _alike(part, figure):
            continue
        fits = names(of, figure.subject, 2 if part.kind is Kind.COUNT else 4)
        if fits == 2:
            return Share(percent, part, of, figure, (), list_of)
        if fits:
            near.append(figure)
    return Share(percent, part, of, None, tuple(near), list_of)


def _unnamed(
    found: Sequence[Share], part: Figure, percent: Figure, list_of: Figure | None
) -> Share:
    """Return a share of the list's total or, if that fits, of a whole before it."""
    candidates: list[Figure] = []
    if list_of is not None and _alike(part, list_of):
        candidates.append(list_of)
    for share in reversed(found):
        if share.whole is not None and share.whole not in candidates:
            candidates.append(share.whole)
    for each in candidates:
        result = ratio(percent, part.interval, each.interval)
        if result is not None and result.fit is Fit.MEETS:
            return Share(percent, part, "", each, (), list_of)
    whole = candidates[0] if candidates else None
    return Share(percent, part, "", whole, (), list_of)


def changes(told: Sequence[Told], earlier: Sequence[Told] = ()) -> list[Change]:
    """Return the changes that one line states with an amount or a rate.

    `earlier` are the figures of the section before the line: a change of something
    named there is a change of that.
    """
    found: list[Change] = []
    amount: int | None = None
    for index, (token, _) in enumerate(told):
        if token.role is not Role.CHANGE:
            continue
        follows = (
            index > 0
            and amount == index - 1
            and not token.against
            and told[index - 1][0].sentence == token.sentence
        )
        if follows and token.number.kind is Kind.RATE:
            found[-1] = _with_rate(found[-1], token, told[index][1])
            token.against = found[-1].against
            amount = None
            continue
        found.append(_change(told, index, earlier))
        amount = index if token.number.kind is not Kind.RATE else None
    return found


def _change(told: Sequence[Told], index: int, earlier: Sequence[Told]) -> Change:
    token, figure = told[index]
    base = None
    if index and told[index - 1][0].role is Role.BASE and not token.against:
        token.against = told[index - 1][0].against
        base = told[index - 1][1]
    elif index and told[index - 1][0].role is Role.CHANGE and not token.against:
        token.against = told[index - 1][0].against
    now = _now(told, index) or _named_before(earlier, token.subject)
    span = Span(*token.word) if token.word else None
    if figure.kind is Kind.RATE:
        return Change(
            now,
            token.against,
            None,
            Direction.NONE,
            base,
            rate=figure,
            rate_direction=token.direction,
            rate_word=span,
        )
    return Change(now, token.against, span, token.direction, base, amount=figure)


def _named_before(earlier: Sequence[Told], name: str) -> Figure | None:
    """Return the last final figure of exactly that name, None where there is none."""
    wanted = core(name)
    if len(wanted) < 3:
        return None
    for token, figure in reversed(earlier):
        final = figure.measure in (Measure.FINAL, Measure.UNKNOWN)
        if token.role is Role.PLAIN and final and core(figure.subject) == wanted:
            return figure
    return None


def _with_rate(change: Change, token: Token, figure: Figure) -> Change:
    return Change(
        change.now,
        change.against,
        change.word,
        change.direction,
        change.base,
        change.amount,
        figure,
        token.direction,
        Span(*token.word) if token.word else None,
    )


def _now(told: Sequence[Told], index: int) -> Figure | None:
    """Return the figure that changed: the last one that the words before can mean."""
    token, figure = told[index]
    for before, candidate in reversed(told[:index]):
        if before.role is not Role.PLAIN:
            continue
        if figure.kind is not Kind.RATE and not _alike(figure, candidate):
            continue
        far = before.sentence != token.sentence
        if far and before.sentence < token.sentence - 1:
            return None
        if far and not token.subject and token.tail.lstrip()[:1] not in "比较与同":
            return None
        if not token.subject or compatible(token.subject, candidate.subject):
            return candidate
        if not far:
            return None
    return None


def _alike(figure: Figure, other: Figure) -> bool:
    if figure.kind is not other.kind:
        return False
    return figure.kind is not Kind.COUNT or figure.unit == other.unit


def compatible(name: str, other: str) -> bool:
    """Whether what `name` says of a change can be said of the figure named `other`."""
    if same_thing(name, other) or name in other or other in name:
        return True
    joint = "收" in other and "支" in other
    if joint and ("收入" in name or "支出" in name):
        return True
    mine, its = core(name), core(other)
    return bool(mine and its and (mine in its or its in mine)) or not mine
