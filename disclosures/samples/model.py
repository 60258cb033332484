"""The shape of a sample before it takes a form: headings, paragraphs, tables."""

from dataclasses import dataclass

Rows = tuple[tuple[str, ...], ...]
Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a part (第一部分)."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `role` is title, contents, note or body."""

    text: str
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: full rectangles of text, a spanned position is ''.

    `above` are the lines between the heading and the grid (公开01表, 单位：万元),
    `below` the notes; `spans` holds (row, column, rows, columns).
    """

    key: str
    name: str
    rows: Rows
    header: int
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    widths: tuple[int, ...] = ()
    """Relative widths of the columns."""


Block = Heading | Text | Table


@dataclass(frozen=True, slots=True)
class Document:
    """One sample: its name, its title and its blocks in reading order."""

    name: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
