"""Placeholders of a source text: {verb names…} becomes words and figures.

A lone name gives its amount. The verbs: share (of two), rate (of two), move (change
from the second to the first), versus (大于/小于), sum, less, count, list.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
CENT = Decimal("0.01")


def rounded(value: Decimal) -> Decimal:
    """`value` to two decimals, a half away from zero."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """`part` of `whole` in per cent, two decimals. Raises on a whole of 0."""
    return rounded(part * 100 / whole)


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the placeholders of one document may name, and how it writes.

    `moves` are the four words for a change: amount up, rate up, amount down, rate
    down. Raises KeyError for a name or verb that is not there.
    """

    amounts: Mapping[str, Decimal]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    grouped: bool = True
    unit: str = "万元"
    moves: tuple[str, str, str, str] = ("增加", "增长", "减少", "下降")

    def money(self, value: Decimal) -> str:
        """An amount as the document writes it, two decimals."""
        return f"{rounded(value):,}" if self.grouped else f"{rounded(value)}"

    def fill(self, text: str) -> str:
        """`text` with every placeholder replaced."""
        return PLACEHOLDER.sub(lambda match: self._say(match[1].split()), text)

    def _say(self, words: list[str]) -> str:
        verbs: dict[str, Callable[[list[str]], str]] = {
            "share": lambda names: f"{percent(*self._two(names))}%",
            "rate": lambda names: f"{percent(*self._two(names))}%",
            "move": self._move,
            "versus": self._versus,
            "sum": lambda names: self.money(
                sum((self.amounts[name] for name in names), start=Decimal(0))
            ),
            "less": lambda names: self.money(self._two(names)[0] - self._two(names)[1]),
            "count": lambda names: f"{self.amounts[names[0]]:f}",
            "list": lambda names: "、".join(self.lists[names[0]]),
        }
        if words[0] in verbs:
            return verbs[words[0]](words[1:])
        return self.money(self.amounts[words[0]])

    def _two(self, names: list[str]) -> tuple[Decimal, Decimal]:
        first, second = names
        return self.amounts[first], self.amounts[second]

    def _move(self, names: list[str]) -> str:
        now, before = self._two(names)
        if now == before:
            return "持平"
        amount, rate = self.moves[:2] if now > before else self.moves[2:]
        by = self.money(abs(now - before)) + self.unit
        return f"{amount}{by}，{rate}{percent(abs(now - before), before)}%"

    def _versus(self, names: list[str]) -> str:
        now, plan = self._two(names)
        if now == plan:
            return "等于"
        return "大于" if now > plan else "小于"
