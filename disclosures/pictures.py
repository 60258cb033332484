"""Pages of kept files as pictures: drawn when asked for, then kept beside the files."""

import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version

from django.core.cache import cache
from django.core.files.storage import default_storage

from disclosures import services
from disclosures.ingest.limits import DEFAULT
from disclosures.ingest.model import Unreadable
from disclosures.ingest.page_images import picture_safely, sizes_safely

RENDERER = f"1-{version('pypdfium2')}"
"""Another number here, or another library, and every page is drawn anew."""
WIDTHS = (900, 1800)
"""Pixels: for the side pane and for a close look."""
AT_ONCE = 2
PATIENCE = 5.0
"""Seconds that somebody waits for one of the `AT_ONCE` places of this process."""
FAILED_FOR = 600
"""Seconds for which a page that could not be drawn is not tried again."""

_places = threading.BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """Too many pages are being drawn at once: ask again in a moment."""


def sizes(sha256: str) -> list[tuple[float, float]]:
    """Return width and height of a file's pages in points; none if it has no pages.

    Raises FileNotFoundError, FileDamaged, `Unreadable` and `Busy`.
    """

    def measured() -> bytes:
        return json.dumps(sizes_safely(services.read_file(sha256))).encode("ascii")

    kept = json.loads(_derived(sha256, "sizes.json", measured))
    return [(width, height) for width, height in kept]


def picture(sha256: str, number: int, width: int) -> bytes:
    """Return page `number` of a file as a PNG, `width` being one of `WIDTHS`.

    Raises FileNotFoundError, FileDamaged, `Unreadable` and `Busy`.
    """
    if width not in WIDTHS or not 0 < number <= DEFAULT.pages:
        raise FileNotFoundError(sha256)
    return _derived(
        sha256,
        f"{number}-{width}.png",
        lambda: picture_safely(services.read_file(sha256), number, width),
    )


def _derived(sha256: str, name: str, make: Callable[[], bytes]) -> bytes:
    """Return what was made of a file before, or make and keep it now.

    All of it may be deleted at any time: it is made again.
    """
    services.path_of(sha256)
    path = f"pages/{RENDERER}/{sha256[:2]}/{sha256}/{name}"
    if default_storage.exists(path):
        with default_storage.open(path) as stored:
            kept: bytes = stored.read()
        return kept
    if failed := cache.get(f"not-drawn/{path}"):
        raise Unreadable(*failed)
    with _a_place():
        try:
            made = make()
        except Unreadable as why:
            cache.set(f"not-drawn/{path}", (why.code, why.message), FAILED_FOR)
            raise
    services.store(path, io.BytesIO(made), len(made))
    return made


@contextmanager
def _a_place() -> Iterator[None]:
    if not _places.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _places.release()
