"""The characters of a PDF page with their places, by PDFium.

Coordinates are points from the page's top left as it is displayed, y downwards.
"""

import ctypes
import math
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from disclosures.ingest.limits import Limits
from disclosures.ingest.refusals import too_complex

Point = Callable[[float, float], tuple[float, float]]
SKIPPED = frozenset((0, 2, 9, 10, 13, 32, 0x00A0, 0x3000, 0xFEFF, 0xFFFE, 0xFFFF))
WIDE = 0x2E80
"""From here on a character fills its em."""


class Character(NamedTuple):
    """A printed character: left and right edge, baseline, size in points, text."""

    left: float
    right: float
    base: float
    size: float
    text: str


def displayed(page: pdfium.PdfPage) -> Point:
    """Return the function from user space to the page as displayed, upright."""
    left, bottom, right, top = page.get_cropbox()
    return {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }[page.get_rotation()]


def characters_of(page: pdfium.PdfPage, limits: Limits) -> list[Character]:
    """Return the visible characters in the order they are drawn.

    Blanks and what PDFium only infers are left out. Raises `Unreadable`
    (too_complex) for more than `limits.page_characters`.
    """
    text = page.get_textpage()
    try:
        return _read(text.raw, displayed(page), limits)
    finally:
        text.close()


def _read(raw: Any, place: Point, limits: Limits) -> list[Character]:
    count = pdf.FPDFText_CountChars(raw)
    if count > limits.page_characters:
        raise too_complex(f"有一页超过 {limits.page_characters} 个字符")
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdf.FS_MATRIX()
    to_x, to_y, to_matrix = map(ctypes.byref, (x, y, matrix))
    # Bound once: these calls are most of the time that a page takes.
    unicode_of, origin_of = pdf.FPDFText_GetUnicode, pdf.FPDFText_GetCharOrigin
    size_of, matrix_of = pdf.FPDFText_GetFontSize, pdf.FPDFText_GetMatrix
    found: list[Character] = []
    high = 0
    for index in range(count):
        code = unicode_of(raw, index)
        # What PDFium infers, blanks and breaks, is skipped with the blanks drawn.
        if code in SKIPPED:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        code, high = _whole(code, high), 0
        origin_of(raw, index, to_x, to_y)
        matrix_of(raw, index, to_matrix)
        # Some writers set a size of 1 and scale by the text matrix.
        points = size_of(raw, index)
        size = points * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5 or points
        left, base = place(x.value, y.value)
        if code > WIDE:
            width = points * math.hypot(matrix.a, matrix.b) or size
        else:
            width = max(_drawn_width(raw, index, place, left), 0.3 * size)
        found.append(Character(left, left + width, base, size, chr(code)))
    return found


def _drawn_width(raw: Any, index: int, place: Point, left: float) -> float:
    rect = pdf.FS_RECTF()
    pdf.FPDFText_GetLooseCharBox(raw, index, rect)
    edges = (place(rect.left, rect.bottom)[0], place(rect.right, rect.top)[0])
    return max(edges) - left


def _whole(code: int, high: int) -> int:
    """Join the two halves of a character beyond the basic plane; lone ones are lost."""
    if not 0xDC00 <= code < 0xE000:
        return code
    return 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
