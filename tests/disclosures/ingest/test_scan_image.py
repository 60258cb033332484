"""Pages as images: their slant told and turned back, their rules found and wiped."""

import pypdfium2 as pdfium
import pytest

from disclosures.ingest.pdf_tables import grids_of, merged
from disclosures.ingest.scan_image import (
    COARSE,
    RESOLUTION,
    drawn,
    inked,
    only,
    rules_in,
    slant_of,
    wiped,
)
from tests.disclosures.ingest.pdf_builder import Pages

TABLE = [["项目", "预算数", "决算数"], ["合计", "12.30", "11.00"], ["基本", "2", "1"]]


@pytest.fixture(scope="module")
def page():
    pages = Pages()
    for _ in range(6):
        pages.paragraph(
            "本局设办公室、财务科和水政科三个科室，全年支出与预算一致。" * 2
        )
    pages.table(TABLE)
    with pdfium.PdfDocument(pages.saved()) as document:
        yield document[0]


@pytest.mark.parametrize("slant", [-1.5, -0.4, 0.0, 0.7, 2.0])
def test_the_slant_of_the_lines_is_told_to_a_tenth_of_a_degree(page, slant):
    assert slant_of(drawn(page, COARSE, -slant)) == pytest.approx(slant, abs=0.15)


@pytest.mark.parametrize("slant", [0.0, 0.05])
def test_the_rules_of_a_table_are_found_in_the_image(page, slant):
    across, down = rules_in(drawn(page, RESOLUTION, slant))

    (grid,) = grids_of((merged(across), merged(down)), [], 1)[0]

    assert (grid.rows, grid.columns, len(grid.cells)) == (3, 3, 9)


def test_wiped_rules_leave_the_text_beside_them(page):
    image = drawn(page, RESOLUTION, 0.0)
    across, down = rules_in(image)
    (grid,) = grids_of((merged(across), merged(down)), [], 1)[0]
    left, top, right, bottom = grid.place.box

    clean = wiped(image, (merged(across), merged(down)))

    assert rules_in(clean)[0] == []
    inside = inked(only(clean, [(left, top, right, bottom)], inside=True)).count(1)
    assert inside > 1_000
    without = only(clean, [(left, top, right, bottom)], inside=False)
    assert inked(without).count(1) == inked(clean).count(1) - inside
