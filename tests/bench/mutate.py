"""Single-figure mutations: one figure or word changed, everything else as it was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosures.parse.model import Section, TableBlock, TextBlock

OPPOSITE = {
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "大于": "小于",
    "小于": "大于",
}


@dataclass(frozen=True)
class Mutation:
    """What was changed: `start` and `end` are where the new words stand."""

    kind: str
    section: str
    start: int
    end: int
    before: str
    after: str


def of_number(text: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, changed number) for a number as written."""
    digits = [index for index, one in enumerate(text) if one.isdigit()]
    middle = digits[len(digits) // 2]
    other = str((int(text[middle]) + 3) % 10)
    if middle or other != "0" or len(digits) == 1:
        yield "digit", text[:middle] + other + text[middle + 1 :]
    for first, second in zip(digits, digits[1:], strict=False):
        if text[first] != text[second] and not (first == 0 and text[second] == "0"):
            swapped = list(text)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            yield "transposed", "".join(swapped)
            break
    if any(text[index] != "0" for index in digits):
        yield "ten", _tenfold(text)


def _tenfold(text: str) -> str:
    whole, dot, part = text.replace(",", "").partition(".")
    if not dot:
        return whole + "0"
    moved = whole + part[0] + "." + (part[1:] or "0")
    before, _, after = moved.partition(".")
    return f"{before.lstrip('0') or '0'}.{after}"


def changed(
    sections: Sequence[Section], key: str, start: int, end: int, words: str
) -> list[Section] | None:
    """Return the sections with the text at start…end replaced; None for a table."""
    result = []
    for section in sections:
        if section.key != key:
            result.append(section)
            continue
        edited = _edited(section, start, end, words)
        if edited is None:
            return None
        result.append(edited)
    return result


def _edited(section: Section, start: int, end: int, words: str) -> Section | None:
    offset = 0
    blocks = list(section.blocks)
    for index, block in enumerate(blocks):
        length = len(block.text)
        if offset <= start and end <= offset + length:
            text = block.text
            new = text[: start - offset] + words + text[end - offset :]
            if isinstance(block, TableBlock):
                rows = tuple(tuple(row.split("\t")) for row in new.split("\n"))
                if [len(row) for row in rows] != [len(row) for row in block.rows]:
                    return None
                blocks[index] = replace(block, rows=rows)
            else:
                blocks[index] = TextBlock(new, block.place)
            return replace(section, blocks=tuple(blocks))
        offset += length + 1
    return None
