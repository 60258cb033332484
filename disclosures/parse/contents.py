"""The table of contents: where it stands, and which headings it announces."""

import re
from collections.abc import Sequence
from dataclasses import replace

from disclosures.parse.line import Line
from disclosures.parse.model import TextBlock
from disclosures.parse.numbering import Number, Style
from disclosures.parse.shapes import CONTENTS, sentence, squeezed

PAGE = re.compile(r"[\s.…·—\-_]*\d{1,3}\s*$")
LEADERS = re.compile(r"[.…·—_]{3,}\s*\d{0,3}\s*$")
FIELD = re.compile(r"\s*(?:HYPERLINK|PAGEREF|TOC)\b.*$")


def contents_span(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Return the indices of the contents' own heading and of the first line after."""
    start = next((i for i, line in enumerate(lines) if is_title(line)), None)
    if start is None:
        return None
    end = start + 1
    while end < len(lines) and not _over(lines, start, end):
        end += 1
    return (start, end) if end > start + 1 else None


def is_title(line: Line) -> bool:
    """Say whether `line` is the heading of a table of contents."""
    text = line.text
    return 0 < len(text) <= 12 and squeezed(text).upper() in CONTENTS


def _over(lines: Sequence[Line], start: int, at: int) -> bool:
    """Say whether the contents end before `at`: an entry recurs, or a sentence."""
    line = lines[at]
    if line.is_table or (sentence(line.text) and not PAGE.search(line.text)):
        return not _announced(line)
    if at == start + 1:
        return False
    first = lines[start + 1]
    own = entry_text(line.text)
    again = any(own == entry_text(each.text) for each in lines[start + 1 : at])
    if first.number and line.number and first.number.rank == line.number.rank:
        return again or line.number.value <= first.number.value
    if again:
        return True
    return LEADERS.search(lines[at - 1].text) is not None and not PAGE.search(line.text)


def _announced(line: Line) -> bool:
    return (
        line.number is not None
        and len(squeezed(line.text)) <= 60
        and (not re.search("[。；，：]", line.text))
    )


def entry_text(text: str) -> str:
    """Return what an entry says, without leaders, page number and white space."""
    return squeezed(PAGE.sub("", LEADERS.sub("", FIELD.sub("", text))))


def announced(entries: Sequence[Line]) -> dict[str, Number]:
    """Return the number of each numbered entry by its wording."""
    found: dict[str, Number] = {}
    for line in entries:
        if line.number and (wording := entry_text(line.number.rest)):
            found.setdefault(wording, line.number)
    return found


def numbered_by(line: Line, entries: dict[str, Number]) -> Line:
    """Return `line` with the number that the contents give to its exact wording."""
    known = entries.get(squeezed(line.wording))
    if known is None or line.is_table:
        return line
    if line.number is None:
        return line._replace(number=known._replace(rest=line.text), entry=True)
    return line._replace(entry=line.number.style is known.style)


def split_part(lines: Sequence[Line]) -> list[Line]:
    """Join a part's number that stands alone with the title on the next line."""
    joined: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        following = lines[at + 1] if at + 1 < len(lines) else None
        alone = line.number is not None and line.is_part and not line.number.rest
        if alone and following and _continues(following):
            line = _titled(line, following)
            at += 1
        joined.append(line)
        at += 1
    return joined


def _titled(part: Line, title: Line) -> Line:
    text = f"{part.text} {title.text}"
    number = part.number._replace(rest=title.text) if part.number else None
    block = part.block if isinstance(part.block, TextBlock) else TextBlock("")
    return part._replace(text=text, number=number, block=replace(block, text=text))


def _continues(line: Line) -> bool:
    if line.is_table or line.number and line.number.style is not Style.PART:
        return False
    return (
        line.number is None
        and len(squeezed(line.text)) <= 45
        and not (re.search("[。；，：]", line.text))
    )
