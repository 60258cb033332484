"""Pages of kept files are drawn once, and what cannot be drawn is not tried again."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage

from disclosures import pictures, services
from disclosures.ingest.model import Unreadable
from tests.disclosures.ingest.builders import FILLER
from tests.disclosures.ingest.pdf_builder import Pages

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def paper():
    pages = Pages()
    pages.paragraph(FILLER)
    cache.clear()
    return services.keep_file([pages.saved()], at=NOW).sha256


def refusing(code):
    def draw(*asked):
        draw.asked += 1
        raise Unreadable(code, "画不出来。")

    draw.asked = 0
    return draw


def test_a_page_is_drawn_once_and_then_read_from_the_storage(paper, monkeypatch):
    drawn = pictures.picture(paper, 1, 900)
    monkeypatch.setattr(pictures, "picture_safely", refusing("unsafe"))

    assert pictures.picture(paper, 1, 900) == drawn
    assert drawn.startswith(b"\x89PNG")


def test_a_picture_that_was_deleted_is_drawn_again(paper):
    drawn = pictures.picture(paper, 1, 900)
    folder = f"pages/{pictures.RENDERER}/{paper[:2]}/{paper}"
    default_storage.delete(f"{folder}/1-900.png")

    assert pictures.picture(paper, 1, 900) == drawn


def test_the_sizes_are_those_of_the_pages_in_points(paper):
    assert [tuple(map(round, size)) for size in pictures.sizes(paper)] == [(595, 842)]


def test_a_page_that_cannot_be_drawn_is_not_tried_again_for_a_while(paper, monkeypatch):
    draw = refusing("too_complex")
    monkeypatch.setattr(pictures, "picture_safely", draw)

    for _ in range(3):
        with pytest.raises(Unreadable) as refused:
            pictures.picture(paper, 1, 900)

    assert refused.value.code == "too_complex"
    assert draw.asked == 1


@pytest.mark.parametrize(("number", "width"), [(0, 900), (1, 901), (10**9, 900)])
def test_only_some_widths_and_pages_can_be_asked_for(paper, number, width):
    with pytest.raises(FileNotFoundError):
        pictures.picture(paper, number, width)


def test_what_is_no_hash_is_not_looked_for():
    with pytest.raises(FileNotFoundError):
        pictures.sizes("../../etc/passwd")


def test_who_comes_while_all_places_are_taken_is_told_so(paper, monkeypatch):
    monkeypatch.setattr(pictures, "PATIENCE", 0.01)
    taken = [pictures._places.acquire() for _ in range(pictures.AT_ONCE)]
    try:
        with pytest.raises(pictures.Busy):
            pictures.picture(paper, 1, 900)
    finally:
        for _ in taken:
            pictures._places.release()
