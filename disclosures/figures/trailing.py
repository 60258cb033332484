"""Totals that follow their parts: 内科18个，外科31个，合计49个."""

import re
from collections.abc import Iterator, Sequence

from disclosures.figures.lists import Told
from disclosures.figures.model import Figure, Kind, Total
from disclosures.figures.sums import Verdict, add_up
from disclosures.figures.tokens import Role
from disclosures.figures.words import AVERAGE

_SUMMED = re.compile(
    r"^[ ,;、]*(?:以上)?(?:合计|共计|总计|一共|总共|合共)(?:为|有|达到?|[ :])*$"
)


def trailing(told: Sequence[Told]) -> Iterator[Total]:
    """Yield the totals that one line states behind two parts or more of their sort.

    The parts are those of the sentence, or as many of the last ones as add up; a
    list that another one interrupts, and a total below one of its parts, is none.
    """
    for index, (token, whole) in enumerate(told):
        if "计" not in token.tail and "共" not in token.tail:
            continue
        if token.role is not Role.PLAIN or whole.kind is Kind.RATE:
            continue
        if not _SUMMED.match(token.tail):
            continue
        parts, interrupted = _before(told[:index], token.sentence, whole)
        fitting = _fitting(whole, parts)
        if fitting:
            yield Total(whole, fitting, True, "合计")
        elif _whole_list(whole, parts) and not interrupted:
            yield Total(whole, tuple(parts), True, "合计")


def _whole_list(whole: Figure, parts: Sequence[Figure]) -> bool:
    return len(parts) > 1 and all(each.base <= whole.base for each in parts)


def _before(
    told: Sequence[Told], sentence: int, whole: Figure
) -> tuple[list[Figure], bool]:
    """Return the figures of the total's sort, and whether a list stands among them."""
    found: list[Figure] = []
    interrupted = False
    for token, figure in told:
        if token.sentence != sentence:
            continue
        interrupted |= bool(found) and bool(token.marker or token.depth)
        alike = figure.kind is whole.kind and (
            figure.kind is not Kind.COUNT or figure.unit == whole.unit
        )
        plain = token.role is Role.PLAIN and not AVERAGE.search(token.tail)
        if alike and plain and not token.depth:
            found.append(figure)
    return found, interrupted


def _fitting(whole: Figure, parts: Sequence[Figure]) -> tuple[Figure, ...]:
    for first in range(len(parts) - 1):
        if add_up(whole, parts[first:]).verdict is not Verdict.OFF:
            return tuple(parts[first:])
    return ()
