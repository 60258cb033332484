"""Fills a form in Word with a notice's words; the same words give the same bytes.

A form is plain Word: `{{文号}}` and the like are replaced where they stand, the
paragraph of `{{正文}}` is repeated for each of the letter's, the table row that holds
`{{序号}}` for each item. Nothing in a form is ever run.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from reviews.letters.form import built_in
from reviews.letters.model import ANSWERS, Letter, LetterItem, chinese_day

MOST_BYTES = 2 * 2**20
MOST_UNPACKED = 20 * 2**20
BODY, ROW = "正文", "序号"
_MARK = re.compile(r"\{\{\s*([^{}]{1,20}?)\s*\}\}")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)


class BadForm(Exception):
    """The form cannot be used; the message says why and what to do."""


def render(letter: Letter, number: int, form: bytes | None = None) -> bytes:
    """Return the letter as docx, on the bureau's form or the built-in one.

    Raises `BadForm`.
    """
    document = built_in() if form is None else _opened(form)
    said = fields(letter, number)
    for paragraph in list(_paragraphs(document)):
        if BODY in marks(paragraph.text):
            _repeat(paragraph, letter.paragraphs, said)
        else:
            _fill(paragraph, said)
    for table in list(_tables(document)):
        _fill_table(table, letter, said)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue())


def fields(letter: Letter, number: int) -> Mapping[str, str]:
    """Return what the marks of a form stand for, but those of a row."""
    counts = letter.counts
    return {
        "文号": letter.reference(number),
        "标题": letter.title,
        "财政局": letter.bureau,
        "主送单位": letter.department,
        "批次": letter.campaign,
        "轮次": str(letter.round),
        "序": str(number),
        "年份": str(letter.year),
        "发文日期": chinese_day(letter.issued_on),
        "限期": chinese_day(letter.due),
        "工作日数": str(letter.days),
        "问题数": str(len(letter.items)),
        "错误数": str(counts["错误"]),
        "预警数": str(counts["预警"]),
        "提示数": str(counts["提示"]),
        "意见数": str(counts["审核意见"]),
        "补充说明": letter.remark,
        "联系方式": letter.contact,
    }


def row(item: LetterItem) -> Mapping[str, str]:
    """Return what the marks of an item's row stand for."""
    said = item.message
    if item.refusal:
        answer = ANSWERS.get(item.answer, "")
        said += f"\n上轮答复：{answer}{'，' if item.reply else ''}{item.reply}"
        said += f"\n未予认可：{item.refusal}"
    return {
        ROW: str(item.item),
        "章节": item.section,
        "级别": item.grade,
        "规则": item.code,
        "问题": said,
        "原文": item.quote,
        "文中数": item.stated,
        "应为": item.expected,
        "要求": item.demand or _usual_demand(item),
        "上轮答复": ANSWERS.get(item.answer, ""),
        "答复说明": item.reply,
        "退回理由": item.refusal,
    }


def _usual_demand(item: LetterItem) -> str:
    if item.expected and item.stated:
        return "核实后更正，或说明差异原因。"
    return "核实后修改，或说明情况。"


_NOTHING = LetterItem(item=0, section="", kind="", code="", severity="", message="")
ROW_MARKS = frozenset(row(_NOTHING))


def marks(text: str) -> list[str]:
    return [found.strip() for found in _MARK.findall(text)]


def check(form: bytes) -> None:
    """Refuse a form that could not be used for a notice; raises `BadForm`."""
    document = _opened(form)
    found = [mark for each in _paragraphs(document) for mark in marks(each.text)]
    for table in _tables(document):
        for cells in table.rows:
            found += [m for cell in cells.cells for m in marks(cell.text)]
    letter = Letter(
        bureau="",
        department="",
        campaign="",
        symbol="",
        year=2026,
        round=1,
        issued_on="2026-01-05",
        days=5,
        due="2026-01-12",
        remark="",
        contact="",
        items=(),
    )
    known = {*fields(letter, 1), BODY, *ROW_MARKS}
    if unknown := sorted(set(found) - known):
        raise BadForm(
            f"模板里有系统不认识的标记：{'、'.join(unknown[:5])}。"
            f"可用的标记有：{'、'.join(sorted(known))}。"
        )
    missing = [each for each in ("文号", "主送单位", BODY, ROW) if each not in found]
    if missing:
        listed = "、".join("{{" + each + "}}" for each in missing)
        raise BadForm(f"模板里缺少标记：{listed}。")


