"""Pages of a file as pictures. Runs in the sandbox only, see `page_images`."""

import math
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium

from disclosures.ingest.archive import members_of
from disclosures.ingest.limits import Limits
from disclosures.ingest.picture_file import as_pdf
from disclosures.ingest.refusals import damaged, no_such_page, too_many_pages
from disclosures.ingest.sniff import Kind, sniff

MOST_PIXELS = 25_000_000
SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, COLOUR = 0, 2
LEVEL = 6


def sizes_of(data: bytes, limits: Limits) -> list[tuple[float, float]]:
    """Return width and height of each page in points, as it is turned for reading.

    The pages of an archive are those of its PDF files, in the order of reading; those
    of an image file its images; a file of another kind has none. Raises `Unreadable`.
    """
    return [
        size
        for one in _documents(data, limits)
        for size in _sizes_of_one(one, limits.pages)
    ]


def picture_of(data: bytes, number: int, width: int, limits: Limits) -> bytes:
    """Return page `number` (from 1) as a PNG about `width` pixels wide.

    A page too long for that is drawn smaller: never more than `MOST_PIXELS`. Raises
    `Unreadable`, with the code no_such_page where the file has no such page.
    """
    left = number
    for one in _documents(data, limits):
        with _opened(one) as document:
            if 0 < left <= len(document):
                return _drawn(document, left - 1, width)
            left -= len(document)
    raise no_such_page(number)


def _documents(data: bytes, limits: Limits) -> list[bytes]:
    kind = sniff(data)
    if kind is Kind.PDF:
        return [data]
    if kind is Kind.IMAGE:
        return [as_pdf(data, limits)]
    if kind is Kind.ZIP:
        members = members_of(data, limits)
        return [each.data for each in members if each.kind is Kind.PDF]
    return []


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as failure:
        raise damaged(" PDF ") from failure
    try:
        yield document
    finally:
        document.close()


def _sizes_of_one(data: bytes, most: int) -> list[tuple[float, float]]:
    with _opened(data) as document:
        if len(document) > most:
            raise too_many_pages(len(document), most)
        return [_size(document, index) for index in range(len(document))]


def _size(document: pdfium.PdfDocument, index: int) -> tuple[float, float]:
    try:
        width, height = document.get_page_size(index)
    except pdfium.PdfiumError:
        # A page beyond repair has no size, and is shown as empty.
        return 0.0, 0.0
    return width, height


def _drawn(document: pdfium.PdfDocument, index: int, width: int) -> bytes:
    try:
        page = document[index]
        broad, high = page.get_size()
        if not (broad > 0 and high > 0):
            raise damaged(" PDF ")
        scale = min(width / broad, math.sqrt(MOST_PIXELS / (broad * high)))
        bitmap = page.render(scale=scale, rev_byteorder=True, maybe_alpha=False)
    except pdfium.PdfiumError as failure:
        raise damaged(" PDF ") from failure
    return png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)


def png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Return rows of red, green, blue as a PNG, in grey where nothing has a colour."""
    rows = [
        pixels[start : start + 3 * width] for start in range(0, height * stride, stride)
    ]
    if all(row[0::3] == row[1::3] == row[2::3] for row in rows):
        kind, rows = GREY, [row[0::3] for row in rows]
    else:
        kind = COLOUR
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    # A byte before each row names its filter: none.
    body = zlib.compress(b"".join(b"\0" + row for row in rows), LEVEL)
    return (
        SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return (
        struct.pack(">I", len(body))
        + name
        + body
        + struct.pack(">I", zlib.crc32(name + body))
    )
