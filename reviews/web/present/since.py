"""What has changed in a section since a version: text, tables row by row, findings."""

from collections.abc import Sequence
from dataclasses import dataclass

from disclosures.parse.model import Block, TableBlock
from reviews.queries.judging import FindingView
from reviews.web.present import tables
from reviews.web.present.differences import Difference, compare
from reviews.web.present.tables import TableChange


@dataclass(frozen=True, slots=True)
class Changed:
    """The text without its tables, and each table that differs."""

    text: Difference
    tables: tuple[TableChange, ...]

    @property
    def same(self) -> bool:
        return self.text.same and not self.tables


def changed(old: Sequence[Block], new: Sequence[Block]) -> Changed:
    """Return what differs between two versions' blocks."""
    return Changed(
        text=compare(_text(old), _text(new)),
        tables=tuple(each for each in _tables(old, new) if each.differs),
    )


def _text(blocks: Sequence[Block]) -> str:
    return "\n".join(b.text for b in blocks if not isinstance(b, TableBlock))


def _tables(old: Sequence[Block], new: Sequence[Block]) -> list[TableChange]:
    """Pair the tables by title, then by their order."""
    before = [block for block in old if isinstance(block, TableBlock)]
    after = [block for block in new if isinstance(block, TableBlock)]
    pairs: dict[int, TableBlock] = {}
    left = list(before)
    for at, table in enumerate(after):
        found = next((e for e in left if table.title and e.title == table.title), None)
        if found is not None:
            pairs[at] = found
            left.remove(found)
    for at in range(len(after)):
        if at not in pairs and left:
            pairs[at] = left.pop(0)
    made = [
        tables.compare(pairs[at], table)
        if at in pairs
        else tables.whole(table, "added")
        for at, table in enumerate(after)
    ]
    return made + [tables.whole(table, "removed") for table in left]


@dataclass(frozen=True, slots=True)
class Turnover:
    """Findings that came and that went."""

    gained: tuple[FindingView, ...]
    lost: tuple[FindingView, ...]


def turnover(then: Sequence[FindingView], now: Sequence[FindingView]) -> Turnover:
    """Return which findings there are now and were not then, and the other way."""
    known_then = {each.fingerprint for each in then}
    known_now = {each.fingerprint for each in now}
    return Turnover(
        gained=tuple(e for e in now if e.fingerprint not in known_then),
        lost=tuple(e for e in then if e.fingerprint not in known_now),
    )
