"""A sample as a PDF with a text layer and ruled tables.

Imports reportlab, which is needed for writing samples alone: nothing but the
command that writes them and their tests may import this module.
"""

import io
from html import escape
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_RIGHT  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4, landscape  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as Grid

from disclosures.samples.forms.paper import turns
from disclosures.samples.model import Document, Heading, Table, Text
from disclosures.samples.spans import is_amount

FONT = "STSong-Light"
MARGIN = 42

BODY = ParagraphStyle(
    "body",
    fontName=FONT,
    fontSize=12,
    leading=22,
    firstLineIndent=24,
    wordWrap="CJK",
)
STYLES = {
    "body": BODY,
    "contents": ParagraphStyle("contents", BODY, firstLineIndent=0),
    "note": ParagraphStyle("note", BODY, fontSize=10, leading=16, firstLineIndent=0),
    "cell": ParagraphStyle("cell", BODY, fontSize=8, leading=10, firstLineIndent=0),
    "title": ParagraphStyle(
        "title",
        BODY,
        fontSize=22,
        leading=36,
        firstLineIndent=0,
        alignment=TA_CENTER,
    ),
}
STYLES["head"] = ParagraphStyle("head", STYLES["cell"], alignment=TA_CENTER)
STYLES["amount"] = ParagraphStyle("amount", STYLES["cell"], alignment=TA_RIGHT)
SIZES = {1: 18, 2: 15, 3: 13}


def written(document: Document) -> bytes:
    """The document on A4 pages, wide tables on landscape ones."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    paper = BaseDocTemplate(out, title=document.title, author="", invariant=1)
    paper.addPageTemplates([_page("tall", A4), _page("wide", landscape(A4))])
    story: list[Any] = []
    for block, wide, begins in turns(document):
        if begins:
            story += [NextPageTemplate("wide" if wide else "tall"), PageBreak()]
        story += _flow(block, A4[1 if wide else 0] - 2 * MARGIN)
    paper.build(story)
    return out.getvalue()


def _page(name: str, size: tuple[float, float]) -> Any:
    width, height = size
    frame = Frame(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN, 0, 0, 0, 0)
    return PageTemplate(name, [frame], pagesize=size)


def _flow(block: Heading | Text | Table, width: float) -> list[Any]:
    if isinstance(block, Table):
        return [
            *(Paragraph(escape(line), STYLES["note"]) for line in block.above),
            _grid(block, width),
            *(Paragraph(escape(line), STYLES["note"]) for line in block.below),
            Spacer(1, 12),
        ]
    if isinstance(block, Text):
        return [Paragraph(escape(block.text), STYLES[block.role])]
    style = ParagraphStyle(
        f"h{block.level}",
        BODY,
        fontSize=SIZES[block.level],
        leading=SIZES[block.level] * 1.8,
        firstLineIndent=0,
        alignment=TA_CENTER if block.level == 1 else BODY.alignment,
        spaceBefore=8,
        keepWithNext=1,
    )
    return [Paragraph(escape(block.text), style)]


def _grid(table: Table, width: float) -> Any:
    shares = table.widths or (1,) * len(table.rows[0])
    rules = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        *(
            ("SPAN", (column, row), (column + columns - 1, row + rows - 1))
            for row, column, rows, columns in table.spans
        ),
    ]
    return Grid(
        [
            [_cell(text, number < table.header) for text in row]
            for number, row in enumerate(table.rows)
        ],
        colWidths=[width * share / sum(shares) for share in shares],
        style=rules,
    )


def _cell(text: str, head: bool) -> Any:
    if not text:
        return ""
    style = "head" if head else "amount" if is_amount(text) else "cell"
    return Paragraph(escape(text), STYLES[style])
