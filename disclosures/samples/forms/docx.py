"""A sample as a Word document."""

import io

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import Table as Grid

from disclosures.samples.forms.archive import settled
from disclosures.samples.forms.paper import turns
from disclosures.samples.model import Document, Heading, Table, Text
from disclosures.samples.spans import cells

FONT = "宋体"


def written(document: Document) -> bytes:
    """The document; headings carry Word's own heading styles."""
    word = docx.Document()
    for style in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        fonts = word.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), FONT)
    for block, wide, begins in turns(document):
        if begins:
            _turn(word, wide)
        if isinstance(block, Heading):
            word.add_heading(block.text, block.level)
        elif isinstance(block, Text):
            _paragraph(word, block)
        else:
            _table(word, block)
    word.core_properties.title = document.title
    word.core_properties.author = ""
    word.core_properties.comments = ""
    out = io.BytesIO()
    word.save(out)
    return settled(out.getvalue())


def _paragraph(word: Word, block: Text) -> None:
    paragraph = word.add_paragraph(block.text)
    if block.role == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.runs[0].font.size = Pt(22)
    elif block.role == "body":
        paragraph.paragraph_format.first_line_indent = Pt(22)


def _table(word: Word, table: Table) -> None:
    for line in table.above:
        word.add_paragraph(line)
    grid = word.add_table(len(table.rows), len(table.rows[0]), style="Table Grid")
    _fill(grid, table)
    for line in table.below:
        word.add_paragraph(line)


def _turn(word: Word, wide: bool) -> None:
    section = word.add_section()
    sides = sorted((section.page_width or 0, section.page_height or 0), reverse=wide)
    section.page_width, section.page_height = Length(sides[0]), Length(sides[1])
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT


def _fill(grid: Grid, table: Table) -> None:
    # One pass over the row elements: python-docx finds a cell by its indices only
    # by listing the whole table again.
    rows = [row.cells for row in grid.rows]
    for drawn_row in cells(table):
        for drawn in drawn_row:
            cell = rows[drawn.row][drawn.column]
            if drawn.rows > 1 or drawn.columns > 1:
                last = rows[drawn.row + drawn.rows - 1]
                cell = cell.merge(last[drawn.column + drawn.columns - 1])
            cell.paragraphs[0].text = drawn.text
