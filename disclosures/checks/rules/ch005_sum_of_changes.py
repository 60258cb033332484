"""CH005: the changes of the parts make the change of the whole."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.interval import Interval, exactly, total
from disclosures.figures.model import Change, Direction, Figure, SectionFigures, Total
from disclosures.figures.movement import signed
from disclosures.figures.slips import alike
from disclosures.figures.words import period_of

_OPENS = re.compile(r"^[^。]*。?[ ]*其中[^。]*$")
_GOES_ON = re.compile(r"^[^。]*$")
_FIXED = ("接待", "用车", "出国")


@rule(
    "CH005", "分项增减之和等于总的增减", severity=Severity.WARNING, needs=("changes",)
)
def sum_of_changes(material: Material) -> Iterator[Outcome]:
    """总数和列全了的各分项都写了对同一基数的增减的，各分项增减之和等于总的增减。

    Said of the three public costs; of other lists only where one direction turned
    round, or one digit, explains it: what was spent last year alone is not listed.

    Why: 某一项的增减写反或抄错，单看这一项看不出来。
    Fails: 三公经费减少0.7万元；出国费持平，用车费减少0.5万元，接待费增加0.2万元。
    Passes: 同上，接待费减少0.2万元。
    """
    read = material.read
    listed: set[int] = set()
    for each in read.totals:
        if not each.complete or not each.total.money:
            continue
        whole = _change(read, each.total, "")
        if whole is None or whole.amount is None:
            continue
        against = period_of(whole.against)
        parts = [_change(read, part, against) for part in each.parts]
        known = [part for part in parts if part is not None]
        if against and len(known) == len(parts):
            listed.add(whole.amount.start)
            yield from _judged(each, whole, known)
    yield from _told_in_a_row(read, listed)


def _told_in_a_row(read: SectionFigures, known: set[int]) -> Iterator[Outcome]:
    """Look at 减少9万元。其中：用车费减少5万元，接待费减少4万元."""
    for at, whole in enumerate(read.changes):
        parts: list[Change] = []
        if whole.amount is None or not period_of(whole.against):
            continue
        if whole.amount.start in known:
            continue
        end = whole.amount.end
        for each in read.changes[at + 1 :]:
            if each.amount is None:
                continue
            between = read.plain[end : each.amount.start]
            if not (_OPENS if not parts else _GOES_ON).search(between):
                break
            parts.append(each)
            end = each.amount.end
        named = [each.amount for each in parts if each.amount is not None]
        if len(parts) > 1:
            listed = Total(whole.amount, tuple(named), True, "增减")
            yield from _judged(listed, whole, parts)


def _change(read: SectionFigures, now: Figure, against: str) -> Change | None:
    """Return the one change of a figure, against the base that is named if one is."""
    found = [
        each
        for each in read.changes
        if each.now is now
        and (each.amount is not None or each.direction is Direction.SAME)
        and (not against or period_of(each.against) == against)
    ]
    return found[0] if len(found) == 1 else None


def _size(change: Change) -> Interval | None:
    if change.amount is None:
        return exactly(change.now.base * 0) if change.now else None
    return signed(change.amount, change.direction)


def _judged(each: Total, whole: Change, parts: Sequence[Change]) -> Iterator[Outcome]:
    sizes = [_size(part) for part in parts]
    stated = _size(whole)
    kept = [size for size in sizes if size is not None]
    if stated is None or whole.amount is None or len(kept) != len(sizes):
        return
    if any(_contradictory(one) for one in (whole, *parts)):
        return
    amounts = [part.amount for part in parts if part.amount is not None]
    marks = (mark(whole.amount), *(mark(one) for one in amounts))
    if total(kept).meets(stated):
        yield Looked(marks)
        return
    fixed = all(any(word in one.subject for one in each.parts) for word in _FIXED)
    if not fixed and not _explained(whole, stated, parts, kept):
        return
    scale, step = whole.amount.scale, whole.amount.step
    computed = total(kept)
    middle = (computed.low + computed.high) / 2 / scale
    said = "；".join(
        f"{part.about or (part.now.subject if part.now else '')}{_word(part)}"
        for part in parts
    )
    yield Draft(
        f"{each.total.subject}{_word(whole)}，各分项：{said}，合计为"
        f"{'增加' if middle > 0 else '减少'} {number(abs(middle), step)}"
        f"{whole.amount.unit}，二者不符。",
        marks,
        stated=written(whole.amount),
        expected=f"{number(abs(middle), step)}{whole.amount.unit}",
        suspects=marks,
    )


def _contradictory(change: Change) -> bool:
    """Whether its two words go different ways, which CH003 says."""
    ways = {change.direction, change.rate_direction}
    return ways == {Direction.UP, Direction.DOWN}


def _word(change: Change) -> str:
    if change.amount is None:
        return "持平"
    word = "增加" if change.direction is Direction.UP else "减少"
    return f"{word} {written(change.amount)}"


def _explained(
    whole: Change,
    stated: Interval,
    parts: Sequence[Change],
    sizes: Sequence[Interval],
) -> bool:
    """Whether turning one direction round, or one slip of the pen, mends it."""
    sums = [total(sizes)]
    for at, each in enumerate(sizes):
        sums.append(total((*sizes[:at], -each, *sizes[at + 1 :])))
    if any(one.meets(side) for one, side in product(sums, (stated, -stated))):
        return True
    if _slipped(whole, sums[0]):
        return True
    return any(
        _slipped(part, stated - total((*sizes[:at], *sizes[at + 1 :])))
        for at, part in enumerate(parts)
    )


def _slipped(change: Change, meant: Interval) -> bool:
    amount = change.amount
    if amount is None:
        return False
    value = abs(meant.low + meant.high) / 2 / amount.scale
    return alike(amount.text, f"{value.quantize(amount.step):f}")
