"""CH005: the changes of the parts make the change of the whole."""

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
            yield from _judged(each, whole, known)


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
    amounts = [part.amount for part in parts if part.amount is not None]
    marks = (mark(whole.amount), *(mark(one) for one in amounts))
    if total(kept).meets(stated):
        yield Looked(marks)
        return
    fixed = all(any(word in one.subject for one in each.parts) for word in _FIXED)
    if not fixed and not _explained(whole.amount, stated, kept):
        return
    scale, step = whole.amount.scale, whole.amount.step
    computed = total(kept)
    middle = (computed.low + computed.high) / 2 / scale
    said = "；".join(
        f"{part.now.subject if part.now else ''}{_word(part)}" for part in parts
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


def _word(change: Change) -> str:
    if change.amount is None:
        return "持平"
    word = "增加" if change.direction is Direction.UP else "减少"
    return f"{word} {written(change.amount)}"


def _explained(amount: Figure, stated: Interval, parts: Sequence[Interval]) -> bool:
    """Whether turning one direction round, or one slip in the whole, mends it."""
    sums = [total(parts)]
    for at, each in enumerate(parts):
        sums.append(total((*parts[:at], -each, *parts[at + 1 :])))
    if any(one.meets(side) for one, side in product(sums, (stated, -stated))):
        return True
    value = abs(sums[0].low + sums[0].high) / 2 / amount.scale
    return alike(amount.text, f"{value.quantize(amount.step):f}")
