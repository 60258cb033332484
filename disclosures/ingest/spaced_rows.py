"""Rows of cells told by their kind: codes, words, amounts; and the form they share."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

CODE, WORDS, AMOUNT = "C", "W", "A"
NUMBER = re.compile(r"[-−－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)\.\d{1,6}[%％]?")
WHOLE = re.compile(r"\d{2,7}")
Stretch = tuple[int, int]
NUMBERED = re.compile("[一二三四五六七八九十]{1,3}、")
MOST = 100
"""Cells of a line; no table that is printed has as many."""
SENTENCE = re.compile("[。；，]")


@dataclass(slots=True)
class Row:
    """A line's cells as (kind, text); pieces of one code or label put together."""

    cells: list[tuple[str, str]]

    @property
    def kinds(self) -> str:
        return "".join(kind for kind, _ in self.cells)


def row_of(line: str) -> Row | None:
    """Return the cells of a line, None for one without amounts or of running text."""
    row = cells_of(line)
    if row is None or len(row.cells) < 2:
        return None
    return row if AMOUNT in row.kinds or row.kinds.startswith("CW") else None


def cells_of(line: str) -> Row | None:
    """Return the cells of any line that is no running text."""
    if SENTENCE.search(line) or "\t" in line.strip():
        return None
    tokens = line.split(maxsplit=MOST)
    cells: list[tuple[str, str]] = []
    for token in tokens if len(tokens) < MOST else ():
        kind = _kind(token, cells)
        apart = kind == AMOUNT or NUMBERED.match(token) is not None
        if cells and kind == cells[-1][0] and not apart:
            joint = "" if kind == CODE else " "
            cells[-1] = (kind, cells[-1][1] + joint + token)
        else:
            cells.append((kind, token))
    return Row(cells) if cells else None


def _kind(token: str, before: Sequence[tuple[str, str]]) -> str:
    if NUMBER.fullmatch(token):
        return AMOUNT
    # Within words a number is one of theirs, unless it is as long as a code.
    begins = not before or before[-1][0] in (AMOUNT, CODE)
    coded = any(kind != WORDS for kind, _ in before) and len(token) in (3, 5, 7)
    return CODE if WHOLE.fullmatch(token) and (begins or coded) else WORDS


def lacks(row: Row | str) -> bool:
    """Say whether a row has a code without the words that belong to it."""
    return isinstance(row, Row) and "CA" in row.kinds


def with_labels(run: Sequence[Row | str]) -> list[Row]:
    """Return the rows, each part of a label put where words are missing, or last."""
    rows: list[Row] = []
    pending: list[str] = []
    slots: list[int] = []
    for each in run:
        if isinstance(each, str):
            if rows and slots:
                _append(rows[-1], each, slots)
                slots = []
            else:
                pending.append(each)
            continue
        if rows and pending and each.cells[0][0] == AMOUNT:
            each.cells[:0] = _label(pending)
            pending = []
        slots = []
        if pending and lacks(each):
            slots = _opened(each)
        for text in pending:
            if slots or not rows:
                _append(each, text, slots)
            else:
                _append(rows[-1], text, [])
        pending = []
        rows.append(each)
    for text in pending:
        _append(rows[-1], text, slots)
    return rows


def _opened(row: Row) -> list[int]:
    """Put blank words behind each code that lacks them; return where they are."""
    slots: list[int] = []
    at = row.kinds.find("CA")
    while at >= 0:
        row.cells.insert(at + 1, (WORDS, ""))
        slots.append(at + 1)
        at = row.kinds.find("CA")
    return slots


def _label(parts: Sequence[str]) -> list[tuple[str, str]]:
    """Return code and words that stand on lines of their own, above their amounts."""
    code = "".join(each for each in parts if WHOLE.fullmatch(each))
    words = "".join(each for each in parts if not WHOLE.fullmatch(each))
    found = [(CODE, code)] if code else []
    return [*found, (WORDS, words)] if words else found


def _append(row: Row, text: str, slots: Sequence[int]) -> None:
    """Put a further part to the words at `slots`, else to a row's longest label."""
    pieces = text.split()
    if slots and len(pieces) == len(slots):
        for at, piece in zip(slots, pieces, strict=True):
            row.cells[at] = (WORDS, row.cells[at][1] + piece)
        return
    worded = [at for at, (kind, _) in enumerate(row.cells) if kind == WORDS]
    if not worded:
        row.cells.insert(0, (WORDS, text))
        return
    at = slots[0] if slots else max(worded, key=lambda at: len(row.cells[at][1]))
    row.cells[at] = (WORDS, row.cells[at][1] + text)


def form(kinds: Sequence[str]) -> str:
    """Return the kinds of a whole row: the most frequent of the longest ones."""
    often = Counter(kinds)
    return max(often, key=lambda each: (often[each] > 1, len(each), often[each]))


def _groups(kinds: str) -> list[Stretch]:
    """Return where each label with its amounts begins and ends."""
    starts = [0] + [
        at
        for at in range(1, len(kinds))
        if kinds[at - 1 : at + 1] in ("AC", "AW", "WC", "WW")
    ]
    return list(zip(starts, [*starts[1:], len(kinds)], strict=True))


def told(rows: Sequence[Row], whole: str) -> bool:
    """Say whether every label has no amounts or as many as the form gives it.

    Where one has fewer, which columns are blank in its row cannot be known.
    """
    return all(
        row.kinds[first:end].count(AMOUNT) in (0, whole[begin:stop].count(AMOUNT))
        for row in rows
        for (first, end), (begin, stop) in _sides(row, whole)
    )


def _sides(row: Row, whole: str) -> list[tuple[Stretch, Stretch]]:
    """Pair a row's labels with the form's; one alone with the last it is like.

    The side of spending is the longer one, so that it is the first that ends.
    """
    ours, theirs = _groups(row.kinds), _groups(whole)
    if len(ours) == 1:
        count = row.kinds.count(AMOUNT)
        like = [each for each in theirs if whole[slice(*each)].count(AMOUNT) == count]
        return [(ours[0], (like or theirs)[-1])]
    return list(zip(reversed(ours), reversed(theirs), strict=False))


def placed(row: Row, whole: str) -> list[str]:
    """Return a row's cells in the columns of the form, blanks elsewhere."""
    places = [""] * len(whole)
    for (first, end), (begin, stop) in _sides(row, whole):
        _fill(row.cells[first:end], whole, begin, stop, places)
    ours = _groups(row.kinds)
    for first, end in ours[: max(len(ours) - len(_groups(whole)), 0)]:
        _add(places, 0, [text for _, text in row.cells[first:end]])
    return places


def _fill(
    cells: Sequence[tuple[str, str]],
    whole: str,
    begin: int,
    stop: int,
    places: list[str],
) -> None:
    at = begin
    for kind, text in cells:
        found = next((p for p in range(at, stop) if whole[p] == kind), None)
        if found is None:
            _add(places, min(at, stop - 1), [text])
            continue
        places[found] = text
        at = found + 1


def _add(places: list[str], at: int, texts: Sequence[str]) -> None:
    places[at] = " ".join(each for each in (places[at], *texts) if each)


def named(tokens: Sequence[str], whole: str) -> list[str] | None:
    """Return the columns' names where a line has one for each, or for each side."""
    if len(tokens) == len(whole):
        return list(tokens)
    groups = _groups(whole)
    if len(tokens) != len(groups) or len(groups) < 2:
        return None
    names = [""] * len(whole)
    for token, (first, _) in zip(tokens, groups, strict=True):
        names[first] = token
    return names
