"""Turns marks into evidence: the words as written, a quote that stands once."""

import re
from collections.abc import Mapping, Sequence

from disclosures.checks.finding import Evidence
from disclosures.checks.rule import Mark
from disclosures.parse.model import Section

_BREAKS = "。;；\n\t"
_MAXIMUM = 120


class Places:
    """The sections' texts, joined once, for cutting quotes out of them."""

    def __init__(self, sections: Sequence[Section], texts: Mapping[str, str]) -> None:
        self._texts = {
            each.key: f"{each.heading}\n{texts[each.key]}" for each in sections
        }
        self._shift = {each.key: len(each.heading) + 1 for each in sections}
        self._pages = {each.key: _pages(each) for each in sections}
        self._whole: str | None = None

    def evidence(self, mark: Mark) -> Evidence:
        """Return the evidence at `mark`; the quote is widened until it stands once."""
        text, begin, close = self._at(mark)
        start, end = clause(text, begin, close)
        if self._whole is None:
            self._whole = "\n".join(self._texts.values())
        while _repeated(self._whole, text[start:end]) and end - start < _MAXIMUM:
            wider = clause(text, max(start - 2, 0), min(end + 2, len(text)))
            if wider == (start, end):
                break
            start, end = wider
        return Evidence(
            section=mark.section,
            quote=text[start:end].strip(),
            text=text[begin:close],
            offset=mark.start,
            page=self._page(mark),
        )

    def as_it_reads(self, mark: Mark) -> str:
        """Return the mark's words and its clause without white space: its identity."""
        text, begin, close = self._at(mark)
        start, end = clause(text, begin, close)
        around = text[start:begin] + "[" + text[begin:close] + "]"
        return re.sub(r"\s+", "", around + text[close:end])

    def _at(self, mark: Mark) -> tuple[str, int, int]:
        """Return heading and text, and where the mark stands in them."""
        shift = self._shift[mark.section]
        return self._texts[mark.section], mark.start + shift, mark.end + shift

    def _page(self, mark: Mark) -> int | None:
        found: int | None = None
        for offset, page in self._pages[mark.section]:
            if offset > mark.start:
                break
            found = page
        return found


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch around start…end that no 。；, tab or line end interrupts."""
    left, right = start, end
    while left > 0 and text[left - 1] not in _BREAKS and start - left < _MAXIMUM:
        left -= 1
    while right < len(text) and text[right] not in _BREAKS and right - end < _MAXIMUM:
        right += 1
    return left, right


def _repeated(whole: str, quote: str) -> bool:
    first = whole.find(quote)
    return first >= 0 and whole.find(quote, first + 1) >= 0


def _pages(section: Section) -> list[tuple[int, int | None]]:
    pages: list[tuple[int, int | None]] = [(0, section.page)]
    offset = 0
    for block in section.blocks:
        places = getattr(block, "places", None) or (getattr(block, "place", None),)
        if places[0] is not None and places[0].page is not None:
            pages.append((offset, places[0].page))
        offset += len(block.text) + 1
    return pages
