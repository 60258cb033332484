"""Folds full-width characters to their usual form, one for one, so offsets agree."""

_FOLDED = tuple(
    (chr(0xFF01 + each), chr(0x21 + each))
    for each in sorted(range(94), key=lambda one: chr(0x21 + one) not in ",();:%")
) + (
    ("\u3000", " "),
    ("\u00a0", " "),
    ("\u2212", "-"),
    ("\ufe6a", "%"),
    ("\u3007", "0"),
)


_TABLE = {ord(wide): usual for wide, usual in _FOLDED}
_SHORT = 60
"""Below so many characters a table is faster than looking for each of the others."""


def plain(text: str) -> str:
    """Return `text` with full-width digits, letters and ASCII punctuation folded.

    （）：；，％ become ():;,%; 。、“” stay. The length never changes.
    """
    if len(text) < _SHORT:
        return text.translate(_TABLE)
    for wide, usual in _FOLDED:
        if wide in text:
            text = text.replace(wide, usual)
    return text
