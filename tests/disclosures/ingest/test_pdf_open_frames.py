"""Tables whose frames are open at the sides, or have no rules between their rows."""

import pytest

from disclosures.ingest.limits import DEFAULT
from disclosures.ingest.pdf import read_pdf
from disclosures.parse.model import TableBlock
from disclosures.parse.outline import outline
from disclosures.samples import build, compose
from disclosures.samples.forms import pdf as form

ALL, HEAD, LAST = ((0, 0), (-1, -1)), ((0, 0), (-1, 0)), ((0, -1), (-1, -1))
STYLES = {
    "open sides": [
        ("INNERGRID", *ALL, 0.5, "black"),
        ("LINEABOVE", *HEAD, 1, "black"),
        ("LINEBELOW", *LAST, 1, "black"),
    ],
    "columns alone": [
        ("BOX", *ALL, 0.5, "black"),
        ("LINEBEFORE", *ALL, 0.5, "black"),
        ("LINEBELOW", *HEAD, 0.5, "black"),
    ],
    "hair lines": [("GRID", *ALL, 0.1, (0.8, 0.8, 0.8))],
}
SAMPLE = "qinghe-2025"


def tables(data: bytes) -> dict[str, TableBlock]:
    """Return the tables with amounts by their titles."""
    blocks = [b for s in outline(read_pdf(data, DEFAULT)).sections for b in s.blocks]
    return {
        block.title: block
        for block in blocks
        if isinstance(block, TableBlock)
        and block.title
        and any("." in text for row in block.rows for text in row)
    }


@pytest.mark.parametrize("style", STYLES)
def test_the_sample_in_other_frames_has_the_cells_that_it_has(style, monkeypatch):
    drawn = form.Grid

    def in_frame(rows, colWidths, style_=STYLES[style], **options):  # noqa: N803
        kept = [each for each in options["style"] if each[0] != "GRID"]
        return drawn(rows, colWidths=colWidths, style=[*kept, *style_])

    monkeypatch.setattr(form, "Grid", in_frame)
    found = tables(form.written(compose.document(SAMPLE)))

    whole = tables(build.document(SAMPLE, "pdf"))
    assert len(whole) == 8
    for title, table in whole.items():
        assert found[title].rows == table.rows
        assert found[title].header == table.header
