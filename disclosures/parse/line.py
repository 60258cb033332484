"""A paragraph or table on its way from a reading to an outline."""

from typing import NamedTuple

from disclosures.ingest.model import Item, Paragraph, Source
from disclosures.parse.model import Block, TableBlock, TextBlock
from disclosures.parse.numbering import Number, Style, number_of


class Line(NamedTuple):
    """One block with what headings are told by.

    `number` is the number it begins with, or the one that the table of contents
    gives it; `outline` the level that the file declares; `entry` says that it
    stands in the table of contents word for word.
    """

    block: Block
    text: str
    number: Number | None = None
    outline: int | None = None
    prominent: bool = False
    entry: bool = False

    @property
    def is_table(self) -> bool:
        return isinstance(self.block, TableBlock)

    @property
    def wording(self) -> str:
        """The text without its number."""
        return self.number.rest if self.number else self.text

    @property
    def is_part(self) -> bool:
        return self.number is not None and self.number.style is Style.PART


def text_line(paragraph: Paragraph) -> Line:
    """Return the line of `paragraph`, its white space at the ends taken off."""
    text = paragraph.text.replace("\n", " ").strip()
    return Line(
        block=TextBlock(text, paragraph.place, ocr_of(paragraph)),
        text=text,
        number=number_of(text),
        outline=paragraph.outline,
        prominent=paragraph.bold or paragraph.centred,
    )


def ocr_of(item: Item) -> int:
    """Return the per cent of confidence that a block keeps of what it is made of."""
    if item.source is not Source.OCR:
        return 0
    return min(max(round(item.confidence * 100), 1), 100)


def table_line(table: TableBlock) -> Line:
    """Return the line of a table."""
    return Line(block=table, text="")
