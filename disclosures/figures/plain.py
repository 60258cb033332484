"""Folds full-width characters to their usual form, one for one, so offsets agree."""

import re

_USUAL = {chr(0xFF01 + each): chr(0x21 + each) for each in range(94)} | {
    "\u3000": " ",
    "\u00a0": " ",
    "\u2212": "-",
    "\ufe6a": "%",
    "\u3007": "0",
}
_COMMON = tuple((wide, _USUAL[wide]) for wide in "，（）；：％")
_WIDE = re.compile(f"[{''.join(_USUAL)}]")


def plain(text: str) -> str:
    """Return `text` with full-width digits, letters and ASCII punctuation folded.

    （）：；，％ become ():;,%; 。、“” stay. The length never changes.
    """
    for wide, usual in _COMMON:
        text = text.replace(wide, usual)
    for wide in set(_WIDE.findall(text)):
        text = text.replace(wide, _USUAL[wide])
    return text
