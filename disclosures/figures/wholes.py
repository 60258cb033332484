"""Wholes told in a line above: 构成为：基本支出4万元，占44.44%；…"""

from collections.abc import Sequence

from disclosures.figures.interval import exactly, total
from disclosures.figures.lists import Told
from disclosures.figures.model import Figure, Share
from disclosures.figures.ratios import HUNDRED, Fit, ratio
from disclosures.figures.tokens import Role

_FAR = 16
"""So many figures above the line the whole may stand."""


def of_earlier(stated: list[Share], earlier: Sequence[Told]) -> list[Share]:
    """Lay shares that name no whole and make 100 % to the figure above that they fit.

    Half of those that are not 0, and one at least, must fit it.
    """
    loose = [each for each in stated if each.whole is None and not each.of]
    telling = [each for each in loose if each.percent.value and each.part.value]
    if len(telling) < 2 or not earlier:
        return stated
    if not total(each.percent.interval for each in loose).meets(exactly(HUNDRED)):
        return stated
    votes = [
        (_fitting(telling, figure), -at, figure)
        for at, (token, figure) in enumerate(reversed(earlier[-_FAR:]))
        if token.role is Role.PLAIN and figure.kind is telling[0].part.kind
    ]
    most, _, whole = max(votes, key=lambda each: each[:2], default=(0, 0, None))
    if whole is None or most * 2 < len(telling):
        return stated
    known = {id(each) for each in loose}
    return [
        each._replace(whole=whole) if id(each) in known else each for each in stated
    ]


def _fitting(loose: Sequence[Share], whole: Figure) -> int:
    found = [ratio(each.percent, each.part.interval, whole.interval) for each in loose]
    return sum(each is not None and each.fit is Fit.MEETS for each in found)
