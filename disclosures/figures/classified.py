"""Totals divided anew in lines below: 按功能分类：…，占60%；…，占40%."""

import re
from collections.abc import Iterator, Sequence

from disclosures.figures.interval import exactly, total
from disclosures.figures.lists import Told
from disclosures.figures.model import Figure, Kind, Share, Total
from disclosures.figures.ratios import HUNDRED, Fit, ratio
from disclosures.figures.subjects import names
from disclosures.figures.sums import Verdict, add_up
from disclosures.figures.tokens import Role

DIVIDED = re.compile(
    r"\s*(?:[(]?\d{1,2}[)、.](?!\d))?\s*(?:其中[:,])?按[^,:;。\d]{2,16}(?:分|分类|划分|看)[,:]"
)


_CLASS = re.compile(r"支出$|\(类\)")


def divided(
    head: Sequence[Told], line: Sequence[Told], shares: Sequence[Share]
) -> Iterator[Total]:
    """Yield the only amount of `head` over the parts of `line` that state shares.

    The shares make 100 %, or the parts the amount; and either half of the shares fit
    it, or it differs from the sum by a slip of the pen, so that no other is meant.
    """
    amounts = [
        figure
        for token, figure in head
        if token.role is Role.PLAIN and figure.kind is Kind.AMOUNT
    ]
    own = {id(figure) for _, figure in line}
    stated = [
        each
        for each in shares
        if id(each.part) in own and each.part.kind is Kind.AMOUNT
    ]
    if len(amounts) == 1 and not stated:
        yield from _unshared(amounts[0], line)
    if len(amounts) != 1 or len(stated) < 2:
        return
    whole = amounts[0]
    if any(not _of(each, whole) for each in stated):
        return
    parts = tuple(each.part for each in stated)
    percents = total(each.percent.interval for each in stated)
    adds_up = add_up(whole, parts).verdict is not Verdict.OFF
    if not adds_up and not percents.meets(exactly(HUNDRED)):
        return
    if _fitting(stated, whole) * 2 >= len(stated) or _slip(whole, parts):
        yield Total(whole, parts, True, "占比")


def _unshared(whole: Figure, line: Sequence[Told]) -> Iterator[Total]:
    """Yield the total over three classes of spending or more without their shares."""
    parts = [
        figure
        for token, figure in line
        if token.role is Role.PLAIN and figure.kind is Kind.AMOUNT
    ]
    if len(parts) < 3 or not all(_CLASS.search(each.subject) for each in parts):
        return
    if all(each.base <= whole.base for each in parts):
        yield Total(whole, tuple(parts), True, "分类")


def _of(share: Share, whole: Figure) -> bool:
    if share.whole is not None:
        return share.whole is whole
    return not share.of or names(share.of, whole.subject) == 2


def _fitting(stated: Sequence[Share], whole: Figure) -> int:
    found = [ratio(one.percent, one.part.interval, whole.interval) for one in stated]
    return sum(one is not None and one.fit is Fit.MEETS for one in found)


def _slip(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether one digit, or the order of digits, parts the total from the sum."""
    result = add_up(whole, parts)
    if result.verdict is not Verdict.OFF:
        return True
    mine, given = f"{whole.value:f}", f"{result.computed.quantize(whole.step):f}"
    if len(mine) != len(given):
        return False
    apart = sum(a != b for a, b in zip(mine, given, strict=True))
    return apart == 1 or (apart == 2 and sorted(mine) == sorted(given))
