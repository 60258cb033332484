"""How computations are written out in messages."""

from collections.abc import Iterable
from decimal import Decimal

from disclosures.figures.model import Figure


def number(value: Decimal, step: Decimal | None = None) -> str:
    """Return a number with thousands separators and no superfluous zeros.

    With `step` at least as many decimals as it has.
    """
    normal = value.normalize()
    decimals = max(-int(normal.as_tuple().exponent), 0)
    if step is not None:
        decimals = max(decimals, -int(step.as_tuple().exponent))
    return f"{value:,.{min(decimals, 6)}f}"


def written(figure: Figure) -> str:
    """Return a figure as the document writes it, with its unit."""
    return f"{figure.text}{figure.unit}"


def addition(parts: Iterable[Figure], scale: Decimal) -> str:
    """Return a + b + c, each in the unit of `scale`."""
    return " + ".join(number(each.base / scale, each.step) for each in parts)
