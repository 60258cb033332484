"""A section's text cut into runs: which words are figures, which belong to findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from disclosures.parse.model import Block, TableBlock

SURE = 75
"""Per cent of confidence from which on what a machine read is not marked as unsure."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that a finding points at; `number` is the finding's on the page."""

    number: int
    severity: str
    start: int
    end: int
    says: str
    waived: bool = False
    first: bool = True
    """Whether it is its finding's own place and not one of the compared ones."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A figure and what the desk takes it for; offsets in the section's text.

    With a `number` it is a button that shows the row of that number in the list of
    figures; `sign` is right, wrong or '' for one that was compared with nothing.
    """

    start: int
    end: int
    says: str
    number: int = 0
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with the same marks. `opens` are the marks that begin here."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    chip: Chip | None = None

    @property
    def severity(self) -> str:
        """The gravest of its marks' severities."""
        order = ("error", "warning", "info")
        return min((m.severity for m in self.marks), key=order.index)

    @property
    def waived(self) -> bool:
        return all(mark.waived for mark in self.marks)

    @property
    def numbers(self) -> str:
        return " ".join(str(mark.number) for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`ocr` is the per cent of confidence of what a machine read, 0 of other text."""

    runs: tuple[Run, ...]
    kind: str = "paragraph"
    ocr: int = 0

    @property
    def unsure(self) -> bool:
        return 0 < self.ocr < SURE


@dataclass(frozen=True, slots=True)
class Cell:
    """`number` sets it to the right; the first column holds names and codes."""

    runs: tuple[Run, ...]
    number: bool
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells, spans resolved: `head` above, `body` below."""

    title: str
    unit: str
    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    kind: str = "table"
    ocr: int = 0

    @property
    def unsure(self) -> bool:
        return 0 < self.ocr < SURE


def marked(
    blocks: Iterable[Block], marks: Sequence[Mark] = (), chips: Sequence[Chip] = ()
) -> tuple[Paragraph | Table, ...]:
    """Return the blocks as runs; offsets count in the blocks' text, a line each."""
    shown: list[Paragraph | Table] = []
    base = 0
    for block in blocks:
        if isinstance(block, TableBlock):
            shown.append(_table(block, base, marks, chips))
        else:
            cut = runs(block.text, base, marks, chips)
            shown.append(Paragraph(cut, ocr=block.ocr))
        base += len(block.text) + 1
    return tuple(shown)


def runs(
    text: str, base: int, marks: Sequence[Mark] = (), chips: Sequence[Chip] = ()
) -> tuple[Run, ...]:
    """Return `text`, which begins at offset `base`, cut where a mark or chip ends."""
    end = base + len(text)
    near = [m for m in marks if m.start < end and m.end > base]
    figures = [c for c in chips if c.start >= base and c.end <= end]
    cuts = {base, end}
    stretches: tuple[Mark | Chip, ...] = (*near, *figures)
    for each in stretches:
        cuts.update((max(base, each.start), min(end, each.end)))
    places = sorted(cuts)
    return tuple(
        Run(
            text[start - base : stop - base],
            marks=tuple(m for m in near if m.start < stop and m.end > start),
            opens=tuple(m for m in near if max(m.start, base) == start),
            chip=next((c for c in figures if c.start <= start and stop <= c.end), None),
        )
        for start, stop in pairwise(places)
    )


def heading_runs(heading: str, marks: Sequence[Mark] = ()) -> tuple[Run, ...]:
    """Return the heading as runs; it stands before offset 0, a line break between."""
    return runs(heading, -len(heading) - 1, marks)


def _table(
    block: TableBlock, base: int, marks: Sequence[Mark], chips: Sequence[Chip]
) -> Table:
    spans = {
        (row, column): (rows, columns) for row, column, rows, columns in block.spans
    }
    covered = set(_covered(block))
    at = base
    lines: list[tuple[Cell, ...]] = []
    for number, row in enumerate(block.rows):
        line = []
        for column, text in enumerate(row):
            if (number, column) not in covered:
                rows, columns = spans.get((number, column), (1, 1))
                cut = runs(text, at, marks, chips)
                number_cell = column > 0 and _is_number(text)
                line.append(Cell(cut, number_cell, rows, columns))
            at += len(text) + 1
        lines.append(tuple(line))
    return Table(
        block.title,
        block.unit,
        tuple(lines[: block.header]),
        tuple(lines[block.header :]),
        ocr=block.ocr,
    )


def _covered(block: TableBlock) -> Iterator[tuple[int, int]]:
    for row, column, rows, columns in block.spans:
        for down in range(row, row + rows):
            for right in range(column, column + columns):
                if (down, right) != (row, column):
                    yield down, right


def _is_number(text: str) -> bool:
    bare = text.strip().strip("%％-－—+()（）").replace(",", "").replace("，", "")
    return bool(bare) and bare.replace(".", "", 1).isdecimal()
