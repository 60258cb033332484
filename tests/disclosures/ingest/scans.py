"""Scans made of the project's own documents: pages as images, as a scanner gives them.

`worn` ones are a little turned, blurred and dirty, and saved with loss.
"""

import io
import random
from collections.abc import Sequence

import pypdfium2 as pdfium
from PIL import Image, ImageFilter

RESOLUTION = 200
SLANT = 0.6
DUST = 1_500


def pictures(
    data: bytes, pages: Sequence[int] | None = None, *, worn: bool = False
) -> list[Image.Image]:
    """Return pages (from 0; all if None) of a PDF as grey images."""
    document = pdfium.PdfDocument(data)
    try:
        chosen = range(len(document)) if pages is None else pages
        drawn = [
            document[index]
            .render(scale=RESOLUTION / 72, grayscale=True)
            .to_pil()
            .convert("L")
            for index in chosen
        ]
    finally:
        document.close()
    return [_worn(each) if worn else each for each in drawn]


def _worn(picture: Image.Image) -> Image.Image:
    turned = picture.rotate(SLANT, resample=Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(0.7))
    chance = random.Random(1)
    for _ in range(DUST):
        at = (chance.randrange(soft.width), chance.randrange(soft.height))
        soft.putpixel(at, chance.randrange(256))
    return soft


def scanned_pdf(
    data: bytes, pages: Sequence[int] | None = None, *, worn: bool = False
) -> bytes:
    """Return a PDF whose pages are images of those of `data`, without any text."""
    first, *others = pictures(data, pages, worn=worn)
    out = io.BytesIO()
    first.save(
        out,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=RESOLUTION,
        quality=60 if worn else 90,
    )
    return out.getvalue()


def partly_scanned(data: bytes, scanned: Sequence[int]) -> bytes:
    """Return a PDF in which only the pages at `scanned` (from 0) are images."""
    whole = pdfium.PdfDocument(data)
    images = pdfium.PdfDocument(scanned_pdf(data, scanned))
    mixed = pdfium.PdfDocument.new()
    for index in range(len(whole)):
        if index in scanned:
            mixed.import_pages(images, [list(scanned).index(index)])
        else:
            mixed.import_pages(whole, [index])
    out = io.BytesIO()
    mixed.save(out)
    return out.getvalue()
