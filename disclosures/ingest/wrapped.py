"""Plain text whose lines were broken at a page's width, put back into paragraphs.

So comes what is copied or exported from a PDF: a form feed between pages, a running
header, a page number, and every line cut where the paper ended.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

STOP = re.compile(r"[。！？；：:;!?]$")
INSIDE = re.compile("[。，；：]")
NUMBERED = re.compile(
    r"第[一二三四五六七八九十百\d]+[部章节条]|[一二三四五六七八九十]+、"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[、．.](?!\d)|[①-⑳]"
    r"|附[件表]|注[：:]|说明[：:]|单位[：:]"
)
TITLE = re.compile(r"(?:说明|情况|表|概况|职责|职能|设置|构成|解释|部分)$")
"""How headings end."""
REASON = re.compile("原因(?:是|为)?[：:]$")
SET_APART = re.compile(r"\S[ \u3000]{3,}\S")
UNIT = re.compile("[亿万千]?元|[%％]|[个人次辆台套项家户][，。；、（]")
AMOUNT = re.compile(r"[-−－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)\.\d{1,6}[%％]?")
PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/共,，].*)?[-—–·\s]*"
)
INDENT = re.compile("[\u3000\t ]{2,}")
UNBREAKABLE = re.compile(r"(?:[!-~]+|.)[，。；：、！？）》”』」%％]*")
LEAST = 20
"""Lines of running text without which nothing is said of their width."""
NARROW, WIDE = 30, 130
"""Half widths between which a page's lines are."""
NEAR = 10
"""Half widths by which lines cut at the margin are shorter than the longest."""
TOO_LONG = 0.05
"""Of all lines, those that fit on no page where none was cut."""
SHARE, UNENDED = 0.4, 0.55
"""Of lines, those cut at the margin; of these, those that end within a sentence."""
FULL, NEARLY = 0.85, 0.9
AROUND = 4
"""Lines before and after that tell the width of an indented stretch."""
INDENTED = 4
"""Half widths of the two blanks that a paragraph begins with."""
REPEATED = 0.3
EDGE = 2
"""Lines at a page's top and bottom among which headers and footers stand."""


def paragraphs_of(text: str) -> tuple[list[str], bool]:
    """Return the lines of `text`, joined to paragraphs if they were cut; whether so."""
    pages = [page.split("\n") for page in text.split("\x0c")]
    if len(pages) > 2:
        pages = _without_margins(pages)
    lines = [line for page in pages for line in page]
    width = margin_of(lines)
    return (list(_joined(lines, width)), True) if width else (lines, False)


def margin_of(lines: Sequence[str]) -> int:
    """Return the width at which lines were cut, in half widths; 0 if they were not."""
    if sum(1 for line in lines if len(line) > WIDE) > len(lines) * TOO_LONG:
        return 0
    prose = [line for line in lines if INSIDE.search(line) and _is_prose(line)]
    if len(prose) < LEAST:
        return 0
    widths = sorted(width_of(line) for line in prose)
    margin = widths[int(len(widths) * 0.95)]
    cut = [line for line in prose if width_of(line) >= margin - NEAR]
    open_ = sum(1 for line in cut if not STOP.search(line.strip()))
    fits = NARROW <= margin <= WIDE and len(cut) >= SHARE * len(prose)
    return margin if fits and open_ >= UNENDED * len(cut) else 0


def width_of(line: str) -> int:
    """Return how wide a line prints, a Chinese character being two half widths."""
    return sum(
        2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in line.strip()
    )


def _is_prose(line: str) -> bool:
    return "\t" not in line and width_of(line) >= LEAST and not _is_row(line)


def _is_row(line: str) -> bool:
    """Say whether a line is a table's: amounts among words, or words set apart."""
    cells = line.split()
    if len(cells) < 2 or INSIDE.search(line):
        return False
    if SET_APART.search(line.strip()):
        return True
    if AMOUNT.fullmatch(cells[-1]):
        return True
    return len(cells) > 2 and not any(re.search(r"\d", cell) for cell in cells)


