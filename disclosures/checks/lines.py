"""A section as lines: its heading, its paragraphs and the rows of its tables."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from disclosures.checks.rule import Mark
from disclosures.figures.model import SectionFigures
from disclosures.figures.plain import plain
from disclosures.parse.model import Section, TableBlock


class Line(NamedTuple):
    """`text` is folded (see `plain`) and as long as `raw`, which is as written;
    `start` is its offset in the section's text, below 0 for the heading. `kind` is
    heading, text or table (one line holds the whole table)."""

    text: str
    raw: str
    start: int
    kind: str
    section: str

    def mark(self, start: int, end: int) -> Mark:
        """Return the place of the line's characters from `start` to `end`."""
        return Mark(self.section, self.start + start, self.start + end)

    @property
    def whole(self) -> Mark:
        """The line without the white space around it."""
        left = len(self.text) - len(self.text.lstrip())
        return self.mark(left, max(len(self.text.rstrip()), left))


Table = tuple[TableBlock, list[list[Mark]]]


class _Laid(NamedTuple):
    """A section with its lines, and those of them that are no table."""

    section: Section
    lines: tuple[Line, ...]
    prose: tuple[Line, ...]


# Kept for the sections last asked about, since every rule asks again.
_LAID: dict[int, _Laid] = {}
_TABLES: dict[int, tuple[Section, tuple[Table, ...]]] = {}
_MOST = 2048


def _lay(section: Section, read: SectionFigures) -> _Laid:
    if len(_LAID) >= _MOST:
        _LAID.clear()
    made = tuple(_made(section, read))
    text = tuple([each for each in made if each.kind != "table"])
    laid = _LAID[id(section)] = _Laid(section, made, text)
    return laid


def lines(section: Section, read: SectionFigures) -> tuple[Line, ...]:
    """Return the heading, if there is one, and each block in order."""
    known = _LAID.get(id(section))
    if known is None or known.section is not section:
        known = _lay(section, read)
    return known.lines


def _made(section: Section, read: SectionFigures) -> Iterator[Line]:
    if section.heading:
        raw = section.heading
        yield Line(plain(raw), raw, -len(raw) - 1, "heading", section.key)
    offset = 0
    for block in section.blocks:
        end = offset + len(block.text)
        kind = "table" if isinstance(block, TableBlock) else "text"
        raw = read.text[offset:end]
        yield Line(read.plain[offset:end], raw, offset, kind, section.key)
        offset = end + 1


def prose(section: Section, read: SectionFigures, *words: str) -> Sequence[Line]:
    """Return the heading and the paragraphs, without the tables.

    With `words`, only those that hold one of them; the words are folded.
    """
    known = _LAID.get(id(section))
    if known is None or known.section is not section:
        known = _lay(section, read)
    found = known.prose
    if not words:
        return found
    if len(words) == 1:
        (word,) = words
        return [each for each in found if word in each.text]
    return [each for each in found if _holds(each.text, words)]


def has(section: Section, read: SectionFigures, words: Iterable[str]) -> bool:
    """Whether the section's text or its heading holds one of `words`."""
    if _holds(read.plain, words):
        return True
    return bool(section.heading) and _holds(lines(section, read)[0].text, words)


def _holds(text: str, words: Iterable[str]) -> bool:
    for each in words:  # noqa: SIM110 - a generator costs more than the search
        if each in text:
            return True
    return False


def cells(section: Section) -> Sequence[Table]:
    """Return each table with the mark of every cell, row by row."""
    if not section.has_table:
        return ()
    known = _TABLES.get(id(section))
    if known is None or known[0] is not section:
        if len(_TABLES) >= _MOST:
            _TABLES.clear()
        known = _TABLES[id(section)] = (section, tuple(_tables(section)))
    return known[1]


def _tables(section: Section) -> Iterator[Table]:
    offset = 0
    for block in section.blocks:
        if isinstance(block, TableBlock):
            marks: list[list[Mark]] = []
            at = offset
            for row in block.rows:
                line: list[Mark] = []
                for cell in row:
                    line.append(Mark(section.key, at, at + len(cell)))
                    at += len(cell) + 1
                marks.append(line)
            yield block, marks
        offset += len(block.text) + 1
