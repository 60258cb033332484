"""Pages as pictures: of PDFs, of PDFs in archives, and of what only says to be one."""

import struct
import sys
import time
import zlib

import pytest

from disclosures.ingest import sandbox
from disclosures.ingest.limits import DEFAULT
from disclosures.ingest.model import Unreadable
from disclosures.ingest.page_images import SHORT, picture_safely, sizes_safely
from disclosures.ingest.read import read
from disclosures.ingest.rendering import MOST_PIXELS, picture_of, png, sizes_of
from tests.disclosures.ingest.builders import FILLER, docx, p, zipped
from tests.disclosures.ingest.hostile import FILES
from tests.disclosures.ingest.pdf_builder import Pages


def paper(*texts: str) -> bytes:
    pages = Pages()
    for number, text in enumerate(texts):
        if number:
            pages.new_page()
        pages.paragraph(text)
    return pages.saved()


def head_of(picture: bytes) -> tuple[int, int, int]:
    """Return width, height and the kind of colour of a PNG."""
    width, height, _depth, kind = struct.unpack(">IIBB", picture[16:26])
    return width, height, kind


def pixels_of(picture: bytes) -> bytes:
    """Return the bytes of the rows of a PNG that we wrote."""
    length = struct.unpack(">I", picture[33:37])[0]
    return zlib.decompress(picture[41 : 41 + length])


def test_a_page_is_drawn_at_the_width_that_was_asked_for():
    drawn = picture_safely(paper(FILLER), 1, 900)

    width, height, grey = head_of(drawn)
    assert (width, grey) == (900, 0)
    assert height == pytest.approx(900 * 842 / 595, abs=2)
    assert min(pixels_of(drawn)) == 0 and max(pixels_of(drawn)) == 255


def test_a_page_with_a_colour_keeps_it():
    pages = Pages()
    pages.canvas.setFillColorRGB(0.8, 0, 0)
    pages.canvas.circle(300, 400, 50, fill=1)

    _width, _height, kind = head_of(picture_of(pages.saved(), 1, 200, DEFAULT))

    assert kind == 2


def test_rows_are_cut_out_of_their_padding():
    grey = png(bytes([7, 7, 7, 9, 9, 9, 0, 0]) * 2, width=2, height=2, stride=8)
    colour = png(bytes([1, 2, 3, 0]), width=1, height=1, stride=4)

    assert pixels_of(grey) == b"\0\x07\x09" * 2
    assert pixels_of(colour) == b"\0\x01\x02\x03"


def test_a_page_as_wide_as_a_wall_is_drawn_smaller():
    pages = Pages()
    pages.canvas.setPageSize((100, 14_000))

    width, height, _ = head_of(picture_of(pages.saved(), 1, 1800, DEFAULT))

    assert width * height <= MOST_PIXELS * 1.01
    assert height / width == pytest.approx(140, rel=0.01)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_sizes_and_pictures_are_turned_as_the_reading_is(turned):
    pages = Pages()
    pages.canvas.setPageSize((500, 800))
    pages.canvas.setPageRotation(turned)
    pages.paragraph(FILLER)
    data = pages.saved()

    ((broad, high),) = sizes_of(data, DEFAULT)

    page = read(data, "a.pdf").pages[0]
    assert (page.width, page.height) == (round(broad, 1), round(high, 1))
    width, height, _ = head_of(picture_of(data, 1, 200, DEFAULT))
    assert height / width == pytest.approx(high / broad, rel=0.02)


def test_pages_in_an_archive_are_counted_through_as_the_reading_counts_them():
    data = zipped(
        {"决算公开.pdf": paper(FILLER, "第二页。"), "附件.pdf": paper("附件。")}
    )

    reading = read(data, "报送.zip")

    assert [item.place.page for item in reading.items] == [1, 2, 3]
    assert [page.number for page in reading.pages] == [1, 2, 3]
    assert len(sizes_safely(data)) == 3
    assert picture_of(data, 3, 200, DEFAULT) == picture_of(
        paper("附件。"), 1, 200, DEFAULT
    )


@pytest.mark.parametrize("data", [docx(p(FILLER)), FILLER.encode()])
def test_a_file_without_pages_has_none(data):
    assert sizes_safely(data) == []
    with pytest.raises(Unreadable) as refused:
        picture_safely(data, 1, 900)
    assert refused.value.code == "no_such_page"


def test_a_page_behind_the_last_is_not_there():
    with pytest.raises(Unreadable) as refused:
        picture_safely(paper(FILLER), 2, 900)
    assert refused.value.code == "no_such_page"


def test_a_damaged_file_is_refused_and_not_shown():
    with pytest.raises(Unreadable) as refused:
        picture_safely(paper(FILLER)[:300], 1, 900)
    assert refused.value.code in ("damaged", "no_such_page")


@pytest.mark.slow
@pytest.mark.parametrize("name", [each for each in FILES if each.endswith(".pdf")])
def test_a_hostile_page_is_drawn_or_refused_within_the_short_limits(name):
    began = time.monotonic()
    try:
        drawn = picture_safely(FILES[name](), 1, 900)
    except Unreadable as refused:
        assert refused.code in {"damaged", "unsafe", "too_complex", "no_such_page"}
    else:
        assert drawn.startswith(b"\x89PNG")
    assert time.monotonic() - began < SHORT.wall_time + sandbox.GRACE


@pytest.mark.parametrize(
    "said",
    ['{"picture": "bm90IGEgcGljdHVyZQ=="}', '{"picture": "&"}', '{"x": 1}', "{}"],
)
def test_a_child_that_answers_with_no_picture_is_not_believed(said, monkeypatch):
    start = sandbox.subprocess.Popen

    def popen(command, **options):
        return start([sys.executable, "-c", f"print({said!r})"], **options)

    monkeypatch.setattr(sandbox.subprocess, "Popen", popen)
    with pytest.raises(Unreadable) as refused:
        picture_safely(paper(FILLER), 1, 900)
    assert refused.value.code == "unsafe"
