"""Word's automatic numbers, as a reader sees them: 一、 （一） 1. 1.1 ①."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "〇一二三四五六七八九"
FORMAL = str.maketrans("〇一二三四五六七八九十百", "零壹贰叁肆伍陆柒捌玖拾佰")
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
BULLET = "• "
MOST = 9_999


def chinese(number: int) -> str:
    """Return `number` as counted in Chinese, up to 999; in figures beyond."""
    if number <= 0:
        return "〇"
    if number < 10:
        return DIGITS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return (
            (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")
        )
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        if not rest:
            return DIGITS[hundreds] + "百"
        joint = "零" if rest < 10 else "一" if rest < 20 else ""
        return DIGITS[hundreds] + "百" + joint + chinese(rest)
    return str(number)


def _roman(number: int) -> str:
    letters = ""
    for value, sign in ROMAN:
        while number >= value:
            letters += sign
            number -= value
    return letters


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 1 <= number <= 20 else str(number)


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: (
        signs[number - 1] if 1 <= number <= len(signs) else str(number)
    )


FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": chinese,
    "chineseLegalSimplified": lambda number: chinese(number).translate(FORMAL),
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": _wide,
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "none": lambda number: "",
}


def formatted(number: int, form: str) -> str:
    """Return `number` in one of Word's number formats; in figures where unknown."""
    return FORMATS.get(form, str)(min(number, MOST))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: its first number, format and template ('%1.%2')."""

    start: int
    form: str
    text: str
    restarts: bool
    legal: bool


@dataclass(frozen=True, slots=True)
class NumberedBy:
    """Which numbering a paragraph or a style uses, and at which level."""

    numbering: str | None
    level: int | None


def numbered_by(properties: etree._Element | None) -> NumberedBy | None:
    """Return what a paragraph's or style's properties say of numbering, if anything."""
    found = properties.find(W + "numPr") if properties is not None else None
    if found is None:
        return None
    level = value_of(found, "ilvl")
    return NumberedBy(value_of(found, "numId"), whole(level) if level else None)


def value_of(element: etree._Element | None, name: str) -> str | None:
    """Return the `val` of the child called `name`, None where there is none."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val") if child is not None else None


def whole(text: str | None, default: int = 0) -> int:
    """Return `text` as a whole number, `default` where it is none."""
    try:
        return int(text or default)
    except ValueError:
        return default


class Numberings:
    """The numberings of a document and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._by_style: dict[tuple[str, str], int] = {}
        self._instances: dict[
            str, tuple[str, dict[int, tuple[int | None, Level | None]]]
        ]
        self._instances = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._overridden: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for abstract in root.findall(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId", "")
            levels = self._levels.setdefault(key, {})
            for level in abstract.findall(W + "lvl"):
                depth = whole(level.get(W + "ilvl"))
                levels[depth] = _level(level)
                if style := value_of(level, "pStyle"):
                    self._by_style[(key, style)] = depth
        for instance in root.findall(W + "num"):
            overrides: dict[int, tuple[int | None, Level | None]] = {}
            for override in instance.findall(W + "lvlOverride"):
                start = value_of(override, "startOverride")
                level_element = override.find(W + "lvl")
                overrides[whole(override.get(W + "ilvl"))] = (
                    whole(start) if start is not None else None,
                    _level(level_element) if level_element is not None else None,
                )
            key = value_of(instance, "abstractNumId") or ""
            self._instances[instance.get(W + "numId", "")] = (key, overrides)

    def next_label(
        self, own: NumberedBy | None, styled: NumberedBy | None, style: str | None
    ) -> str:
        """Count one paragraph; return its number as printed, '' where it has none."""
        numbering = own.numbering if own and own.numbering else None
        if numbering is None and styled:
            numbering = styled.numbering
        if numbering in (None, "0") or numbering not in self._instances:
            return ""
        abstract, overrides = self._instances[numbering]
        depth = own.level if own and own.level is not None else None
        if depth is None and styled:
            depth = styled.level
        if depth is None:
            depth = self._by_style.get((abstract, style or ""), 0)
        levels = dict(self._levels.get(abstract, {}))
        levels.update({k: level for k, (_, level) in overrides.items() if level})
        if depth not in levels:
            return ""
        self._count(numbering, abstract, depth, levels)
        return self._label(abstract, depth, levels)

    def _count(
        self, numbering: str, abstract: str, depth: int, levels: dict[int, Level]
    ) -> None:
        counts = self._counts.setdefault(abstract, {})
        start, _ = self._instances[numbering][1].get(depth, (None, None))
        if start is not None and (numbering, depth) not in self._overridden:
            counts[depth] = start - 1
            self._overridden.add((numbering, depth))
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            if deeper not in levels or levels[deeper].restarts:
                del counts[deeper]

    def _label(self, abstract: str, depth: int, levels: dict[int, Level]) -> str:
        level = levels[depth]
        if level.form == "bullet":
            return BULLET
        counts = self._counts[abstract]

        def counted(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at)
            number = counts.get(at, other.start if other else 1)
            form = other.form if other and not level.legal else "decimal"
            return formatted(number, form)

        return re.sub(r"%([1-9])", counted, level.text)


def _level(element: etree._Element) -> Level:
    return Level(
        start=whole(value_of(element, "start"), 1),
        form=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText") or "",
        restarts=value_of(element, "lvlRestart") != "0",
        legal=element.find(W + "isLgl") is not None,
    )
