"""Pages as pictures, drawn in a process of their own with short limits."""

import base64
from dataclasses import replace

from disclosures.ingest import sandbox
from disclosures.ingest.limits import DEFAULT, Limits
from disclosures.ingest.refusals import unsafe

SHORT: Limits = replace(
    DEFAULT,
    memory=2**30,
    converter_memory=2**30,
    processor_time=10,
    wall_time=15,
    result=48 * 2**20,
)
"""A person waits for one page: what takes longer is not shown."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def sizes_safely(data: bytes, limits: Limits = SHORT) -> list[tuple[float, float]]:
    """Return width and height of each page in points; none for a file without pages.

    Raises `Unreadable`.
    """
    said = sandbox.run({"ask": "sizes"}, data, limits)
    try:
        return [(float(width), float(height)) for width, height in said["sizes"]]
    except (KeyError, TypeError, ValueError) as failure:
        raise unsafe(sandbox.CRASHED) from failure


def picture_safely(
    data: bytes, number: int, width: int, limits: Limits = SHORT
) -> bytes:
    """Return page `number` (from 1) as a PNG about `width` pixels wide.

    Raises `Unreadable`: no_such_page, damaged, too_complex, unsafe.
    """
    asked = {"ask": "picture", "number": number, "width": width}
    said = sandbox.run(asked, data, limits)
    try:
        drawn = base64.b64decode(said["picture"], validate=True)
    except (KeyError, TypeError, ValueError) as failure:
        raise unsafe(sandbox.CRASHED) from failure
    if not drawn.startswith(SIGNATURE):
        raise unsafe(sandbox.CRASHED)
    return drawn
