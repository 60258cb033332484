"""The ruled lines drawn on a PDF page: strokes, and thin filled rectangles."""

import ctypes
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from disclosures.ingest.limits import Limits
from disclosures.ingest.pdf_characters import Point, displayed
from disclosures.ingest.refusals import too_complex

THIN = 3.0
SHORTEST = 3.0
STRAIGHT = 1.0
WHITE = 245
RECTANGLE = 5
"""Segments of a path that is one rectangle."""
NESTING = 6
"""Forms within forms that are followed."""
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Rule(NamedTuple):
    """A straight line: `at` across its direction, from `start` to `end` along it."""

    at: float
    start: float
    end: float


def rules_of(page: pdfium.PdfPage, limits: Limits) -> tuple[list[Rule], list[Rule]]:
    """Return the horizontal and the vertical rules as displayed, unmerged."""
    if pdf.FPDFPage_CountObjects(page.raw) > limits.page_objects:
        raise too_complex(f"有一页超过 {limits.page_objects} 个图形对象")
    place = displayed(page)
    across: list[Rule] = []
    down: list[Rule] = []
    for path, outer in _paths(page, limits):
        for points, stroked in _outlines(path, outer, place):
            if stroked:
                _strokes(points, across, down)
            else:
                _bar(points, across, down)
    return across, down


def _paths(page: pdfium.PdfPage, limits: Limits) -> Iterator[tuple[Any, Matrix]]:
    seen = 0
    waiting: list[tuple[int, Callable[[int], Any], Matrix, int]] = [
        (
            pdf.FPDFPage_CountObjects(page.raw),
            partial(pdf.FPDFPage_GetObject, page.raw),
            IDENTITY,
            0,
        )
    ]
    while waiting:
        count, member, matrix, depth = waiting.pop()
        for index in range(count):
            seen += 1
            if seen > limits.page_objects:
                raise too_complex(f"有一页超过 {limits.page_objects} 个图形对象")
            drawn = member(index)
            kind = pdf.FPDFPageObj_GetType(drawn)
            if kind == pdf.FPDF_PAGEOBJ_PATH:
                yield drawn, matrix
            elif kind == pdf.FPDF_PAGEOBJ_FORM and depth < NESTING:
                waiting.append(
                    (
                        pdf.FPDFFormObj_CountObjects(drawn),
                        partial(pdf.FPDFFormObj_GetObject, drawn),
                        _then(_matrix(drawn), matrix),
                        depth + 1,
                    )
                )


def _outlines(
    path: Any, outer: Matrix, place: Point
) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """Yield the corners of each piece of a visible path, and whether it is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdf.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    if not stroke.value and _white(path):
        return
    count = pdf.FPDFPath_CountSegments(path)
    if not stroke.value and count <= RECTANGLE:
        yield _corners(path, outer, place), False
        return
    matrix = _then(_matrix(path), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(count):
        segment = pdf.FPDFPath_GetPathSegment(path, index)
        pdf.FPDFPathSegment_GetPoint(segment, x, y)
        point = place(*_apply(matrix, x.value, y.value))
        if pdf.FPDFPathSegment_GetType(segment) == pdf.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, bool(stroke.value)
            points = [point]
        else:
            points.append(point)
        if pdf.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
            yield points, bool(stroke.value)
            points = [points[0]]
    if len(points) > 1:
        yield points, bool(stroke.value)


def _corners(path: Any, outer: Matrix, place: Point) -> list[tuple[float, float]]:
    """Return two opposite corners of what a simple path fills."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdf.FPDFPageObj_GetBounds(path, left, bottom, right, top)
    corners = ((left.value, bottom.value), (right.value, top.value))
    return [place(*_apply(outer, *corner)) for corner in corners]


def _white(path: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdf.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return min(red.value, green.value, blue.value) > WHITE


def _strokes(
    points: list[tuple[float, float]], across: list[Rule], down: list[Rule]
) -> None:
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        if abs(y0 - y1) <= STRAIGHT and abs(x0 - x1) >= SHORTEST:
            across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= STRAIGHT and abs(y0 - y1) >= SHORTEST:
            down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _bar(
    points: list[tuple[float, float]], across: list[Rule], down: list[Rule]
) -> None:
    """Take a thin filled rectangle as a rule; a tiny square, at a corner, as both."""
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    top, bottom = min(p[1] for p in points), max(p[1] for p in points)
    flat, upright = bottom - top <= THIN, right - left <= THIN
    if flat and (upright or right - left >= SHORTEST):
        across.append(Rule((top + bottom) / 2, left, right))
    if upright and (flat or bottom - top >= SHORTEST):
        down.append(Rule((left + right) / 2, top, bottom))


def _matrix(drawn: Any) -> Matrix:
    found = pdf.FS_MATRIX()
    pdf.FPDFPageObj_GetMatrix(drawn, found)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _then(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    a2, b2, c2, d2, e2, f2 = second
    return (
        a * a2 + b * c2,
        a * b2 + b * d2,
        c * a2 + d * c2,
        c * b2 + d * d2,
        e * a2 + f * c2 + e2,
        e * b2 + f * d2 + f2,
    )


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    return (
        matrix[0] * x + matrix[2] * y + matrix[4],
        matrix[1] * x + matrix[3] * y + matrix[5],
    )
