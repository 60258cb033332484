"""PDF by PDFium: paragraphs, ruled tables, state of each page; scans by machine."""

import re
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from disclosures.ingest.limits import Limits
from disclosures.ingest.model import PageText, Reading
from disclosures.ingest.pdf_characters import Character, characters_of
from disclosures.ingest.pdf_flow import PageFlow, items_of, without_margins
from disclosures.ingest.pdf_gaps import Unruled
from disclosures.ingest.pdf_lines import line_of, rows_of
from disclosures.ingest.pdf_pieces import row_of
from disclosures.ingest.pdf_rules import rules_of
from disclosures.ingest.pdf_tables import grids_of
from disclosures.ingest.progress import Progress, silent
from disclosures.ingest.refusals import damaged, encrypted, no_text, too_many_pages
from disclosures.ingest.scan_pages import Recogniser

PARSER = f"pdfium/{pdfium.PYPDFIUM_INFO}"
FEW = 20
"""Characters below which a page holds no text worth the name."""
STRANGE = 0.05
CHINESE = re.compile("[\u3400-\u9fff]")
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
NOTES = {
    "garbled": "第 {pages} 页的文字是乱码，其中的内容不可靠。",
}

UNRULED = "第 {pages} 页的表格没有框线，是按文字的位置分列的，请对照原件核对。"


def read_pdf(data: bytes, limits: Limits, progress: Progress = silent) -> Reading:
    """Return the text and tables of all pages.

    Raises `Unreadable`: damaged, encrypted, too_many_pages, too_complex, no_text.
    """
    document = _opened(data)
    try:
        count = len(document)
        if count > limits.pages:
            raise too_many_pages(count, limits.pages)
        pages: list[PageFlow] = []
        kinds: list[str] = []
        unruled = Unruled()
        recogniser = Recogniser(limits, progress)
        for index in range(count):
            flow, rest, kind = _page(document, index, limits)
            if found := recogniser.instead_of(kind, document, index + 1):
                flow.grids, rest = found.grids, found.characters
                kind = "blank" if found.blank else "ocr"
            _set(flow, rest, unruled, pages)
            pages.append(flow)
            kinds.append(kind)
            progress("pages", index + 1, count)
    finally:
        document.close()
    if not any(page.lines or page.grids for page in pages):
        raise no_text(count)
    without_margins(pages)
    return Reading(
        format="pdf",
        items=tuple(recogniser.marked(items_of(pages))),
        pages=tuple(
            PageText(page.number, round(page.width, 1), round(page.height, 1), kind)
            for page, kind in zip(pages, kinds, strict=True)
        ),
        notes=(*recogniser.notes(), *_notes(kinds), *_unruled_note(pages)),
        parser=PARSER,
    )


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as failure:
        if "password" in str(failure).lower():
            raise encrypted(" PDF ") from failure
        raise damaged(" PDF ") from failure
    if len(document) == 0:
        raise damaged(" PDF ")
    return document


def _page(
    document: pdfium.PdfDocument, index: int, limits: Limits
) -> tuple[PageFlow, list[Character], str]:
    """Return a page with its ruled tables, what stands outside of them, its kind."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        # One page beyond repair says nothing of the others.
        return PageFlow(index + 1, 0.0, 0.0, []), [], "garbled"
    try:
        characters = characters_of(page, limits)
        grids, rest = grids_of(rules_of(page, limits), characters, index + 1)
        width, height = page.get_size()
        kind = _kind(page, characters, width * height)
    finally:
        page.close()
    return PageFlow(index + 1, width, height, [], grids), rest, kind


def _set(
    flow: PageFlow,
    characters: list[Character],
    unruled: Unruled,
    before: list[PageFlow],
) -> None:
    """Put the lines and the unruled tables of `characters` on the page.

    A header that the last page of `before` ends with becomes a grid there.
    """
    rows = [row_of(row) for row in rows_of(characters)]
    ruled = [grid.place.box[1] for grid in flow.grids if grid.place.box]
    tail = {row.base for row in unruled.tail}
    found, header = unruled.tables(rows, flow.number, flow.height, ruled)
    if header is not None:
        before[-1].lines = [line for line in before[-1].lines if line.base not in tail]
        before[-1].grids.append(header)
    taken = {id(row) for each in found for row in each.rows}
    flow.lines = [line_of(row.characters) for row in rows if id(row) not in taken]
    flow.grids += [each.grid for each in found]


def _kind(page: pdfium.PdfPage, characters: list[Character], area: float) -> str:
    """Return text, scan, garbled or blank."""
    text = "".join(each.text for each in characters)
    if len(text) < FEW:
        if _image_area(page) > 0.5 * area:
            return "scan"
        return "text" if text else "blank"
    strange = len(UNPRINTABLE.findall(text))
    foreign = len(text) > 200 and not CHINESE.search(text)
    digits = sum(1 for each in text if each.isdigit())
    if strange > STRANGE * len(text) or (foreign and digits < 0.5 * len(text)):
        return "garbled"
    return "text"


def _image_area(page: pdfium.PdfPage) -> float:
    """Return the area of the largest image on the page, in square points."""
    largest = 0.0
    for drawn in page.get_objects(filter=[pdf.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = drawn.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return largest


def _unruled_note(pages: list[PageFlow]) -> Iterator[str]:
    numbers = [
        str(page.number)
        for page in pages
        if any(grid.confidence < 1 for grid in page.grids)
    ]
    if numbers:
        yield UNRULED.format(pages="、".join(numbers))


def _notes(kinds: list[str]) -> Iterator[str]:
    for kind, sentence in NOTES.items():
        numbers = [str(i + 1) for i, each in enumerate(kinds) if each == kind]
        if numbers:
            yield sentence.format(pages="、".join(numbers))
