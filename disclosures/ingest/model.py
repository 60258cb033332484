"""What every reader returns, whatever the format: ordered blocks with their places."""

from dataclasses import dataclass, field
from enum import StrEnum


class Source(StrEnum):
    """Where in the file a block stood."""

    BODY = "body"
    TEXT_BOX = "box"
    NOTE = "note"
    OCR = "ocr"
    """Read by machine from an image."""
    UNREAD = "unread"
    """Stands in for a page that could not be read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Page (1-based, None where the format has no pages) and box in points.

    The box is (left, top, right, bottom), the origin at the page's top left.
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as a reader sees it, automatic numbering included.

    `outline` is the heading level that the format itself declares (Word style,
    h1 … h6), 1-based; None where it declares none. `size` is the font size in
    points and `centred` the alignment, where known: hints for the outline only.
    """

    text: str
    place: Place = Place()
    outline: int | None = None
    size: float | None = None
    bold: bool = False
    centred: bool = False
    source: Source = Source.BODY
    confidence: float = 1.0
    """How surely it was read, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; a spanned position is not repeated. `text` is '' for a blank."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn: its cells, sparse where spans cover positions."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    place: Place = Place()
    name: str = ""
    """The sheet's name, for a spreadsheet; '' elsewhere."""
    confidence: float = 1.0
    source: Source = Source.BODY


Item = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class PageText:
    """What is known of one page: `kind` is text, ocr, scan, garbled or blank.

    The text of an ocr page was read by machine; that of a scan was not read.
    """

    number: int
    width: float
    height: float
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read: its items in reading order, and what a person should know."""

    format: str
    items: tuple[Item, ...]
    pages: tuple[PageText, ...] = ()
    encoding: str | None = None
    notes: tuple[str, ...] = ()
    """Sentences for the submitter: tracked changes accepted, pages unreadable, …"""
    parser: str = ""
    """Name and version of the reader, for reproducing the result."""


@dataclass(eq=False)
class Unreadable(Exception):
    """A file cannot be read. `code` is stable; `message` says what to do, in Chinese.

    Codes: empty, too_large, unknown_kind, kind_mismatch, damaged, encrypted,
    no_text, too_little_text, too_many_pages, too_complex, unsafe, unsupported;
    no_such_page, of a page's picture.
    """

    code: str
    message: str
    details: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"
