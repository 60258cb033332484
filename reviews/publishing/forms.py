"""The files of a release, made from its staged text alone: same text, same bytes."""

from collections.abc import Callable, Mapping
from typing import Any

from disclosures.samples.forms import docx, html, pdf, xlsx
from reviews.publishing import summary
from reviews.publishing.document import document_of

Write = Callable[[Mapping[str, Any]], bytes]

FORMS: Mapping[str, Write] = {
    "pdf": lambda page: pdf.written(document_of(page)),
    "docx": lambda page: docx.written(document_of(page)),
    "xlsx": lambda page: xlsx.written(document_of(page)),
    "html": lambda page: html.written(document_of(page)),
    "summary": summary.written,
}
"""By the ending of the file's name; `summary` holds the figures of the drawing."""

CHANGES = "changes"
"""The one form that needs the text before: which figures a correction changed."""

NAMES: Mapping[str, str] = {
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel（表格）",
    "html": "网页",
}
MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}
