"""One small sound file of each format: what mutants are made of."""

import io
from pathlib import Path

import openpyxl

from tests.disclosures.ingest.builders import (
    FILLER,
    docx,
    numbered,
    numbering,
    p,
    tbl,
    tc,
    zipped,
)
from tests.disclosures.ingest.pdf_builder import Pages

SMALL = Path(__file__).parents[2] / "documents" / "small"
ODS = "urn:oasis:names:tc:opendocument:xmlns:"


def whole_pdf(**options: object) -> bytes:
    pages = Pages(**options)
    pages.paragraph(FILLER)
    pages.table([["项目", "决算数"], ["合计", "12.30"]])
    pages.new_page()
    pages.paragraph(FILLER)
    return pages.saved()


def whole_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.merge_cells("A1:B1")
    book.active["A1"] = FILLER
    for row in range(40):
        book.active.append([f"科目{row}", row * 1.5])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def whole_docx() -> bytes:
    return docx(
        p("概况", numbered(0)) + p(FILLER) + tbl(tc("合计") + tc("12.30")),
        numbering=numbering(("chineseCounting", "%1、")),
    )


def whole_html() -> bytes:
    return (
        f"<html><body><div id='zoom'><h1>一、概况</h1><p>{FILLER}</p>"
        "<table><tr><td rowspan=2>合计<td>1<tr><td>2.30</table></div></body></html>"
    ).encode()


def whole_ods() -> bytes:
    rows = "".join(
        f"<table:table-row><table:table-cell office:value-type='string'>"
        f"<text:p>{FILLER}</text:p></table:table-cell><table:table-cell "
        f"office:value-type='float' office:value='{row}.5'><text:p>{row}.5</text:p>"
        f"</table:table-cell></table:table-row>"
        for row in range(9)
    )
    content = (
        f"<office:document-content xmlns:office='{ODS}office:1.0' "
        f"xmlns:table='{ODS}table:1.0' xmlns:text='{ODS}text:1.0'><office:body>"
        f"<office:spreadsheet><table:table table:name='附表'>{rows}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f"<manifest:manifest xmlns:manifest='{ODS}manifest:1.0'><manifest:file-entry "
        "manifest:full-path='/' manifest:media-type='application/x'/>"
        "</manifest:manifest>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


WHOLE = {
    "a.txt": FILLER.encode("gb18030"),
    "a.html": whole_html(),
    "a.docx": whole_docx(),
    "a.pdf": whole_pdf(),
    "a.xlsx": whole_xlsx(),
    "a.ods": whole_ods(),
    "a.xls": (SMALL / "sheet.xls").read_bytes(),
    "a.zip": zipped({"决算.txt": FILLER, "附表.xlsx": whole_xlsx()}),
}
"""By a name of the format; doc files are only told apart, see `flips`."""
OPEN_PDF = whole_pdf(pageCompression=0)
"""A PDF whose pages are not packed, so that what is flipped in it is what it draws."""
OLD_DOC = (SMALL / "text.doc").read_bytes()
