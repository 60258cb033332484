"""Tells from what a section holds which rules have to look at it."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from disclosures.checks.rule import Need, Rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section


class Dispatch:
    """The rules that look at sections one by one, by what a section must hold.

    A word that many rules wait for is looked for once, and no longer than one of
    them waits; each rule that waits for words is known by one bit of a number.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        looking = [
            each for each in rules if each.scope == "section" or each.gather is not None
        ]
        self._wordless = [each for each in looking if not each.words]
        self._worded = [each for each in looking if each.words]
        words: dict[str, int] = {}
        for number, each in enumerate(self._worded):
            for word in each.words:
                words[word] = words.get(word, 0) | 1 << number
        self._words = sorted(words.items(), key=lambda each: -each[1].bit_count())
        self._useful: dict[tuple[bool, ...], _Useful] = {}

    def concerned(
        self, section: Section, figures: SectionFigures, words: str
    ) -> list[Rule]:
        """Return the rules; `words` is the section's folded heading and text."""
        useful = self._of(_held(section, figures))
        left = useful.waiting
        for word, bits in useful.words:
            if bits & left and word in words:
                left &= ~bits
        found = useful.always.copy()
        told = useful.waiting & ~left
        while told:
            lowest = told & -told
            found.append(self._worded[lowest.bit_length() - 1])
            told ^= lowest
        return found

    def _of(self, held: tuple[bool, ...]) -> "_Useful":
        known = self._useful.get(held)
        if known is None:
            there = frozenset(compress(NEEDS, held))
            always = [each for each in self._wordless if _served(each, there)]
            waiting = 0
            for number, each in enumerate(self._worded):
                waiting |= _served(each, there) << number
            words = [each for each in self._words if each[1] & waiting]
            known = self._useful[held] = _Useful(always, waiting, words)
        return known


class _Useful(NamedTuple):
    """For what a section holds: the rules that wait for no word, the bits of those
    that do, and the words that they wait for."""

    always: list[Rule]
    waiting: int
    words: list[tuple[str, int]]


def _served(each: Rule, held: frozenset[Need]) -> bool:
    return not each.needs or not held.isdisjoint(each.needs)


NEEDS: tuple[Need, ...] = (
    "figures",
    "totals",
    "shares",
    "changes",
    "rates",
    "tables",
)


def _held(section: Section, figures: SectionFigures) -> tuple[bool, ...]:
    """Return which of `NEEDS` were read in a section."""
    return (
        bool(figures.figures),
        bool(figures.totals),
        bool(figures.shares),
        bool(figures.changes),
        bool(figures.rates),
        section.has_table,
    )


@lru_cache(maxsize=64)
def dispatch(rules: tuple[Rule, ...]) -> Dispatch:
    """Return the dispatch of these rules, made once."""
    return Dispatch(rules)
