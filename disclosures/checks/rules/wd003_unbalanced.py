"""WD003: brackets and quotation marks come in pairs."""

import re
from collections.abc import Iterable, Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import Line, prose
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule

_SIGNS = re.compile(r"[()（）《》“”【】]")
_PAIRS = {")": "(", "》": "《", "”": "“", "】": "【"}
_CLOSING = re.compile("[)》”】]")
_STOP = re.compile(r"[。;,]")
_SHOWN = 12
_LED = re.compile(r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]")


@rule(
    "WD003",
    "括号和引号",
    severity=Severity.WARNING,
    words=("(", ")", "《", "》", "“", "”", "【", "】"),
)
def unbalanced(material: Material) -> Iterator[Outcome]:
    """括号、书名号、引号成对。

    Why: 缺了一半的括号或引号使句子的范围不清，多是删改时漏删。
    Fails: 设备3台（单价100万元以上。
    Passes: 设备3台（单价100万元以上）。
    """
    section, read = material.section, material.read
    found = prose(section, read)
    if _even(read.plain) and (not section.heading or _even(found[0].text)):
        if _CLOSING.search(read.plain):
            yield LOOKED
        return
    for sign, place in _alone(found):
        written = sign.replace("(", "（").replace(")", "）")
        yield Draft(f"“{written}”没有与之成对的另一半", (place,), stated=written)


def _alone(found: Iterable[Line]) -> list[tuple[str, Mark]]:
    """Return the signs without their other half, in order."""
    stack: list[tuple[str, Mark]] = []
    wrong: list[tuple[str, Mark]] = []
    for line in found:
        led = _LED.match(line.text)
        for each in _SIGNS.finditer(line.text, led.end() if led else 0):
            sign = each[0]
            if sign not in _PAIRS:
                stop = _stop(line.text, each.end())
                stack.append((sign, line.mark(each.start(), stop)))
                continue
            depth = _opened(stack, _PAIRS[sign])
            if depth is None:
                wrong.append((sign, line.mark(*each.span())))
            else:
                wrong += stack[depth + 1 :]
                del stack[depth:]
    return sorted(wrong + stack, key=lambda one: one[1].start)


def _opened(stack: list[tuple[str, Mark]], sign: str) -> int | None:
    """Return where the last such sign stands in the stack; None if nowhere."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth][0] == sign:
            return depth
    return None


def _even(text: str) -> bool:
    """Whether there are as many openings as closings; most texts end here."""
    for end, each in _PAIRS.items():
        if (each in text or end in text) and text.count(each) != text.count(end):
            return False
    return True


def _stop(text: str, start: int) -> int:
    """Return where the words after an opening sign come to the next stop."""
    found = _STOP.search(text, start)
    return found.end() if found else min(start + _SHOWN, len(text))
