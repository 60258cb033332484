"""Folds full-width characters to their usual form, one for one, so offsets agree."""

_FOLDED = {0xFF01 + each: 0x21 + each for each in range(94)}
_FOLDED |= {
    ord("　"): " ",
    ord(" "): " ",
    ord("－"): "-",
    ord("−"): "-",
    ord("﹪"): "%",
    ord("〇"): "0",
}


def plain(text: str) -> str:
    """Return `text` with full-width digits, letters and ASCII punctuation folded.

    （）：；，％ become ():;,%; 。、“” stay. The length never changes.
    """
    return text.translate(_FOLDED)
