"""The scanned pages among a document's: read by machine one by one, and marked so."""

import re
import resource
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

import pypdfium2 as pdfium

from disclosures.ingest import tesseract
from disclosures.ingest.limits import Limits
from disclosures.ingest.model import (
    Cell,
    Grid,
    Item,
    Paragraph,
    Place,
    Source,
    Unreadable,
)
from disclosures.ingest.progress import Progress
from disclosures.ingest.scan import Scanned, scanned

RECOGNISING = "recognising"
"""The step that is told of, see `sandbox`: it may take longer than all others."""
UNREAD = "【第 {page} 页是扫描图像，没有读取】"
"""Stands in the text for a page that was not read; `parse` knows it by its form."""
READ_BY_MACHINE = (
    "第 {pages} 页没有可用的文字层，文字由机器识别，平均可信度 {confidence}%，"
    "可能有错，请对照原件核对。"
)
NOT_INSTALLED = (
    "第 {pages} 页是扫描图像，没有文字层，本系统没有安装文字识别程序，"
    "其中的内容没有读取，请上传由 Word、WPS 导出的文件。"
)
NOT_IN_TIME = (
    "第 {pages} 页是扫描图像，没有在限定时间内识别出文字，其中的内容没有读取。"
)
NOTHING_FOUND = (
    "第 {pages} 页是图像，没有识别出文字，其中的内容没有读取，请对照原件核对。"
)
FIGURE = re.compile(r"(?<=\d)\s*([.,])\s*(?=\d)")
THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})[.,](\d{3})\.(\d{2})(?![\d.,])")
"""1.302.60: of two points the first was a comma."""
BRACKETS = re.compile(r"[〈《<(（]([^〈《》〉<>()（）]{1,16})[)）]")
"""A closing bracket tells which one was opened; the other is often misread."""
CHINESE = "\u3400-\u9fff"
HAN = re.compile(f"[{CHINESE}]")
MOSTLY = 0.4
"""Share of Chinese in what is read of a page whose text layer cannot be read."""
WIDE = {":": "：", ";": "；", ",": "，", "!": "！", "?": "？"}
NARROW = re.compile(rf"(?<=[{CHINESE}）”])([:;,!?])|([:;,!?])(?=[{CHINESE}（“])")


class Recogniser:
    """Reads the scanned pages of one file while its time lasts."""

    def __init__(self, limits: Limits, progress: Progress) -> None:
        self._limits = limits
        self._progress = progress
        self._until: float | None = None
        self._read: dict[int, Scanned] = {}
        self._unread: dict[int, str] = {}

    def instead_of(
        self, kind: str, document: pdfium.PdfDocument, number: int
    ) -> Scanned | None:
        """Read page `number` in place of the text layer that it lacks, by its kind.

        What a garbled page says is taken only where it is Chinese; the others keep
        their text.
        """
        if kind == "scan":
            return self.read(document, number)
        if kind != "garbled" or not tesseract.installed():
            return None
        found = self._scanned(document, number)
        if found is None or not _mostly_chinese(found):
            return None
        self._read[number] = found
        return found

    def read(self, document: pdfium.PdfDocument, number: int) -> Scanned | None:
        """Return what page `number` holds, None where it cannot be read.

        A note says which pages were not read, and why.
        """
        if not tesseract.installed():
            self._unread[number] = NOT_INSTALLED
            return None
        found = self._scanned(document, number)
        if found is None:
            self._unread[number] = NOT_IN_TIME
        elif found.words:
            self._read[number] = found
        elif not found.blank:
            self._unread[number] = NOTHING_FOUND
        return found

    def _scanned(self, document: pdfium.PdfDocument, number: int) -> Scanned | None:
        """Read a page while there is time, None where there is none or it fails."""
        self._begin()
        self._progress(RECOGNISING, number, len(document))
        if self._until is None or time.monotonic() >= self._until:
            return None
        with suppress(tesseract.TooSlow, pdfium.PdfiumError, Unreadable):
            page = document[number - 1]
            try:
                return scanned(page, number, self._limits)
            finally:
                page.close()
        return None

    def _begin(self) -> None:
        if self._until is not None:
            return
        self._until = time.monotonic() + self._limits.recognition
        # Drawing many pages takes more of this process's time than reading text.
        soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        if soft != resource.RLIM_INFINITY:
            more = soft + int(self._limits.recognition)
            resource.setrlimit(resource.RLIMIT_CPU, (min(more, hard), hard))

    def marked(self, items: Sequence[Item]) -> list[Item]:
        """Return `items`, those of scanned pages marked, pages not read in their place.

        Those not read stand between what is before and behind them.
        """
        waiting = sorted(self._unread)
        placed: list[Item] = []
        for item in items:
            while waiting and (item.place.page or 0) > waiting[0]:
                placed.append(_missing(waiting.pop(0)))
            found = self._read.get(item.place.page or 0)
            placed.append(item if found is None else _marked(item, found))
        return [*placed, *map(_missing, waiting)]

    def notes(self) -> Iterator[str]:
        """Yield a sentence for what was read by machine, and one for what was not."""
        if self._read:
            mean = statistics.fmean(each.confidence for each in self._read.values())
            yield READ_BY_MACHINE.format(
                pages=page_list(sorted(self._read)), confidence=round(mean)
            )
        for why in dict.fromkeys(self._unread.values()):
            pages = [page for page, each in self._unread.items() if each == why]
            yield why.format(pages=page_list(pages))


def _mostly_chinese(found: Scanned) -> bool:
    text = "".join(each.text for each in found.characters)
    text += "".join(cell.text for grid in found.grids for cell in grid.cells)
    return len(HAN.findall(text)) > MOSTLY * max(len(text), 1)


def _missing(page: int) -> Paragraph:
    return Paragraph(UNREAD.format(page=page), place=Place(page), source=Source.UNREAD)


def _marked(item: Item, found: Scanned) -> Item:
    box = item.place.box
    confidence = found.confidence_in(box) if box else found.confidence
    sure = round(confidence / 100, 2)
    if isinstance(item, Grid):
        cells = tuple(_mended_cell(cell) for cell in item.cells)
        return replace(item, cells=cells, confidence=sure, source=Source.OCR)
    return replace(item, text=mended(item.text), confidence=sure, source=Source.OCR)


def _mended_cell(cell: Cell) -> Cell:
    return replace(cell, text=mended(cell.text))


def mended(text: str) -> str:
    """Return what was read with its signs as print has them; no letter is changed.

    Blanks beside decimal points go, brackets match, and signs between Chinese
    characters are wide ones.
    """
    text = THOUSANDS.sub(r"\1,\2.\3", FIGURE.sub(r"\1", text))
    text = BRACKETS.sub(r"（\1）", text)
    return NARROW.sub(lambda found: WIDE[found[1] or found[2]], text)


def page_list(pages: Sequence[int]) -> str:
    """Return page numbers as a sentence lists them: 1、3-5."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    return "、".join(f"{a}" if a == b else f"{a}-{b}" for a, b in spans)
