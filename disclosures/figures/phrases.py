"""Shares and changes: which figure is measured against which."""

import re
from collections.abc import Sequence
from decimal import Decimal

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
from disclosures.figures.ratios import HUNDRED, Fit, ratio
from disclosures.figures.subjects import core, names, same_thing, subject_in
from disclosures.figures.tokens import Role, Token
from disclosures.figures.words import SHARE, VERB, WITHIN, direction_of

_PLAIN, _SHARE, _CHANGE = Role.PLAIN, Role.SHARE, Role.CHANGE
_ADVERBS = frozenset(("比重", "比例", "合计", "总额", "所", "仅", "只", "金额", "数量"))
_TOTAL = re.compile(r"[收支][入出]?(?:合计|总计)|总[收支]")
_OTHER_YEAR = re.compile(r"\d{4}年|[上去]年|同期")
_FROM = re.compile(r"(?:由|从)[^,;。]{0,12}$")


def shares(told: Sequence[Told], totals: Sequence[Total]) -> list[Share]:
    """Return the shares that one line states."""
    found: list[Share] = []
    if all(token.role is not _SHARE for token, _ in told):
        return found
    owner = {id(part): total.total for total in totals for part in total.parts}
    within = ""
    for index, (token, figure) in enumerate(told):
        if token.role is _PLAIN and "中" in token.tail:
            inside = WITHIN.match(token.tail)
            within = subject_in(inside["of"]) if inside else within
        if token.role is not _SHARE:
            continue
        part = _part(told, index)
        if part is None:
            continue
        if token.beside:
            found.append(Share(figure, part, "", told[index - 1][1]))
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
    return _of_one_whole(told, found)


def _part(told: Sequence[Told], index: int) -> Figure | None:
    """Return what a share is the share of: the figure before it, unless it says.

    What stands in brackets since is an aside; of several shares 分别 the first is
    that of the first of as many figures.
    """
    share, _ = told[index]
    before = [
        (token, figure)
        for token, figure in told[:index]
        if token.sentence == share.sentence
        and token.role is Role.PLAIN
        and token.depth <= share.depth
        and figure.kind is not Kind.RATE
    ]
    if share.apart:
        return _respective(told, index, [figure for _, figure in before])
    own = _own_name(share)
    if not own:
        return before[-1][1] if before else None
    for _, figure in reversed(before):
        if figure.subject.endswith(own) or core(own) == core(figure.subject):
            return figure
    return None


def _own_name(share: Token) -> str:
    """Return the name that stands before 占 in its own clause, '' where none does."""
    match = SHARE.search(share.tail)
    head = share.tail[: match.start()] if match else ""
    words = head.replace("(", ",").replace(")", ",").replace(";", ",").split(",")[-1]
    own = subject_in(words)
    return own if len(own) > 1 and own not in _ADVERBS else ""


def _respective(
    told: Sequence[Told], index: int, before: Sequence[Figure]
) -> Figure | None:
    first = index
    while first and told[first - 1][0].apart:
        first -= 1
    end = index
    while end + 1 < len(told) and told[end + 1][0].apart:
        end += 1
    count = end - first + 1
    if count < 2 or len(before) < count:
        return None
    own = list(before[-count:])
    if len(before) > count:
        parts = before[-count - 1 : -1]
        if sum(each.base for each in parts) == before[-1].base:
            own = list(parts)
    return own[index - first]


def _of_one_whole(told: Sequence[Told], found: list[Share]) -> list[Share]:
    """Lay shares that name no whole to the one earlier figure that most of them fit."""
    loose = [each for each in found if each.whole is None and not each.of]
    if len(loose) < 2:
        return found
    first = loose[0].part
    votes: list[tuple[int, Figure]] = []
    for token, figure in told:
        if figure.start >= first.start or token.role is not Role.PLAIN:
            break
        fits = 0
        for each in loose:
            result = ratio(each.percent, each.part.interval, figure.interval)
            fits += result is not None and result.fit is Fit.MEETS
        if _alike(first, figure):
            votes.append((fits, figure))
    best = max(votes, key=lambda each: each[0], default=(0, first))
    if best[0] * 2 < len(loose):
        return found
    return [
        Share(each.percent, each.part, "", best[1], (), each.list_of)
        if each in loose
        else each
        for each in found
    ]


