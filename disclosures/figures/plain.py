"""Folds full-width characters to their usual form, one for one, so offsets agree."""

_FOLDED: dict[int, int] = {0xFF01 + each: 0x21 + each for each in range(94)}
_FOLDED |= {
    ord(wide): ord(usual)
    for wide, usual in {
        "\u3000": " ",
        "\u00a0": " ",
        "\u2212": "-",
        "\ufe6a": "%",
        "\u3007": "0",
    }.items()
}


def plain(text: str) -> str:
    """Return `text` with full-width digits, letters and ASCII punctuation folded.

    （）：；，％ become ():;,%; 。、“” stay. The length never changes.
    """
    return text.translate(_FOLDED)
