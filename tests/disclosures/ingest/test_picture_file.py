"""Scans sent as image files are read like scanned pages, and drawn as they are."""

import io

import pytest
from PIL import Image

from disclosures.ingest import tesseract
from disclosures.ingest.limits import DEFAULT, Limits
from disclosures.ingest.model import Paragraph, Source, Unreadable
from disclosures.ingest.picture_file import as_pdf
from disclosures.ingest.read import read
from disclosures.ingest.rendering import sizes_of
from disclosures.samples import build
from tests.conftest import absent
from tests.disclosures.ingest.hostile import png
from tests.disclosures.ingest.scans import pictures

SAVED = {"png": {}, "jpeg": {"quality": 85}, "tiff": {}}


@pytest.fixture
def recognising():
    if not tesseract.installed():
        absent("tesseract with chi_sim is not installed", "REQUIRE_OCR")


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def page():
    (picture,) = pictures(build.document("qinghe-2025", "pdf"), [13])
    return picture


@pytest.mark.slow
@pytest.mark.parametrize("form", SAVED)
def test_an_image_is_read_by_machine_whatever_its_format(page, form, recognising):
    reading = read(saved(page, form, **SAVED[form]), f"决算.{form}")

    assert reading.format == "image"
    assert {item.source for item in reading.items} == {Source.OCR}
    lines = [each.text for each in reading.items if isinstance(each, Paragraph)]
    assert "青禾区" in "".join(lines)


def test_an_image_of_several_pages_has_so_many_sizes(page):
    small = page.resize((400, 560))
    data = saved(small, "tiff", save_all=True, append_images=[small.rotate(90)] * 2)

    sizes = sizes_of(data, DEFAULT)

    assert len(sizes) == 3
    assert max(sizes[0]) == pytest.approx(11.7 * 72, rel=0.02)


def test_what_shines_through_is_paper():
    clear = Image.new("RGBA", (60, 80), (0, 0, 0, 0))

    assert sizes_of(as_pdf(saved(clear, "png"), DEFAULT), DEFAULT)


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (png(100_000, 100_000), DEFAULT, "too_complex"),
        (png(300, 300)[:90], DEFAULT, "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, DEFAULT, "damaged"),
        (b"\xff\xd8\xff" + b"\0" * 60, DEFAULT, "damaged"),
        (saved(Image.new("L", (9, 9)), "tiff", save_all=True,
               append_images=[Image.new("L", (9, 9))] * 3), Limits(pages=2),
         "too_many_pages"),
    ],
)  # fmt: skip
def test_an_image_is_bounded_before_it_is_unpacked(data, limits, code):
    with pytest.raises(Unreadable) as refused:
        as_pdf(data, limits)
    assert refused.value.code == code


def test_without_the_program_the_sentence_says_what_to_send(page, monkeypatch):
    monkeypatch.setattr(tesseract, "installed", lambda: False)

    with pytest.raises(Unreadable) as refused:
        read(saved(page, "png"), "决算.png")

    assert refused.value.code == "unsupported"
    assert "没有安装文字识别程序" in refused.value.message
