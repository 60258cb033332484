"""A reading into an outline: headings with their levels, and the blocks below each."""

from collections.abc import Sequence
from dataclasses import replace

from disclosures.ingest.model import Grid, Item, Paragraph, Place, Reading
from disclosures.parse import facts
from disclosures.parse.annex import settled
from disclosures.parse.contents import (
    announced,
    contents_span,
    numbered_by,
    split_part,
)
from disclosures.parse.levels import Heading, levels_of
from disclosures.parse.line import Line, table_line, text_line
from disclosures.parse.model import Block, Outline, Section, TableBlock
from disclosures.parse.numbering import Number
from disclosures.parse.runs import numbered_headings
from disclosures.parse.shapes import bare, official_table, sentence, squeezed
from disclosures.parse.tables import with_tables

LONGEST_LINE = 120
"""Characters, blanks among them, beyond which no line without number is a heading."""


def outline(reading: Reading) -> Outline:
    """Return the sections of `reading`, one a heading; no character is lost.

    What stands before the first heading is a section without heading, at level 0;
    a table of contents is one section, its entries being text.
    """
    items, annex = _parted(reading.items)
    lines = split_part(lines_of(items))
    span = contents_span(lines)
    notes: list[str] = []
    if annex:
        lines, notes = settled(lines, lines_of(annex), span[1] if span else 0)
    marks = _marks(lines, span)
    sections = _sections(lines, marks)
    found = _with_facts(sections, lines, span, reading)
    return replace(found, notes=(*found.notes, *notes)) if notes else found


def _parted(items: Sequence[Item]) -> tuple[Sequence[Item], Sequence[Item]]:
    """Return the items of the text and those of a spreadsheet that came with it."""
    for at, item in enumerate(items):
        if isinstance(item, Grid) and item.name:
            return (items[:at], items[at:]) if at else (items, ())
    return items, ()


def lines_of(items: Sequence[Item]) -> list[Line]:
    """Return a line for each paragraph with text and each finished table."""
    return [
        text_line(each) if isinstance(each, Paragraph) else table_line(each)
        for each in with_tables(items)
    ]


def _marks(lines: Sequence[Line], span: tuple[int, int] | None) -> dict[int, int]:
    """Return the level of each line that is a heading, by its index."""
    start, end = span or (0, 0)
    marks = {start: 1} if span else {}
    body = _informed(lines[end:], lines[start + 1 : end] if span else ())
    found = heading_indices(body)
    headings = [_heading(body, found, at) for at in found]
    for at, level in zip(found, levels_of(headings), strict=True):
        marks[at + end] = level
    return marks


def _informed(body: Sequence[Line], entries: Sequence[Line]) -> list[Line]:
    known = announced(entries)
    return [numbered_by(line, known) for line in body] if known else list(body)


def heading_indices(lines: Sequence[Line]) -> list[int]:
    """Return the indices of the headings, whatever tells them."""
    numbered = numbered_headings(lines)
    found: list[int] = []
    for at, line in enumerate(lines):
        begun = bool(found or line.outline) or _opens_the_body(lines, at)
        unnumbered = begun and _unnumbered(lines, at)
        if (at in numbered or unnumbered) and not _repeats(lines, found, at):
            found.append(at)
    return found


def _unnumbered(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if line.is_table or line.number is not None or len(line.text) > LONGEST_LINE:
        return False
    if official_table(line.text):
        return _table_follows(lines, at)
    if line.outline is not None:
        return len(squeezed(line.text)) <= 60 and not facts.years_in(line.text)
    return bare(line.text) and _heads_something(lines, at)


def _opens_the_body(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line before any heading can be one: no title, no cover line."""
    if at + 1 >= len(lines) or facts.years_in(lines[at].text):
        return False
    following = lines[at + 1]
    return official_table(lines[at].text) or sentence(following.text)


def _table_follows(lines: Sequence[Line], at: int) -> bool:
    """Say whether a table comes within three short lines."""
    for line in lines[at + 1 : at + 5]:
        if line.is_table:
            return True
        if line.number is not None or official_table(line.text):
            return False
    return False


def _heads_something(lines: Sequence[Line], at: int) -> bool:
    """Say whether running text, a list, a heading or a short answer comes next."""
    if at + 1 >= len(lines):
        return False
    following = lines[at + 1]
    if following.is_table:
        return False
    if following.number is not None or following.outline is not None:
        return True
    return not bare(following.text)


def _repeats(lines: Sequence[Line], found: Sequence[int], at: int) -> bool:
    """Say whether a line prints again the table's title that its heading has."""
    if not found or found[-1] != at - 1 or not official_table(lines[at].text):
        return False
    return squeezed(lines[at].wording) in squeezed(lines[found[-1]].text)


def _heading(lines: Sequence[Line], found: Sequence[int], at: int) -> Heading:
    line = lines[at]
    number: Number | None = line.number
    return Heading(
        text=line.text,
        number=number,
        direct=at > 0 and at - 1 in found,
        table=number is None and official_table(line.text),
    )


def _sections(lines: Sequence[Line], marks: dict[int, int]) -> tuple[Section, ...]:
    sections: list[Section] = []
    path: list[tuple[int, str]] = []
    blocks: list[Block] = []
    heading: Line | None = None

    def close() -> None:
        key = f"s{len(sections) + 1:03d}"
        if heading is not None:
            place = _place(heading.block)
            opened = Section(
                key=key,
                path=tuple([text for _, text in path]),
                level=path[-1][0],
                heading=heading.text,
                blocks=tuple(blocks),
                page=place.page,
                place=place,
            )
            sections.append(opened)
        elif blocks:
            sections.append(Section(key, (), 0, "", tuple(blocks)))

    for at, line in enumerate(lines):
        if at not in marks:
            blocks.append(line.block)
            continue
        close()
        level = marks[at]
        path = [each for each in path if each[0] < level] + [(level, line.text)]
        heading, blocks = line, []
    close()
    return tuple(sections)


def _place(block: Block) -> Place:
    if isinstance(block, TableBlock):
        return block.places[0] if block.places else Place()
    return block.place


def _with_facts(
    sections: tuple[Section, ...],
    lines: Sequence[Line],
    span: tuple[int, int] | None,
    reading: Reading,
) -> Outline:
    front = [b.text for s in sections[:1] if s.level == 0 for b in s.blocks[:8]]
    front = [text for text in front if len(text) <= 60]
    headings = [s.heading for s in sections if s.heading]
    texts = [line.text for line in lines if line.text]
    kind, kind_confidence = facts.kind_of(front, headings)
    year, year_confidence = facts.year_of(front, headings, texts)
    return Outline(
        sections=sections,
        kind=kind,
        kind_confidence=kind_confidence,
        year=year,
        year_confidence=year_confidence,
        unit_name=facts.unit_name(front, headings, texts),
        notes=reading.notes,
        pages=len(reading.pages),
        parser=reading.parser,
    )
