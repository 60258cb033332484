"""Finds the numbers of a text with their units; knows nothing of what they say."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from disclosures.figures.model import Kind

_BARE, _COUNT = Kind.NUMBER, Kind.COUNT
ONE = Decimal(1)
_SCALES = {
    "元": ONE,
    "百元": Decimal(100),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
    "亿": Decimal(100_000_000),
    "万亿元": Decimal(1_000_000_000_000),
}
_COUNTED = (
    "万余?人次|万余?人|万余?(?:亩|株|份|户|平方米|公里|吨|件|头|只|字|个|家|名|场|条|棵)|"
    "余?人次|余?家次|余?批次|余?场次|余?个|余?人|余?名|余?次|余?批|"
    "余?场|余?辆|余?台|余?套|余?件|余?项|余?户|余?家|余?条|余?处|余?篇|余?期|余?类|"
    "余?份|余?间|余?所|余?支|余?座|余?块|余?位|余?种|余?门|余?部|余?起|余?册|余?级|"
    "余?档|余?张|平方米|平米|公里|吨|亩|株|小时|课时"
)
_NUMBER = re.compile(
    r"(?P<digits>\d(?<![\d.A-Za-z]\d)[\d,]*(?:\.\d+)?)"
    r"(?P<gap> ?)"
    r"(?:(?P<percent>个?百分点|%|‰)"
    r"|(?P<year>年度?)|(?P<date>月份?|日|号|时|点)"
    r"|余?(?P<money>万亿元|亿元|千万元|百万元|万元|千元|百元|元|[万亿](?![\d余人次元册亩株份户公平立头只吨件条台套场字米棵尾斤瓦千个家名张幅羽粒袋箱支]))"
    r"|(?P<score>分)(?![之钟布支别类析配公馆局校])"
    rf"|(?P<count>{_COUNTED}))?"
)
_SIGN = re.compile(r"(?<![\d.A-Za-z])[-+]")
_ORDINAL_BEFORE = re.compile(r"(?:^|[\n\t])[ (]*$|第$|[〔\[]$|No\.?$|指标$")
_ORDINAL_AFTER = re.compile(r"[ ]?[.、)](?!\d)|\.\d")


class Number(NamedTuple):
    """A number as found: offsets of its digits, the end of its unit, what it is."""

    start: int
    end: int
    stop: int
    text: str
    value: Decimal
    step: Decimal
    unit: str
    kind: Kind
    scale: Decimal


def numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """Yield the numbers of `text` (folded by `plain`) from start to end, in order.

    A number with a misplaced comma is read as what its digits say.
    """
    for match in _NUMBER.finditer(text, start, len(text) if end is None else end):
        yield _number(text, match, start)


def _number(text: str, match: re.Match[str], least: int) -> Number:
    """Return a number with its sign, which stands no further left than `least`."""
    written, group = match[1], match.lastgroup
    (start, end), stop = match.span(1), match.end()
    if written[-1] == ",":
        written = written.rstrip(",")
        end = stop = start + len(written)
        group = None
    if group is None or group == "gap" or group == "digits":
        group, unit, stop = "", "", end
    else:
        unit = match[group]
    value, step, kind, scale = _meaning(written, group, unit)
    begin = start
    if start > least and text[start - 1] in "+-" and _SIGN.match(text, start - 1):
        begin -= 1
        if _joins(text, begin):
            pass
        elif text[begin] == "-":
            start, value = begin, -value
        else:
            start = begin
        written = text[start:end]
    if (kind is _BARE or kind is _COUNT) and _is_ordinal(text, begin, end, kind):
        kind = Kind.ORDINAL
    return Number(start, end, stop, written, value, step, unit, kind, scale)


@lru_cache(maxsize=8192)
def _meaning(
    written: str, group: str, unit: str
) -> tuple[Decimal, Decimal, Kind, Decimal]:
    """Return value, step, kind and scale of digits with their unit."""
    digits = written.replace(",", "")
    decimals = len(digits.partition(".")[2])
    kind, scale = _kind(group, unit, written) if group else (Kind.NUMBER, ONE)
    return Decimal(digits), ONE.scaleb(-decimals), kind, scale


def _kind(group: str, unit: str, written: str) -> tuple[Kind, Decimal]:
    match group:
        case "percent":
            return Kind.RATE, ONE
        case "year":
            is_year = len(written) == 4 and written[:2] in ("19", "20")
            return (Kind.YEAR if is_year else Kind.COUNT), ONE
        case "date":
            return Kind.DATE, ONE
        case "money":
            return Kind.AMOUNT, _SCALES[unit]
        case "score":
            return Kind.SCORE, ONE
        case _:
            return Kind.COUNT, ONE


def _joins(text: str, start: int) -> bool:
    """Whether the sign at `start` is a dash between two things: 80-90, 1-12月."""
    before = text[start - 1] if start else ""
    return before.isascii() and (before.isalnum() or before in ")%")


def _is_ordinal(text: str, start: int, end: int, kind: Kind) -> bool:
    before = text[max(start - 12, 0) : start]
    if before.endswith(("第", "〔", "[", "指标")):
        return True
    if kind is not _BARE or not _ORDINAL_AFTER.match(text, end):
        return False
    return _ORDINAL_BEFORE.search(before) is not None
