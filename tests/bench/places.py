"""Where quotes and evidence stand in a document, white space left out."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from disclosures.checks.finding import Evidence, Finding
from disclosures.parse.model import Section

Span = tuple[int, int]


class Places:
    """A document's characters without white space, and where evidence is in them."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._begin: dict[str, int] = {}
        self._dense: dict[str, list[int]] = {}
        self._heading: dict[str, int] = {}
        pieces: list[str] = []
        length = 0
        for each in sections:
            text = f"{each.heading}\n{each.text}"
            self._begin[each.key] = length
            self._heading[each.key] = len(each.heading) + 1
            self._dense[each.key] = [m.start() for m in re.finditer(r"\S", text)]
            pieces.append(re.sub(r"\s", "", text))
            length += len(pieces[-1])
        self._text = "".join(pieces)

    def quotes(self, quotes: Iterable[str]) -> list[Span]:
        """Return every place where one of the quotes stands."""
        found = []
        for quote in quotes:
            wanted = re.escape(re.sub(r"\s", "", quote))
            for match in re.finditer(wanted, self._text) if wanted else ():
                found.append(match.span())
        return found

    def overlaps(self, finding: Finding, spans: Sequence[Span]) -> bool:
        """Whether a quote of the finding's evidence overlaps one of the places."""
        for one in finding.evidence:
            start, end = self._span(one)
            if any(start < stop and begin < end for begin, stop in spans):
                return True
        return False

    def within(self, section: str, start: int, end: int, spans: Sequence[Span]) -> bool:
        """Whether a stretch of a section's text lies inside one of the places."""
        dense, shift = self._dense[section], self._heading[section]
        first = self._begin[section] + bisect_right(dense, start + shift - 1)
        last = self._begin[section] + bisect_right(dense, end + shift - 1)
        return any(begin <= first and last <= stop for begin, stop in spans)

    def _span(self, one: Evidence) -> Span:
        """Return the place of the evidence's quote, around its words."""
        offset = one.offset + self._heading[one.section]
        at = self._begin[one.section] + bisect_right(
            self._dense[one.section], offset - 1
        )
        quote = re.sub(r"\s", "", one.quote)
        word = re.sub(r"\s", "", one.text)
        before = (
            [m.start() for m in re.finditer(re.escape(word), quote)] if word else []
        )
        for each in before:
            if self._text.startswith(quote, at - each):
                return at - each, at - each + len(quote)
        return at, at + max(len(word), 1)
