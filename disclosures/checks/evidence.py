"""Turns marks into evidence: the words as written, a quote that stands once."""

import re

from disclosures.checks.finding import Evidence
from disclosures.checks.memo import Memo, SectionMemory
from disclosures.checks.rule import Mark
from disclosures.parse.model import Section

_BREAKS = "。;；\n\t"
_BREAK = re.compile(f"[{_BREAKS}]")
_MAXIMUM = 120
_BETWEEN = "\0"
_SPACE = re.compile(r"\s+")


class Places:
    """The sections' texts, for cutting quotes out of them.

    What was asked before is kept in the memo: a mark's clause as long as its section
    stays, and how often a quote stands in the document.
    """

    def __init__(self, memo: Memo) -> None:
        self._memories = memo.sections
        self._counts = memo.counts
        self._whole: str | None = None

    def memory(self, mark: Mark) -> SectionMemory:
        """Return what is known of the section that a mark is in."""
        return self._memories[mark.section]

    def evidence(self, mark: Mark) -> Evidence:
        """Return the evidence at `mark`; the quote is widened until it stands once."""
        memory = self._memories[mark.section]
        text = memory.full
        _, start, end = self._clause(memory, mark)
        if not self._repeated(text[start:end]):
            known = memory.shown.get(mark)
            if known is None:
                known = memory.shown[mark] = _evidence(memory, mark, text[start:end])
            return known
        while end - start < _MAXIMUM:
            wider = clause(text, max(start - 2, 0), min(end + 2, len(text)))
            if wider == (start, end):
                break
            start, end = wider
            if not self._repeated(text[start:end]):
                break
        return _evidence(memory, mark, text[start:end])

    def as_it_reads(self, mark: Mark) -> str:
        """Return the mark's words and its clause without white space: its identity."""
        return self._clause(self._memories[mark.section], mark)[0]

    def _clause(self, memory: SectionMemory, mark: Mark) -> tuple[str, int, int]:
        known = memory.clauses.get(mark)
        if known is None:
            text, shift = memory.full, len(memory.section.heading) + 1
            begin, close = mark.start + shift, mark.end + shift
            start, end = clause(text, begin, close)
            around = text[start:begin] + "[" + text[begin:close] + "]"
            reads = _SPACE.sub("", around + text[close:end])
            known = memory.clauses[mark] = (reads, start, end)
        return known

    def _repeated(self, quote: str) -> bool:
        count = self._counts.get(quote)
        if count is None:
            if self._whole is None:
                texts = (each.full for each in self._memories.values())
                self._whole = _BETWEEN.join(texts)
            count = self._counts[quote] = self._whole.count(quote)
        return count > 1


def recount(memo: Memo, old: SectionMemory | None, new: SectionMemory) -> None:
    """Bring the counts of quotes up to date where one section took another's place."""
    if old is None:
        memo.counts.clear()
        memo.findings.clear()
        return
    for quote, before in memo.counts.items():
        change = new.full.count(quote) - old.full.count(quote)
        if change:
            after = memo.counts[quote] = before + change
            # What is quoted depends on whether it stands more than once, no more.
            if (before > 1) != (after > 1):
                memo.findings.clear()


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch around start…end that no 。；, tab or line end interrupts."""
    least, most = max(start - _MAXIMUM, 0), min(end + _MAXIMUM, len(text))
    before = max([text.rfind(each, least, start) for each in _BREAKS])
    stop = _BREAK.search(text, end, most)
    return before + 1 if before >= 0 else least, stop.start() if stop else most


def _evidence(memory: SectionMemory, mark: Mark, quote: str) -> Evidence:
    shift = len(memory.section.heading) + 1
    return Evidence(
        section=mark.section,
        quote=quote.strip(),
        text=memory.full[mark.start + shift : mark.end + shift],
        offset=mark.start,
        page=_page(memory, mark.start),
    )


def _page(memory: SectionMemory, offset: int) -> int | None:
    if not memory.pages:
        memory.pages = tuple(_pages(memory.section))
    found: int | None = None
    for begin, page in memory.pages:
        if begin > offset:
            break
        found = page
    return found


def _pages(section: Section) -> list[tuple[int, int | None]]:
    pages: list[tuple[int, int | None]] = [(0, section.page)]
    offset = 0
    for block in section.blocks:
        places = getattr(block, "places", None) or (getattr(block, "place", None),)
        if places[0] is not None and places[0].page is not None:
            pages.append((offset, places[0].page))
        offset += len(block.text) + 1
    return pages