def _without_margins(pages: list[list[str]]) -> list[list[str]]:
    """Return the pages without the lines that most repeat, and without numbers."""
    trimmed = [_trimmed(page) for page in pages]
    seen = Counter(
        line for page in trimmed for line in {_pattern(each) for each in _edges(page)}
    )
    often = {each for each, count in seen.items() if count >= REPEATED * len(pages)}
    return [list(_kept(page, often)) for page in trimmed]


def _trimmed(page: Sequence[str]) -> list[str]:
    filled = [at for at, line in enumerate(page) if line.strip()]
    return list(page[filled[0] : filled[-1] + 1]) if filled else []


def _edges(page: Sequence[str]) -> list[str]:
    return [*page[:EDGE], *page[max(len(page) - EDGE, EDGE) :]]


def _pattern(line: str) -> str:
    return re.sub(r"\d+", "#", "".join(line.split()))


def _kept(page: Sequence[str], often: set[str]) -> Iterator[str]:
    for at, line in enumerate(page):
        edge = at < EDGE or at >= len(page) - EDGE
        outer = at == 0 or at == len(page) - 1
        repeated = _pattern(line) in often and not _is_row(line)
        if not (edge and repeated or outer and PAGE_NUMBER.fullmatch(line.strip())):
            yield line


def _joined(lines: Sequence[str], margin: int) -> Iterator[str]:
    filled = [line for line in lines if line.strip()]
    marked = sum(1 for line in filled if INDENT.match(line)) >= len(filled) / 10
    widths = [width_of(line) if _is_prose(line) else 0 for line in lines]
    whole, last = "", ""
    for at, line in enumerate(lines):
        text = line.strip()
        near = max(widths[max(at - AROUND, 0) : at + AROUND])
        local = near if FULL * margin <= near < margin else margin
        paper = _Paper(margin, local, marked)
        if whole and text and _goes_on(last, whole, line, paper):
            whole = _put_together(whole, text)
        else:
            if whole:
                yield whole
            whole = text
        last = line
        if not text:
            whole = ""
            yield ""
    if whole:
        yield whole


class _Paper(NamedTuple):
    """Where lines were cut, on all pages and around here; whether indents are kept."""

    margin: int
    local: int
    marked: bool


def _goes_on(last: str, whole: str, line: str, paper: _Paper) -> bool:
    """Say whether `line` carries on `whole`, the last line of which is `last`."""
    text, before = line.strip(), last.strip()
    if "\t" in before + text or NUMBERED.match(text):
        return False
    if before[-1].isdigit() and UNIT.match(text):
        return True
    if _is_row(last) or _is_row(line) or (paper.marked and INDENT.match(line)):
        return False
    token = UNBREAKABLE.match(text)
    needed = width_of(token[0]) if token else 0
    if TITLE.search(before) and not INSIDE.search(whole):
        return width_of(last) + needed >= paper.margin
    first = whole == before and not INDENT.match(last)
    right = width_of(last) + (INDENTED if first else 0)
    full = right + needed >= paper.local
    long = right >= FULL * paper.local
    if REASON.search(before):
        return long
    if STOP.search(before):
        if paper.marked:
            # Where paragraphs keep their blanks, a line without any begins none.
            return long
        # A line without room for the blanks that a paragraph begins with begins none.
        inner = width_of(text) > paper.local - INDENTED
        return inner and (full or right >= NEARLY * paper.local)
    # Digits print narrower than they count: a line may be full that seems not to be.
    return full or (long and bool(INSIDE.search(whole + text)))


def _put_together(whole: str, text: str) -> str:
    """Join two lines; Latin words get back the blank that the break stood for."""
    latin = whole[-1].isascii() and whole[-1].isalpha() and text[0].isascii()
    return whole + (" " if latin and text[0].isalpha() else "") + text
