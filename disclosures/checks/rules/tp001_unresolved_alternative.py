"""TP001: 增加（减少）and its like are resolved to one of the two words."""

import re
from collections.abc import Iterator
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.lines import Line, prose
from disclosures.checks.rule import Draft, Material, Outcome, rule

_OPPOSITES = {
    "增加": "减少",
    "增长": "下降",
    "上升": "下降",
    "大于": "小于",
    "高于": "低于",
    "提高": "降低",
    "超过": "低于",
    "盈余": "亏损",
}
_PAIRS = {**_OPPOSITES, **{down: up for up, down in _OPPOSITES.items()}}
_UP = frozenset(_OPPOSITES)
_WORDS = "|".join(_PAIRS)
_ALTERNATIVE = re.compile(
    rf"({_WORDS})(?:\(({_WORDS})\)|/({_WORDS})|或({_WORDS})(?=[\dX]))"
)
_LIKELY = re.compile(f"[{''.join({each[-1] for each in _PAIRS})}][(/或]")
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)")


@rule("TP001", "未择一的增减表述", severity=Severity.ERROR, words=("(", "/", "或"))
def unresolved_alternative(material: Material) -> Iterator[Outcome]:
    """模板中“增加（减少）”“大于（小于）”一类表述已按实际情况择一。

    Why: 增减方向没有择一，读者无从知道数字是增是减，也说明这一句没有按实际情况填写。
    Fails: 决算数3万元，比年初预算数5万元增加（减少）2万元。
    Passes: 决算数3万元，比年初预算数5万元减少2万元。
    """
    for line in prose(material.section, material.read, "(", "（", "/", "或"):
        if not _LIKELY.search(line.text):
            continue
        for found in _ALTERNATIVE.finditer(line.text):
            other = found[2] or found[3] or found[4]
            if other != found[1] and (found[1] in _UP) != (other in _UP):
                yield _draft(line, found, other)


def _draft(line: Line, found: re.Match[str], other: str) -> Draft:
    written = line.raw[found.start() : found.end()]
    right, how = _resolved(line.text[: found.start()], found[1], other)
    return Draft(
        f"“{written}”未按实际情况择一{how}",
        (line.mark(*found.span()),),
        stated=written,
        expected=right,
        suggestion=right if right != "持平" else "",
    )


def _resolved(before: str, word: str, other: str) -> tuple[str, str]:
    """Return the right word, as far as the two amounts before it tell, and why."""
    sentence = re.split(r"[。;]", before)[-1]
    amounts = list(_AMOUNT.finditer(sentence))
    if len(amounts) < 2 or not re.search(r"[比较]|相比", sentence):
        return "", ""
    now, base = (Decimal(each[1].replace(",", "")) for each in amounts[-2:])
    if amounts[-2][2] != amounts[-1][2]:
        return "", ""
    unit = amounts[-1][2]
    if now == base:
        return "持平", f"：本期{now}{unit}，对比数{base}{unit}，二者相等，应表述为持平"
    up, down = (word, other) if word in _UP else (other, word)
    right = up if now > base else down
    return right, (
        f"：本期{now}{unit}，对比数{base}{unit}，"
        f"{now}-{base}={now - base}，应为“{right}”"
    )
