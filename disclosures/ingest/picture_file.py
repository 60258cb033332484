"""A photograph or scan sent as an image file: its pages as those of a PDF."""

import io

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from disclosures.ingest.limits import Limits
from disclosures.ingest.refusals import damaged, too_complex, too_many_pages

WHAT = "图片"
PAPER = 11.7
"""Inches of a page's longer side, where the image does not say its resolution."""
LEAST, MOST = 60.0, 1200.0
"""Dots an inch that a scanner or a program may state; others are not believed."""
QUALITY = 92
BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    IndexError,
    KeyError,
    OverflowError,
    ZeroDivisionError,
)
"""What the library raises for damaged images."""


def as_pdf(data: bytes, limits: Limits) -> bytes:
    """Return a PDF with one page for each image in the file, upright, in grey.

    Raises `Unreadable`: damaged, too_many_pages, too_complex for more than
    `limits.pixels` in one image, told before it is unpacked.
    """
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(data)) as image:
            count = getattr(image, "n_frames", 1)
            if count > limits.pages:
                raise too_many_pages(count, limits.pages)
            pages = [_page(each, limits) for each in ImageSequence.Iterator(image)]
    except BROKEN as failure:
        raise damaged(WHAT) from failure
    return _written(pages)


def _page(image: Image.Image, limits: Limits) -> tuple[Image.Image, float]:
    """Return one image and its dots an inch."""
    if image.width * image.height > limits.pixels:
        raise too_complex(f"图片超过 {limits.pixels // 1_000_000} 百万像素")
    resolution = float(image.info.get("dpi", (0.0, 0.0))[0] or 0.0)
    if not LEAST <= resolution <= MOST:
        resolution = max(image.width, image.height) / PAPER
    if "A" in image.getbands() or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA"))
    turned = ImageOps.exif_transpose(image)
    return turned.convert("L"), resolution


def _written(pages: list[tuple[Image.Image, float]]) -> bytes:
    """Write the pages one behind another, each with its own resolution."""
    out = io.BytesIO()
    for number, (page, resolution) in enumerate(pages):
        page.save(
            out,
            "PDF",
            resolution=resolution,
            quality=QUALITY,
            append=number > 0,
        )
    return out.getvalue()
