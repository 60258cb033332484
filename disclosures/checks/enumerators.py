"""Numbers that begin a heading or an item: 第一部分, 一、, （二）, 3., 3.1."""

import re
from functools import lru_cache
from typing import NamedTuple

from disclosures.checks.numerals import chinese, number

_CHINESE = r"[一二三四五六七八九十]{1,3}"
_PATTERN = re.compile(
    rf"\s*(?:第({_CHINESE})(部分|章|节|条)"
    rf"|({_CHINESE})、"
    rf"|\(({_CHINESE})\)"
    r"|\((\d{1,2})\)"
    r"|(\d{1,2}(?:\.\d{1,2})+)(?=[\s\u4e00-\u9fff])"
    r"|(\d{1,2})[.、](?![\d.])"
    r"|([①-⑳]))"
)
_STYLES = {3: "一、", 4: "（一）", 5: "（1）", 7: "1."}


class Enumerator(NamedTuple):
    """`style` tells lists of different make apart; `end` is where the words begin."""

    style: str
    number: int
    start: int
    end: int

    def written(self, value: int) -> str:
        """Return the enumerator that says `value` in this style."""
        if self.style.startswith("第"):
            return f"第{chinese(value)}{self.style[1:]}"
        if self.style == "①":
            return chr(ord("①") + value - 1)
        if self.style.endswith("N"):
            return f"{self.style[:-1]}{value}"
        return {
            "一、": f"{chinese(value)}、",
            "（一）": f"（{chinese(value)}）",
            "（1）": f"（{value}）",
        }.get(self.style, f"{value}.")


@lru_cache(maxsize=4096)
def enumerator(text: str) -> Enumerator | None:
    """Return what numbers a folded line; None where it begins with no number."""
    found = _PATTERN.match(text)
    if found is None:
        return None
    start = len(text) - len(text.lstrip())
    group = found.lastindex or 0
    if group == 2:
        value = number(found[1])
        style = f"第{found[2]}"
    elif group == 6:
        head, _, tail = found[6].rpartition(".")
        value, style = int(tail), f"{head}.N"
    elif group == 8:
        value, style = ord(found[8]) - ord("①") + 1, "①"
    else:
        value, style = number(found[group]), _STYLES[group]
    return Enumerator(style, value, start, found.end()) if value else None