def shares_of_lists(found: list[Share], listed: Sequence[Total]) -> list[Share]:
    """Lay the shares that items of a list state, naming no whole, to its total.

    Half of a list's shares or more must fit the total.
    """
    owner: dict[int, Figure] = {}
    for total in listed:
        parts = {id(each) for each in total.parts}
        loose = [
            each
            for each in found
            if each.whole is None and not each.of and id(each.part) in parts
        ]
        fits = [
            ratio(each.percent, each.part.interval, total.total.interval)
            for each in loose
        ]
        if sum(one is not None and one.fit is Fit.MEETS for one in fits) * 2 < len(
            fits
        ):
            continue
        owner |= {id(each): total.total for each in loose}
    return [
        Share(each.percent, each.part, "", owner[id(each)], (), owner[id(each)])
        if id(each) in owner
        else each
        for each in found
    ]


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
        fits = names(of, figure.subject, 2 if part.kind is Kind.COUNT else 3)
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
    for index, (token, figure) in enumerate(told):
        if token.level and index and _FROM.search(told[index - 1][0].tail):
            found.append(_raised(told[index - 1], token, figure))
            amount = index
            continue
        if token.role is not _CHANGE:
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


def _raised(base: Told, token: Token, now: Figure) -> Change:
    """Return the change that 由…增加到… states without its amount."""
    verb = VERB.search(token.tail)
    direction = direction_of(verb) if verb else Direction.NONE
    begin = token.number.start - len(token.tail)
    span = Span(begin + verb.start(), begin + verb.end()) if verb else None
    against = base[0].tail.strip(" ,的由从")
    return Change(now, against, span, direction, base[1])


def _change(told: Sequence[Told], index: int, earlier: Sequence[Told]) -> Change:
    token, figure = told[index]
    base = None
    if index and told[index - 1][0].role is Role.BASE and not token.against:
        token.against = told[index - 1][0].against
        base = told[index - 1][1]
    elif index and told[index - 1][0].role is Role.CHANGE and not token.against:
        token.against = told[index - 1][0].against
    now = (
        _called(told[:index], token, figure)
        or _now(told, index)
        or _named_before(earlier, token.subject)
    )
    if base is not None and now is not None and not token.subject:
        now = _part_or_whole(told[:index], now, base, figure)
    if base is None and now is not None and _this_plan(token.against):
        base = _planned_for(told[:index], now)
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
    return Change(
        now,
        token.against,
        span,
        token.direction,
        base,
        amount=figure,
        about=token.subject,
    )


def _part_or_whole(
    told: Sequence[Told], part: Figure, base: Figure, amount: Figure
) -> Figure:
    """Return the last part of a list, or its total where that is the nearer to fit.

    A change said behind 10万元，其中：油费4万元，保险费6万元，比… is of either.
    """
    whole: Figure | None = None
    for index, (token, figure) in enumerate(told):
        if token.marker and index and told[index - 1][0].sentence == token.sentence:
            whole = told[index - 1][1]
        if figure is part:
            break
    if whole is None or whole is part or not _alike(part, whole):
        return part

    def off(now: Figure) -> Decimal:
        return abs(abs(now.base - base.base) - abs(amount.base))

    return whole if off(whole) < off(part) else part


def _named_before(earlier: Sequence[Told], name: str) -> Figure | None:
    """Return the last final figure of exactly that name, None where there is none."""
    wanted = core(name)
    if len(wanted) < 2 or len(name) < 4:
        return None
    for token, figure in reversed(earlier):
        final = figure.measure in (Measure.FINAL, Measure.UNKNOWN)
        if token.role is Role.PLAIN and final and core(figure.subject) == wanted:
            return figure
    return None


