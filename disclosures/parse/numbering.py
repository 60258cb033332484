"""The numbers that Chinese official writing puts before headings and list items."""

import re
from enum import IntEnum
from typing import NamedTuple

DIGITS = "〇零一二三四五六七八九"
NUMERAL = "[〇零一二三四五六七八九十百]{1,5}"


class Style(IntEnum):
    """Kinds of numbers, the higher-ranking first."""

    PART = 0
    CHAPTER = 1
    CHINESE = 2
    CHINESE_BRACKETED = 3
    ARABIC = 4
    DECIMAL = 5
    ARABIC_BRACKETED = 6
    CIRCLED = 7


class Number(NamedTuple):
    """A number in front of a text: `value` counts among its siblings.

    `depth` is 1 but for decimal numbers (2 for '3.1'); `rest` is the text after it.
    """

    style: Style
    value: int
    rest: str
    depth: int = 1

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts numbers from the outermost to the innermost."""
        return (self.style, self.depth)


FORMS = (
    (
        Style.PART,
        re.compile(rf"第\s*({NUMERAL}|\d{{1,2}})\s*(?:部\s*分|篇|编|章)[：:、]?"),
    ),
    (Style.CHAPTER, re.compile(rf"第\s*({NUMERAL}|\d{{1,2}})\s*节[：:、]?")),
    (Style.CHINESE, re.compile(rf"({NUMERAL})\s*[、．.]")),
    (Style.CHINESE_BRACKETED, re.compile(rf"[（(]\s*({NUMERAL})\s*[)）]\s*[、.．]?")),
    (Style.DECIMAL, re.compile(r"(\d{1,2}(?:[.．]\d{1,2}){1,3})[.．、]?(?![\d.%％])")),
    (Style.ARABIC, re.compile(r"(\d{1,2})\s*[、．.](?!\d)")),
    (Style.ARABIC_BRACKETED, re.compile(r"[（(]?\s*(\d{1,2})\s*[)）]\s*[、.．]?")),
    (Style.CIRCLED, re.compile("([①-⑳])")),
)
ORDINALS = FORMS[:2]
COUNTED = FORMS[2:3]
BRACKETED = (FORMS[3], FORMS[6])
FIGURES = FORMS[4:7]
BY_BEGINNING = {
    "第": ORDINALS,
    **dict.fromkeys("〇零一二三四五六七八九十百", COUNTED),
    **dict.fromkeys("（(", BRACKETED),
    **dict.fromkeys("0123456789", FIGURES),
    **dict.fromkeys("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", FORMS[7:]),
}
"""The forms to try by the first character; most paragraphs need none."""
MEASURE = re.compile(r"\s*(?:亿|万|千|百|元|[个人次辆台项家户件批倍年月日]|%|％)")
"""What follows a decimal that is an amount rather than a heading's number."""


def number_of(text: str) -> Number | None:
    """Return the number that `text` begins with, None where it begins with none."""
    stripped = text.strip()
    forms = BY_BEGINNING.get(stripped[:1])
    if forms is None:
        return None
    for style, form in forms:
        found = form.match(stripped)
        if not found:
            continue
        rest = stripped[found.end() :].strip()
        if style is Style.DECIMAL:
            if MEASURE.match(rest) or not rest:
                return None
            pieces = re.split("[.．]", found[1])
            return Number(style, int(pieces[-1]), rest, len(pieces))
        return Number(style, _value(found[1]), rest)
    return None


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    return chinese_value(numeral)


def chinese_value(numeral: str) -> int:
    """Return what a Chinese numeral below a thousand says: 21 for 二十一.

    Digits without units are read in sequence: 2023 for 二〇二三.
    """
    if not re.search("[十百]", numeral):
        value = 0
        for each in numeral:
            value = value * 10 + _digit(each)
        return value
    hundreds, tens, rest = 0, 0, numeral
    if "百" in rest:
        before, rest = rest.split("百", 1)
        hundreds = _digit(before[-1:]) if before else 1
    if "十" in rest:
        before, rest = rest.split("十", 1)
        tens = _digit(before[-1:]) if before.strip("零〇") else 1
    return hundreds * 100 + tens * 10 + _digit(rest[-1:])


def _digit(character: str) -> int:
    return max(DIGITS.find(character) - 1, 0) if character else 0
