"""Chinese and Arabic numerals as whole numbers: 十二, 12, 两."""

_DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")}
_DIGITS |= {"两": 2, "〇": 0}

NUMERAL = r"(?:\d{1,4}|[一二三四五六七八九十两百]{1,5})"
"""Matches what `number` reads: up to four digits or Chinese numerals below 1,000."""


def number(text: str) -> int | None:
    """Return the value of a numeral below 10,000; None where it is none."""
    if text.isdecimal():
        return int(text)
    total = unit = 0
    for each in text:
        if each == "百":
            total += (unit or 1) * 100
            unit = 0
        elif each == "十":
            total += (unit or 1) * 10
            unit = 0
        elif each in _DIGITS:
            unit = _DIGITS[each]
        else:
            return None
    return total + unit if text else None


def chinese(value: int) -> str:
    """Return `value` (1 to 99) as Chinese numerals: 12 is 十二."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{digits[tens]}十")
    return head + (digits[ones] if ones or not tens else "")
