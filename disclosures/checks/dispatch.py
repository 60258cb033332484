"""Tells from what a section holds which rules have to look at it."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from disclosures.checks.rule import Rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section, TableBlock


class Dispatch:
    """The rules that look at sections one by one, each known by one bit of a number.

    So a word that many rules wait for is looked for once, and only where a character
    of it stands; what a section lacks strikes out all the rules that need it.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = [
            each for each in rules if each.scope == "section" or each.gather is not None
        ]
        words: dict[str, int] = {}
        needs: dict[str, int] = {}
        self._any_words = self._any_needs = 0
        for number, each in enumerate(self._rules):
            bit = 1 << number
            for word in each.words:
                words[word] = words.get(word, 0) | bit
            for need in each.needs:
                needs[need] = needs.get(need, 0) | bit
            self._any_words |= 0 if each.words else bit
            self._any_needs |= 0 if each.needs else bit
        self._needs = needs
        self._words = _by_character(words)
        self._characters = frozenset(self._words)

    def concerned(
        self, section: Section, figures: SectionFigures, words: str
    ) -> list[Rule]:
        """Return the rules, in code order; `words` is the folded heading and text."""
        useful = self._useful(section, figures)
        left = useful & ~self._any_words
        for character in self._characters.intersection(words):
            for word, bits in self._words[character]:
                if left & bits and word in words:
                    left &= ~bits
        left = useful & ~left
        found = []
        while left:
            lowest = left & -left
            found.append(self._rules[lowest.bit_length() - 1])
            left ^= lowest
        return found

    def _useful(self, section: Section, figures: SectionFigures) -> int:
        """Return the rules that need something which the section does not lack."""
        bits, get = self._any_needs, self._needs.get
        if figures.figures:
            bits |= get("figures", 0)
            if figures.totals:
                bits |= get("totals", 0)
            if figures.shares:
                bits |= get("shares", 0)
            if figures.rates:
                bits |= get("rates", 0)
        if figures.changes:
            bits |= get("changes", 0)
        for block in section.blocks:
            if isinstance(block, TableBlock):
                return bits | get("tables", 0)
        return bits


def _by_character(words: dict[str, int]) -> dict[str, list[tuple[str, int]]]:
    """Return the words by that character of each which the fewest words have."""
    common = Counter(each for word in words for each in set(word))
    found: dict[str, list[tuple[str, int]]] = {}
    for word, bits in words.items():
        key = min(word, key=lambda each: common[each])
        found.setdefault(key, []).append((word, bits))
    return found


@lru_cache(maxsize=64)
def dispatch(rules: tuple[Rule, ...]) -> Dispatch:
    """Return the dispatch of these rules, made once."""
    return Dispatch(rules)
