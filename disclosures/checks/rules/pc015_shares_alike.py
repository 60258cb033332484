"""PC015: shares of a whole that is not stated lead back to one whole."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.interval import Interval
from disclosures.figures.model import Figure, SectionFigures, Share
from disclosures.figures.ratios import HUNDRED

_LEAST = 3
"""Two shares that agree can accuse a third; one can accuse nobody."""


@rule(
    "PC015", "未写明总数的占比指向同一总数", severity=Severity.ERROR, needs=("shares",)
)
def shares_alike(material: Material) -> Iterator[Outcome]:
    """没有写总数、只逐项写了金额和占比的，各项是同一个总数的占比。

    Looked at where all of them but one lead back to one whole, and they are three
    or more: that one is then wrong in its amount or in its share.

    Why: 支出结构常常只写各项和占比，由此推算的总数应当是同一个。
    Fails: 教育支出50万元，占50%；卫生支出30万元，占30%；住房支出20万元，占25%。
    Passes: 教育支出50万元，占50%；卫生支出30万元，占30%；住房支出20万元，占20%。
    """
    for group in _groups(material.read):
        wholes = [_whole(each) for each in group]
        kept = _agreeing(wholes)
        if kept is None:
            continue
        if len(kept) == len(group):
            for each in group:
                yield Looked((mark(each.percent), mark(each.part)))
        elif len(kept) == len(group) - 1 and len(kept) >= 2:
            odd = next(at for at in range(len(group)) if at not in kept)
            yield _draft(group[odd], [group[at] for at in kept])


def _groups(read: SectionFigures) -> Iterator[list[Share]]:
    """Yield the shares of unnamed wholes, those of one section and kind together."""
    loose = [
        each
        for each in read.shares
        if each.whole is None and not each.of and each.percent.value and each.part.value
    ]
    by_unit: dict[str, list[Share]] = {}
    for each in loose:
        by_unit.setdefault(each.part.unit, []).append(each)
    yield from (group for group in by_unit.values() if len(group) >= _LEAST)


def _whole(share: Share) -> Interval:
    percent = share.percent
    half = percent.step / 2
    low, high = percent.value - half, percent.value + half
    part = share.part.interval
    least = low if low > 0 else Decimal(1).scaleb(-9)
    return Interval(part.low * HUNDRED / high, part.high * HUNDRED / least)


def _agreeing(wholes: Sequence[Interval]) -> tuple[int, ...] | None:
    """Return the largest number of wholes that have a value in common, by index.

    None where several sets of them are as large, so that nobody can be accused.
    """
    best: tuple[int, ...] = ()
    sets: set[tuple[int, ...]] = set()
    for first in wholes:
        common = tuple(
            at for at, each in enumerate(wholes) if each.low <= first.low <= each.high
        )
        sets.add(common)
        best = max(best, common, key=len)
    return best if sum(len(each) == len(best) for each in sets) == 1 else None


def _draft(odd: Share, others: Sequence[Share]) -> Draft:
    part: Figure = odd.part
    wholes = [each.part.base * HUNDRED / each.percent.value for each in others]
    about = number(round(sum(wholes, Decimal(0)) / len(wholes) / part.scale, 2))
    return Draft(
        message=(
            f"{part.subject}：{written(part)}，占{written(odd.percent)}；其余"
            f"{len(others)}项的金额与占比都推得总数约 {about}{part.unit}，本项不符。"
        ),
        marks=(mark(odd.percent), mark(part)),
        stated=written(odd.percent),
        suspects=(mark(odd.percent), mark(part)),
    )
