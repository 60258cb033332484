"""What became of each section when a new file was read."""

from collections.abc import Mapping
from dataclasses import dataclass

from disclosures.parse.model import Block
from reviews.domain import events as e
from reviews.domain.state import Disclosure, Section
from reviews.web.present.differences import Difference, compare

Blocks = Mapping[str, tuple[Block, ...]]
LONGEST = 20_000
"""Characters of two versions together up to which the difference is shown here."""


@dataclass(frozen=True, slots=True)
class Change:
    """One section: its heading, and what it was called where that is another."""

    key: str
    heading: str
    was: str
    difference: Difference | None = None
    """None where nothing differs, or where it is too long for this page."""


@dataclass(frozen=True, slots=True)
class Changes:
    """All sections of two readings, each in one of five lists, in their order."""

    changed: tuple[Change, ...]
    new: tuple[Change, ...]
    gone: tuple[Change, ...]
    moved: tuple[Change, ...]
    same: tuple[Change, ...]


def contents_of(before: Disclosure, read: e.DisclosureRead) -> list[str]:
    """Return the hashes of the contents that `changes` compares."""
    pairs = (_pair(before, each) for each in read.sections)
    return [
        hash_
        for old, each in pairs
        if old is not None and old.content != each.content
        for hash_ in (old.content, each.content)
    ]


def changes(before: Disclosure, read: e.DisclosureRead, blocks: Blocks) -> Changes:
    """Return what reading a file did to the sections that there were `before`.

    What differs in white space alone is told as changed too: it is another version.
    """
    lists: dict[str, list[Change]] = {
        name: [] for name in ("changed", "new", "moved", "same")
    }
    for each in read.sections:
        old, _ = _pair(before, each)
        lists[_how(old, each)].append(_change(old, each, blocks))
    kept = {each.key for each in read.sections}
    gone = [s for key, s in before.sections.items() if key not in kept]
    return Changes(
        tuple(lists["changed"]),
        tuple(lists["new"]),
        tuple(Change(s.key, s.heading, "") for s in gone),
        tuple(lists["moved"]),
        tuple(lists["same"]),
    )


def _pair(
    before: Disclosure, read: e.SectionRead
) -> tuple[Section | None, e.SectionRead]:
    return before.sections.get(read.key), read


def _how(old: Section | None, read: e.SectionRead) -> str:
    if old is None:
        return "new"
    if old.content != read.content:
        return "changed"
    return "moved" if read.how == "moved" else "same"


def _change(old: Section | None, read: e.SectionRead, blocks: Blocks) -> Change:
    if old is None:
        return Change(read.key, read.heading, "")
    was = old.heading if old.heading != read.heading else ""
    if old.content == read.content:
        return Change(read.key, read.heading, was)
    texts = ["\n".join(b.text for b in blocks[s.content]) for s in (old, read)]
    short = sum(map(len, texts)) <= LONGEST
    return Change(read.key, read.heading, was, compare(*texts) if short else None)
