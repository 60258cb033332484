"""What differs between two versions of a table: rows and columns are followed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from disclosures.parse.model import TableBlock

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a changed row; `old` and `new` are alike where it has not changed."""

    old: str
    new: str

    @property
    def changed(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class RowChange:
    """`how` is added, removed, moved or changed."""

    how: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class TableChange:
    """Rows that differ, in the new table's order; `same` is how many do not."""

    title: str
    head: Row
    rows: tuple[RowChange, ...]
    same: int
    columns_added: Row = ()
    columns_removed: Row = ()
    how: str = "changed"
    """changed, added or removed, as a whole."""

    @property
    def differs(self) -> bool:
        return bool(
            self.rows
            or self.columns_added
            or self.columns_removed
            or self.how != "changed"
        )

    def count(self, how: str) -> int:
        return sum(row.how == how for row in self.rows)


def compare(old: TableBlock, new: TableBlock) -> TableChange:
    """Return what differs: a row put in is one added row, whatever lies below it."""
    pairs, gone, came = _columns(_head(old), _head(new))
    before = [tuple(row[i] for i, _ in pairs) for row in old.rows[old.header :]]
    after = [tuple(row[j] for _, j in pairs) for row in new.rows[new.header :]]
    rows = list(_moved(list(_rows(before, after))))
    changed = sum(row.how in ("added", "changed", "moved") for row in rows)
    head = _head(new)
    return TableChange(
        title=new.title or old.title,
        head=tuple(head[j] for _, j in pairs),
        rows=tuple(rows),
        same=len(after) - changed,
        columns_added=tuple(head[j] for j in came),
        columns_removed=tuple(_head(old)[i] for i in gone),
    )


def whole(table: TableBlock, how: str) -> TableChange:
    """Return a table that is new or gone as a whole."""
    return TableChange(table.title, _head(table), (), 0, how=how)


def _head(table: TableBlock) -> Row:
    """Return the columns' names: what stands above each, rows of the head joined."""
    width = len(table.rows[0]) if table.rows else 0
    return tuple(
        " ".join(dict.fromkeys(row[column] for row in table.rows[: table.header]))
        for column in range(width)
    )


def _columns(old: Row, new: Row) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Return pairs of the same column, and those of either table alone."""
    if len(old) == len(new):
        return [(i, i) for i in range(len(old))], [], []
    pairs: list[tuple[int, int]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        pairs += [(a + k, b + k) for k in range(size)]
    kept_old, kept_new = {i for i, _ in pairs}, {j for _, j in pairs}
    return (
        pairs,
        [i for i in range(len(old)) if i not in kept_old],
        [j for j in range(len(new)) if j not in kept_new],
    )


def _rows(before: Sequence[Row], after: Sequence[Row]) -> Iterator[RowChange]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for how, a1, a2, b1, b2 in matcher.get_opcodes():
        if how != "equal":
            yield from _differing(before[a1:a2], after[b1:b2])


def _differing(before: Sequence[Row], after: Sequence[Row]) -> Iterator[RowChange]:
    """Pair rows that bear the same name, in their order; the rest came or went."""
    names_before = [_name(row) for row in before]
    names_after = [_name(row) for row in after]
    matcher = SequenceMatcher(None, names_before, names_after, autojunk=False)
    for how, a1, a2, b1, b2 in matcher.get_opcodes():
        if how == "equal" or (how == "replace" and _alike(before[a1:a2], after[b1:b2])):
            yield from map(_changed, before[a1:a2], after[b1:b2])
            continue
        yield from (_alone("removed", row) for row in before[a1:a2])
        yield from (_alone("added", row) for row in after[b1:b2])


def _name(row: Row) -> str:
    """Return what a row is about: its first words that are no number."""
    return next((cell for cell in row if cell and not _number(cell)), "")


def _number(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "").lstrip("-+").rstrip("%").isdecimal()


def _alike(before: Sequence[Row], after: Sequence[Row]) -> bool:
    """Whether as many rows stand in the place of others, most cells the same."""
    if len(before) != len(after):
        return False
    pairs = [
        (x, y)
        for old, new in zip(before, after, strict=True)
        for x, y in zip(old, new, strict=True)
    ]
    return 2 * sum(x == y for x, y in pairs) >= len(pairs)


def _changed(old: Row, new: Row) -> RowChange:
    cells = tuple(CellChange(x, y) for x, y in zip(old, new, strict=True))
    return RowChange("changed", cells)


def _alone(how: str, row: Row) -> RowChange:
    cells = tuple(
        CellChange("", each) if how == "added" else CellChange(each, "") for each in row
    )
    return RowChange(how, cells)


def _moved(rows: list[RowChange]) -> Iterator[RowChange]:
    """Take a row that went here and came there for one that moved."""
    removed = [tuple(c.old for c in row.cells) for row in rows if row.how == "removed"]
    added = [tuple(c.new for c in row.cells) for row in rows if row.how == "added"]
    moved = [row for row in removed if row in added]
    came, went = list(moved), list(moved)
    for row in rows:
        if row.how == "added" and (new := tuple(c.new for c in row.cells)) in came:
            came.remove(new)
            yield RowChange("moved", tuple(CellChange(x, x) for x in new))
        elif row.how == "removed" and (old := tuple(c.old for c in row.cells)) in went:
            went.remove(old)
        else:
            yield row