def _unsaid(told: Sequence[Told], index: int, last: Figure) -> Figure | None:
    """Return what a new sentence without a subject speaks of.

    That is the figure that its rate fits; where it fits none, the only one that the
    sentence before is about: its first, if the others are parts of it, or its last,
    if they are of one name.
    """
    sentence = told[index][0].sentence
    line = [
        (token, figure)
        for token, figure in told[:index]
        if token.role is Role.PLAIN and _alike(told[index][1], figure)
    ]
    names_of = {figure.subject for token, figure in line if token.sentence < sentence}
    if len(names_of) < 2:
        return last
    for _, figure in reversed(line):
        if _grew(told, index, figure):
            return figure
    near = [each for each in line if each[0].sentence == sentence - 1]
    if near and any(token.marker for token, _ in near[1:]):
        return near[0][1]
    return last if len({figure.subject for _, figure in near}) < 2 else None


def _grew(told: Sequence[Told], index: int, now: Figure) -> bool:
    """Whether the change at `index` and the rate after it fit the figure."""
    token, amount = told[index]
    if index + 1 >= len(told) or told[index + 1][1].kind is not Kind.RATE:
        return False
    size = -amount.base if token.direction is Direction.DOWN else amount.base
    base = now.base - size
    if base <= 0:
        return False
    rate = told[index + 1][1]
    return abs(abs(size) * HUNDRED / base - abs(rate.value)) <= rate.step / 2


def _called(told: Sequence[Told], token: Token, figure: Figure) -> Figure | None:
    """Return the last final figure of exactly the name that the change is said of."""
    if not token.subject:
        return None
    for before, candidate in reversed(told):
        if before.role is not Role.PLAIN or before.depth > token.depth:
            continue
        if figure.kind is not Kind.RATE and not _alike(figure, candidate):
            continue
        final = candidate.measure in (Measure.FINAL, Measure.UNKNOWN)
        if final and names(token.subject, candidate.subject) == 2:
            return candidate
    return None


def _planned_for(told: Sequence[Told], now: Figure) -> Figure | None:
    """Return the planned figure right before `now`, in its sentence."""
    for index, (token, figure) in enumerate(told):
        if figure is not now or not index:
            continue
        before, planned = told[index - 1]
        kept = planned.measure in (Measure.INITIAL, Measure.ADJUSTED)
        near = before.sentence == token.sentence and _alike(now, planned)
        if kept and near and same_thing(now.subject, planned.subject):
            return planned
    return None


def _this_plan(against: str) -> bool:
    """Whether a base is called this year's plan, not one of a year that is named."""
    return "预算" in against and not _OTHER_YEAR.search(against)


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
        change.about,
    )


def _now(told: Sequence[Told], index: int) -> Figure | None:
    """Return the figure that changed: the last one that the words before can mean."""
    token, figure = told[index]
    for before, candidate in reversed(told[:index]):
        if before.role is not Role.PLAIN or before.depth > token.depth:
            continue
        if figure.kind is not Kind.RATE and not _alike(figure, candidate):
            continue
        far = before.sentence != token.sentence
        if far and before.sentence < token.sentence - 1:
            lonely = token.tail.lstrip()[:1] in "比较与同" and not token.subject
            return candidate if lonely and _only_one(told[:index], figure) else None
        if far and not token.subject and token.tail.lstrip()[:1] not in "比较与同":
            return None
        if far and not token.subject:
            return _unsaid(told, index, candidate)
        if not token.subject or compatible(token.subject, candidate.subject):
            return candidate
        if not far:
            return None
    return None


def _only_one(told: Sequence[Told], figure: Figure) -> bool:
    """Whether a line tells one figure alone that a change can be of."""
    plain = [each for token, each in told if token.role is Role.PLAIN]
    return len(plain) == 1 and _alike(figure, plain[0])


def _alike(figure: Figure, other: Figure) -> bool:
    if figure.kind is not other.kind:
        return False
    return figure.kind is not Kind.COUNT or figure.unit == other.unit


def compatible(name: str, other: str) -> bool:
    """Whether what `name` says of a change can be said of the figure named `other`."""
    if same_thing(name, other) or name in other or other in name:
        return True
    if _TOTAL.search(name) and not names(name, other):
        return False
    if names(name, other):
        return True
    mine, its = core(name), core(other)
    joint = "收" in other and "支" in other and (not mine or mine in its)
    if joint and ("收入" in name or "支出" in name):
        return True
    return bool(mine and its and (mine in its or its in mine)) or not mine
