"""The built-in form of the notice as a Word file, laid out as official letters are.

Margins, sizes and line spacing follow GB/T 9704: A4, 37/35/28/26 mm, the body in
Fangsong 16 pt with 28.95 pt a line. Words in double braces are filled in by `docx`.
"""

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

RED = RGBColor(0xC0, 0x00, 0x00)
LINE = Pt(28.95)
TITLE_FONT, BODY_FONT, HEAD_FONT = "方正小标宋简体", "仿宋", "黑体"
COLUMNS = (
    ("序号", "{{序号}}", 13),
    ("章节", "{{章节}}", 42),
    ("级别", "{{级别}}", 20),
    ("问题", "{{问题}}", 88),
    ("原文", "{{原文}}", 48),
    ("整改要求", "{{要求}}", 36),
)
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def built_in() -> Any:
    """Return the form as an open document."""
    document = Document()
    _page(document)
    _letter(document)
    _annex(document)
    return document


def built_in_bytes() -> bytes:
    """Return the form for an administrator to begin with."""
    out = io.BytesIO()
    built_in().save(out)
    return out.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    style = document.styles["Normal"]
    style.font.name, style.font.size = BODY_FONT, Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY_FONT)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    _page_number(section.footer.paragraphs[0])


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.first_line_indent = Pt(0)
    _run(paragraph, "— ", size=14, font="宋体")
    run = _run(paragraph, "", size=14, font="宋体")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
    _run(paragraph, " —", size=14, font="宋体")


def _letter(document: Any) -> None:
    mark = _paragraph(document, "{{财政局}}", font=TITLE_FONT, size=30, align=CENTRE)
    mark.runs[0].font.color.rgb = RED
    mark.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    number = _paragraph(document, "{{文号}}", align=CENTRE)
    number.paragraph_format.space_before = Pt(20)
    _red_line(number)
    title = _paragraph(document, "{{标题}}", font=TITLE_FONT, size=22, align=CENTRE)
    title.paragraph_format.space_before = Pt(24)
    title.paragraph_format.space_after = Pt(18)
    title.paragraph_format.line_spacing = Pt(34)
    _paragraph(document, "{{主送单位}}：")
    _paragraph(document, "{{正文}}", indent=2)
    annex = _paragraph(document, "附件：整改问题清单（共{{问题数}}条）", indent=2)
    annex.paragraph_format.space_before = LINE
    annex.paragraph_format.keep_with_next = True
    name = _paragraph(document, "{{财政局}}", align=RIGHT)
    name.paragraph_format.space_before = Pt(44)
    name.paragraph_format.keep_with_next = True
    name.paragraph_format.right_indent = Pt(32)
    day = _paragraph(document, "{{发文日期}}", align=RIGHT)
    day.paragraph_format.right_indent = Pt(64)


def _annex(document: Any) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(26)
    section.left_margin = section.right_margin = Mm(25)
    section.footer_distance = Mm(15)
    _paragraph(document, "附件", font=HEAD_FONT, size=16)
    title = _paragraph(document, "整改问题清单", font=TITLE_FONT, size=22, align=CENTRE)
    title.paragraph_format.line_spacing = Pt(34)
    _paragraph(document, "{{文号}}　限期：{{限期}}", size=12, align=CENTRE)
    table = document.add_table(rows=2, cols=len(COLUMNS))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for place, (head_text, mark, width) in enumerate(COLUMNS):
        table.columns[place].width = Mm(width)
        _cell(table.cell(0, place), head_text, HEAD_FONT, width, centred=True)
        _cell(table.cell(1, place), mark, BODY_FONT, width, centred=place in (0, 2))
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    whole = OxmlElement("w:cantSplit")
    table.rows[1]._tr.get_or_add_trPr().append(whole)


def _cell(cell: Any, text: str, font: str, width: int, *, centred: bool) -> None:
    cell.width = Mm(width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = Pt(18)
    if centred:
        paragraph.alignment = CENTRE
    _run(paragraph, text, font=font, size=10.5)


def _paragraph(
    document: Any,
    text: str,
    *,
    font: str = BODY_FONT,
    size: float = 16,
    align: Any = None,
    indent: int = 0,
) -> Any:
    """Add a paragraph; `indent` counts characters of the first line."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(size * indent)
    _run(paragraph, text, font=font, size=size)
    return paragraph


def _run(paragraph: Any, text: str, *, font: str = BODY_FONT, size: float = 16) -> Any:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def _red_line(paragraph: Any) -> None:
    """Draw the red line under the number."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "6")):
        bottom.set(qn(f"w:{name}"), value)
    bottom.set(qn("w:color"), "C00000")
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)
