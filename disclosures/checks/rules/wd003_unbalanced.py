"""WD003: brackets and quotation marks come in pairs."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule

_SIGNS = re.compile(r"[()（）《》“”【】]")
_PAIRS = {")": "(", "》": "《", "”": "“", "】": "【"}
_STOP = re.compile(r"[。;,]")
_SHOWN = 12
_LED = re.compile(r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]")


@rule("WD003", "括号和引号", severity=Severity.WARNING)
def unbalanced(material: Material) -> Iterator[Outcome]:
    """括号、书名号、引号成对。

    Why: 缺了一半的括号或引号使句子的范围不清，多是删改时漏删。
    Fails: 设备3台（单价100万元以上。
    Passes: 设备3台（单价100万元以上）。
    """
    stack: list[tuple[str, Mark]] = []
    looked = False
    wrong: list[tuple[str, Mark]] = []
    for line in prose(material.section, material.read):
        start = found.end() if (found := _LED.match(line.text)) else 0
        for each in _SIGNS.finditer(line.text, start):
            looked = True
            sign = each[0]
            place = line.mark(*each.span())
            if sign not in _PAIRS:
                stack.append(
                    (sign, line.mark(each.start(), _stop(line.text, each.end())))
                )
            elif stack and stack[-1][0] == _PAIRS[sign]:
                stack.pop()
            elif any(opened == _PAIRS[sign] for opened, _ in stack):
                while stack[-1][0] != _PAIRS[sign]:
                    wrong.append(stack.pop())
                stack.pop()
            else:
                wrong.append((sign, place))
    wrong += stack
    wrong.sort(key=lambda one: one[1].start)
    for sign, place in wrong:
        written = sign.replace("(", "（").replace(")", "）")
        yield Draft(f"“{written}”没有与之成对的另一半", (place,), stated=written)
    if looked and not wrong:
        yield LOOKED


def _stop(text: str, start: int) -> int:
    """Return where the words after an opening sign come to the next stop."""
    found = _STOP.search(text, start)
    return found.end() if found else min(start + _SHOWN, len(text))
