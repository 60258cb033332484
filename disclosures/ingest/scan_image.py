"""A scanned page as an image: upright, its ruled lines found and wiped out.

Coordinates of rules are points from the upright page's top left, as everywhere;
pixels are bytes of grey, 0 for black.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from disclosures.ingest.pdf_rules import Rule
from disclosures.ingest.refusals import damaged

RESOLUTION = 250
"""Dots an inch; of 200 to 300 no one was better throughout."""
MOST_PIXELS = 25_000_000
COARSE = 90
"""Dots an inch by which the slant is told."""
SLANTS = 3.0
"""Degrees, to either side; a page turned further was not meant to be read."""
LEAST_SLANT = 0.08
STRIPS = 24
ACROSS, DOWN = 0.35, 0.25
"""Inches from which on a run of ink is a rule and no stroke of a character."""
WIPED = 3
"""Pixels beside a rule that are wiped out with it."""
RUN = re.compile(rb"(?:\x01++\x00{0,3}+)++")
"""Ink, with holes such as dust leaves; possessive, so that it goes once through."""
CORE = b"\x01" * 12


@dataclass(slots=True)
class Image:
    """Grey pixels, row by row without gaps, and dots a point."""

    pixels: bytearray
    width: int
    height: int
    scale: float


def upright(page: pdfium.PdfPage) -> Image:
    """Return the page drawn for reading, turned so that its lines are level.

    Raises `Unreadable` (damaged) for a page without size.
    """
    slant = slant_of(drawn(page, COARSE, 0.0))
    return drawn(page, RESOLUTION, slant if abs(slant) >= LEAST_SLANT else 0.0)


def drawn(page: pdfium.PdfPage, resolution: int, slant: float) -> Image:
    """Return the page in grey, turned back about its middle by `slant` degrees."""
    broad, high = page.get_size()
    if not (broad > 0 and high > 0):
        raise damaged(" PDF ")
    scale = min(resolution / 72, math.sqrt(MOST_PIXELS / (broad * high)))
    width, height = max(int(broad * scale), 1), max(int(high * scale), 1)
    bitmap = pdfium.PdfBitmap.new_native(width, height, pdf.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    turn = math.radians(-slant)
    cosine, sine = math.cos(turn) * scale, math.sin(turn) * scale
    x, y = broad / 2, high / 2
    matrix = pdf.FS_MATRIX(
        cosine,
        sine,
        -sine,
        cosine,
        width / 2 - cosine * x + sine * y,
        height / 2 - sine * x - cosine * y,
    )
    clip = pdf.FS_RECTF(0, 0, width, height)
    flags = pdf.FPDF_ANNOT | pdf.FPDF_GRAYSCALE
    pdf.FPDF_RenderPageBitmapWithMatrix(bitmap.raw, page.raw, matrix, clip, flags)
    packed = bytearray(bytes(bitmap.buffer))
    if bitmap.stride != width:
        rows = range(0, height * bitmap.stride, bitmap.stride)
        packed = bytearray(b"".join(packed[r : r + width] for r in rows))
    return Image(packed, width, height, scale)


def inked(image: Image) -> bytes:
    """Return 1 for each dark pixel and 0 for paper, whatever shade the paper has."""
    sample = Counter(image.pixels[:: max(len(image.pixels) // 100_000, 1)])
    paper = sample.most_common(1)[0][0] if sample else 255
    limit = max(100, min(190, paper - 45))
    table = bytes(1 if shade < limit else 0 for shade in range(256))
    return bytes(image.pixels).translate(table)


def slant_of(image: Image) -> float:
    """Return by how many degrees the lines rise or fall: where ink lies most in rows.

    The ink of upright strips is counted row by row; at the right slant the strips'
    rows, shifted against one another, come to lie on one another.
    """
    ink = inked(image)
    edges = [image.width * i // STRIPS for i in range(STRIPS + 1)]
    rows = [
        ink[start : start + image.width] for start in range(0, len(ink), image.width)
    ]
    counts = [
        [row.count(1, left, right) for row in rows]
        for left, right in zip(edges, edges[1:], strict=False)
    ]
    middles = [
        (left + right - image.width) / 2
        for left, right in zip(edges, edges[1:], strict=False)
    ]
    evenness = _evenness(counts, middles)
    coarse = [step / 2 for step in range(-int(2 * SLANTS), int(2 * SLANTS) + 1)]
    near = max(coarse, key=evenness)
    return max((near + step / 20 for step in range(-9, 10)), key=evenness)


def _evenness(
    counts: Sequence[list[int]], middles: Sequence[float]
) -> Callable[[float], float]:
    height = len(counts[0])

    def of(slant: float) -> float:
        tangent = math.tan(math.radians(slant))
        total = [0] * height
        for strip, middle in zip(counts, middles, strict=True):
            shift = round(tangent * middle)
            moved = strip[shift:] if shift >= 0 else [0] * -shift + strip
            total = [a + b for a, b in zip(total, moved, strict=False)]
            total += [0] * (height - len(total))
        return float(sum(each * each for each in total))

    return of


def rules_in(image: Image) -> tuple[list[Rule], list[Rule]]:
    """Return the ruled lines across and down the page, in points, unmerged."""
    ink, width, points = inked(image), image.width, image.scale
    across = [
        Rule(y / points, start / points, end / points)
        for y in range(image.height)
        for start, end in _runs(ink[y * width : (y + 1) * width], ACROSS * 72 * points)
    ]
    down = [
        Rule(x / points, start / points, end / points)
        for x in range(width)
        for start, end in _runs(ink[x::width], DOWN * 72 * points)
    ]
    return across, down


def _runs(line: bytes, least: float) -> Iterator[tuple[int, int]]:
    if CORE not in line:
        return
    for found in RUN.finditer(line):
        if found.end() - found.start() >= least:
            yield found.start(), found.end()


def wiped(image: Image, rules: tuple[Sequence[Rule], Sequence[Rule]]) -> Image:
    """Return a copy of the image without its ruled lines."""
    pixels, width, scale = bytearray(image.pixels), image.width, image.scale
    for rule in rules[0]:
        start, end = _pixel(rule.start, scale, width), _pixel(rule.end, scale, width)
        middle = round(rule.at * scale)
        for y in range(max(middle - WIPED, 0), min(middle + WIPED + 1, image.height)):
            pixels[y * width + start : y * width + end] = b"\xff" * (end - start)
    for rule in rules[1]:
        top, bottom = (
            _pixel(rule.start, scale, image.height),
            _pixel(rule.end, scale, image.height),
        )
        middle = round(rule.at * scale)
        for x in range(max(middle - WIPED, 0), min(middle + WIPED + 1, width)):
            pixels[top * width + x : bottom * width : width] = b"\xff" * (bottom - top)
    return Image(pixels, width, image.height, scale)


def _pixel(points: float, scale: float, most: int) -> int:
    return min(max(round(points * scale), 0), most)


def only(
    image: Image, boxes: Sequence[tuple[float, float, float, float]], *, inside: bool
) -> Image:
    """Return a copy with nothing left but what lies in `boxes`, or but the rest."""
    width = image.width
    source = image.pixels
    blank = bytearray(b"\xff" * len(source))
    pixels = blank if inside else bytearray(source)
    for left, top, right, bottom in boxes:
        start, end = _pixel(left, image.scale, width), _pixel(right, image.scale, width)
        first = _pixel(top, image.scale, image.height)
        for y in range(first, _pixel(bottom, image.scale, image.height)):
            row = slice(y * width + start, y * width + end)
            pixels[row] = source[row] if inside else b"\xff" * (end - start)
    return Image(pixels, width, image.height, image.scale)
