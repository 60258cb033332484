"""A disclosure read: outline, sections and blocks, each with its place."""

from dataclasses import dataclass, field

from disclosures.ingest.model import Place
from disclosures.parse.lattice import Lattice


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One paragraph of a section, without line breaks."""

    text: str
    place: Place = Place()
    ocr: int = 0
    """See `TableBlock`."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: `rows` are full rectangles of text; a spanned position is ''.

    `header` is the number of leading header rows, `title` the table's name as
    printed ('' if none), `unit` the unit line's unit ('万元') or ''.
    `spans` holds (row, column, rows, columns) of merged cells.
    """

    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    unit: str = ""
    header: int = 0
    spans: tuple[tuple[int, int, int, int], ...] = ()
    places: tuple[Place, ...] = ()
    """One place a page that the table runs over."""
    lattices: tuple[Lattice | None, ...] = ()
    """For each place, where the rows and columns stand there, as far as is known."""
    confidence: float = 1.0
    ocr: int = 0
    """How surely a machine read it from an image, in per cent from 1 on; 0 for what
    was text in the file, or was written by a person since."""
    text: str = field(init=False, compare=False, repr=False)
    """The rows as lines, the cells parted by tabs (line breaks folded)."""

    def __post_init__(self) -> None:
        rows = "\n".join(["\t".join(row) for row in self.rows])
        object.__setattr__(self, "text", rows)


Block = TextBlock | TableBlock


@dataclass(frozen=True, slots=True)
class Section:
    """What is reviewed as one: a heading and the blocks below it, to the next one.

    `key` is stable over the versions of a disclosure ('s001'); `path` holds the
    headings from the part down to this one; `level` is 1 for a part (第一部分).
    A section before the first heading has heading '' and level 0.
    """

    key: str
    path: tuple[str, ...]
    level: int
    heading: str
    blocks: tuple[Block, ...] = ()
    page: int | None = None
    place: Place = Place()
    """Of the heading."""

    @property
    def text(self) -> str:
        """The blocks' text, a line each: what every offset of a finding counts in."""
        return "\n".join([block.text for block in self.blocks])

    @property
    def has_table(self) -> bool:
        """Whether one of the blocks is a table."""
        for block in self.blocks:  # noqa: SIM110 - a generator costs more
            if isinstance(block, TableBlock):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole document. `kind` is 决算, 预算 or ''; `year` the fiscal year."""

    sections: tuple[Section, ...]
    kind: str = ""
    kind_confidence: float = 0.0
    year: int | None = None
    year_confidence: float = 0.0
    unit_name: str = ""
    notes: tuple[str, ...] = ()
    pages: int = 0
    parser: str = ""