def settled(data: bytes) -> bytes:
    """Return the same package with fixed times, in a fixed order."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n))
        for name in names:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()


def _opened(form: bytes) -> Any:
    if len(form) > MOST_BYTES:
        raise BadForm("模板超过 2 MB，请删去图片后重新上传。")
    try:
        with zipfile.ZipFile(io.BytesIO(form)) as package:
            _refuse_unsafe(package)
        return Document(io.BytesIO(form))
    except BadForm:
        raise
    except Exception as error:
        raise BadForm("模板不是可以打开的 Word 文件（docx）。") from error


def _refuse_unsafe(package: zipfile.ZipFile) -> None:
    if sum(each.file_size for each in package.infolist()) > MOST_UNPACKED:
        raise BadForm("模板解开后超过 20 MB，请删去图片后重新上传。")
    for name in package.namelist():
        if "vbaProject" in name or "embeddings/" in name or "activeX" in name:
            raise BadForm("模板含有宏或嵌入的对象，请另存为普通 docx 后重新上传。")
        if name.endswith(".rels") and b'TargetMode="External"' in package.read(name):
            raise BadForm("模板引用了外部文件或网址，请去掉链接后重新上传。")


def _paragraphs(document: Any) -> Iterator[Paragraph]:
    yield from document.paragraphs
    for section in document.sections:
        for part in (section.header, section.footer):
            yield from part.paragraphs


def _tables(document: Any) -> Iterator[Table]:
    yield from document.tables
    for section in document.sections:
        for part in (section.header, section.footer):
            yield from part.tables


def _repeat(
    paragraph: Paragraph, texts: tuple[str, ...], said: Mapping[str, str]
) -> None:
    for text in texts:
        copy = deepcopy(paragraph._p)
        paragraph._p.addprevious(copy)
        repeated = Paragraph(copy, paragraph._parent)
        _fill(repeated, {**said, BODY: text})
        # The signature never stands on a page without words of the letter.
        repeated.paragraph_format.keep_with_next = text is texts[-1]
    _remove(paragraph._p)


def _fill_table(table: Table, letter: Letter, said: Mapping[str, str]) -> None:
    for line in list(table.rows):
        found = {mark for cell in line.cells for mark in marks(cell.text)}
        if ROW not in found:
            for cell in line.cells:
                _fill_cell(cell, said)
            continue
        for item in letter.items:
            copy = deepcopy(line._tr)
            line._tr.addprevious(copy)
            whole = {**said, **row(item)}
            for cell in type(line)(copy, table).cells:
                _fill_cell(cell, whole)
        _remove(line._tr)


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _fill_cell(cell: Any, said: Mapping[str, str]) -> None:
    for paragraph in cell.paragraphs:
        _fill(paragraph, said)


def _fill(paragraph: Paragraph, said: Mapping[str, str]) -> None:
    """Replace the marks; those that Word cut into several runs are joined first."""
    if not marks(paragraph.text):
        return
    runs = paragraph.runs
    if marks(paragraph.text) != [mark for run in runs for mark in marks(run.text)]:
        runs[0].text = paragraph.text
        for run in runs[1:]:
            run.text = ""
    for run in runs:
        if marks(run.text):
            run.text = _MARK.sub(
                lambda found: printable(said.get(found[1].strip(), "")), run.text
            )


def printable(text: str) -> str:
    """Return text without what XML cannot hold."""
    return _UNPRINTABLE.sub("", text)
