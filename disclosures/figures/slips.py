"""Slips of the pen: one digit wrong, or two that changed places."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from disclosures.figures.model import Figure, Kind

_LEAST = 4
"""So many digits that one alone is hardly ever right by chance."""


def slipped(total: Figure, parts: Sequence[Figure]) -> Figure | None:
    """Return the figure of a list that, one slip undone, makes the list add up.

    None where no figure, or more than chance allows, could be the one: all must be
    in one unit with as many decimals, long enough, and most of them not round.
    """
    every = (total, *parts)
    if len(parts) < 2 or len({(each.unit, each.step) for each in every}) > 1:
        return None
    if total.kind is not Kind.AMOUNT or not _telling(every):
        return None
    gap = sum((each.value for each in parts), Decimal(0)) - total.value
    steps = int(gap / total.step)
    if steps in _undone(total):
        return total
    return next((each for each in parts if -steps in _undone(each)), None)


def alike(text: str, other: str) -> bool:
    """Whether one number, as written, is the other with one slip of the pen."""
    mine, its = _digits(text), _digits(other)
    if len(mine) != len(its) or mine == its:
        return False
    pairs = enumerate(zip(mine, its, strict=True))
    apart = [at for at, (one, another) in pairs if one != another]
    if len(apart) == 1:
        return True
    first, last = apart[0], apart[-1]
    swapped = mine[first] == its[last] and mine[last] == its[first]
    return len(apart) == 2 and last == first + 1 and swapped


def _digits(text: str) -> str:
    return text.replace(",", "").replace(".", "").lstrip("-")


def _telling(every: Sequence[Figure]) -> bool:
    if len(_digits(every[0].text).lstrip("0")) < _LEAST:
        return False
    round_ones = sum(each.text.endswith("00") for each in every)
    return round_ones * 2 < len(every)


def _undone(figure: Figure) -> set[int]:
    """Return by how many steps undoing one slip changes the figure."""
    return set(_changes(_digits(figure.text)))


def _changes(digits: str) -> Iterator[int]:
    for at, each in enumerate(digits):
        place = 10 ** (len(digits) - 1 - at)
        for other in range(10):
            if other != int(each):
                yield (other - int(each)) * place
        if at + 1 < len(digits):
            after = int(digits[at + 1])
            yield (after - int(each)) * (place - place // 10)
