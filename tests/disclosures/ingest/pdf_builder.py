"""PDF pages with Chinese text and ruled tables, drawn for the readers' tests."""

import io
import re

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
LEFT, RIGHT, TOP, SIZE, LEADING = 90.0, 506.0, 760.0, 16.0, 28.0
UNBREAKABLE = re.compile(r"(?:[!-~]+|.)[，。；：、！？）》”]*")
"""What stays on one line: a number, and the punctuation after a character."""


class Pages:
    """Sets text in lines of 26 ems with a first-line indent of two, page by page."""

    def __init__(self, *, header: str = "", footer: bool = False, **options) -> None:
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=A4, **options)
        self._header, self._footer = header, footer
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        self.y = TOP
        if self._header:
            self._line(LEFT, 800, self._header, 9)
        if self._footer:
            self._line(290, 40, f"— {self._number} —", 10)

    def _line(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, text)

    def new_page(self) -> None:
        self.canvas.showPage()
        self._begin()

    def centred(self, text: str, size: float = 20) -> None:
        self._room()
        self.canvas.setFont(FONT, size)
        self.canvas.drawCentredString((LEFT + RIGHT) / 2, self.y, text)
        self.y -= LEADING

    def paragraph(self, text: str) -> None:
        line, start = "", LEFT + 2 * SIZE
        for piece in UNBREAKABLE.findall(text):
            if line and start + self._width(line + piece) > RIGHT:
                self._set(start, line)
                line, start = "", LEFT
            line += piece
        self._set(start, line)

    def _width(self, text: str) -> float:
        return pdfmetrics.stringWidth(text, FONT, SIZE)

    def _set(self, x: float, text: str) -> None:
        self._room()
        self._line(x, self.y, text)
        self.y -= LEADING

    def table(self, rows: list[list[str]], width: float = 104.0) -> None:
        height = 24.0
        if self.y - height * len(rows) < 80:
            self.new_page()
        bottom = self.y - height * len(rows) + 16
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                x, y = LEFT + c * width, self.y + 16 - (r + 1) * height
                self.canvas.rect(x, y, width, height)
                self._line(x + 4, y + 7, text, 10)
        self.y = bottom - LEADING

    def _room(self) -> None:
        if self.y < 80:
            self.new_page()

    def saved(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self._out.getvalue()
