"""Item lists and the register of notices as workbooks: same rows, same bytes."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import xlsxwriter

from reviews.letters.docx import row
from reviews.letters.model import Letter

Cell = str | int | date | None
LIST_HEAD = (
    "序号",
    "章节",
    "级别",
    "规则",
    "问题",
    "原文",
    "文中数",
    "应为",
    "整改要求",
    "答复（已修改／说明情况／有异议）",
    "答复说明",
)
LIST_WIDTHS = (6, 28, 8, 9, 50, 36, 14, 14, 30, 22, 36)
CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def items(letter: Letter, number: int) -> bytes:
    """Return the list of a notice's items, with columns for the answers to them."""
    lines: list[Sequence[Cell]] = []
    for item in letter.items:
        said = row(item)
        names = ("章节", "级别", "规则", "问题", "原文", "文中数", "应为", "要求")
        lines.append((item.item, *(said[name] for name in names), "", ""))
    totals = (f"合计 {len(letter.items)} 条", *[""] * (len(LIST_HEAD) - 1))
    title = f"{letter.reference(number)} {letter.department} 整改问题清单"
    return sheet(title, LIST_HEAD, LIST_WIDTHS, lines, [totals])


def sheet(
    title: str,
    head: Sequence[str],
    widths: Sequence[int],
    lines: Iterable[Sequence[Cell]],
    totals: Iterable[Sequence[Cell]] = (),
) -> bytes:
    """Return a workbook of one sheet: a title, a head, lines, and totals below.

    Text is written as text, whatever it begins with.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": CREATED, "title": title})
    page = book.add_worksheet("清单")
    plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    bold = book.add_format({"bold": True, "border": 1, "text_wrap": True})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "border": 1})
    page.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for column, (name, width) in enumerate(zip(head, widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(1, column, name, bold)
    number = 2
    for form, group in ((plain, lines), (bold, totals)):
        for line in group:
            for column, value in enumerate(line):
                if isinstance(value, date):
                    page.write_datetime(number, column, value, day)
                elif isinstance(value, int):
                    page.write_number(number, column, value, form)
                else:
                    said = _UNPRINTABLE.sub("", value or "")
                    page.write_string(number, column, said, form)
            number += 1
    page.freeze_panes(2, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(1)
    book.close()
    return out.getvalue()
