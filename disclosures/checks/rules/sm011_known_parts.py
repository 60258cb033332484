"""SM011: what well-known parts, told in several sentences, make of their whole."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import addition, number, written
from disclosures.figures.model import Figure, Kind, Measure
from disclosures.figures.sums import Verdict, add_up


class Known(NamedTuple):
    """A whole and its parts, by the names that they go by."""

    whole: re.Pattern[str]
    parts: tuple[re.Pattern[str], ...]


_KNOWN = (
    Known(
        re.compile(r"基本支出$"),
        (
            re.compile(r"(?:^|基本支出中)人员经费(?:支出)?$"),
            re.compile(r"^(?:日常)?公用经费(?:支出)?$"),
        ),
    ),
    Known(
        re.compile(r"公务用?车购置[及和]运行(?:维护|维)?费?(?:支出)?$"),
        (
            re.compile(r"^公务用?车购置费?(?:支出)?$"),
            re.compile(r"^公务用?车运行(?:维护|维)?费?(?:支出)?$"),
        ),
    ),
    Known(
        re.compile(r"^[“\"]?三公[”\"]?经费(?:财政拨款)?(?:支出)?$"),
        (
            re.compile(r"^因公出国(?:\(境\))?(?:经费|费用?)(?:支出)?$"),
            re.compile(r"^公务用?车购置[及和]运行(?:维护|维)?费?(?:支出)?$"),
            re.compile(r"^公务接待费(?:支出)?$"),
        ),
    ),
)
_NOW = (Measure.FINAL, Measure.UNKNOWN)
_FIRST = 24
"""So many figures from the whole on its parts may stand."""


@rule(
    "SM011",
    "分几句写的分项合计等于总数",
    severity=Severity.ERROR,
    words=("人员经费", "公务用车", "公务车"),
    needs=("figures",),
)
def known_parts(material: Material) -> Iterator[Outcome]:
    """分几句写的，人员与公用经费、用车购置与运行费、“三公”三项加起来等于各自的总数。

    A list in one sentence is left to SM001. Each part must be told with one amount
    behind the whole, and none may be larger than it.

    Why: 中间隔着用途和增减说明，改了一项不容易看出合计不符。
    Fails: 基本支出100万元。其中：人员经费80万元，主要是工资。公用经费30万元。
    Passes: 同上，公用经费20万元。
    """
    read = material.read
    listed = {id(part) for each in read.totals for part in each.parts if each.complete}
    figures = [
        each
        for each in read.figures
        if each.kind is Kind.AMOUNT and each.table < 0 and each.measure in _NOW
    ]
    for known in _KNOWN:
        at = _first(figures, known.whole)
        if at is None:
            continue
        whole, after = figures[at], figures[at + 1 : at + 1 + _FIRST]
        found = [_only(after, each) for each in known.parts]
        parts = [each for each in found if each is not None]
        if len(parts) < len(found) or all(id(each) in listed for each in parts):
            continue
        if whole.value and all(each.base <= whole.base for each in parts):
            yield _judged(whole, parts)


def _first(figures: Sequence[Figure], name: re.Pattern[str]) -> int | None:
    """Return where the whole stands, None where it is told with several amounts."""
    found = [at for at, each in enumerate(figures) if name.search(each.subject)]
    same = len({figures[at].base for at in found}) == 1
    return found[0] if same else None


def _only(figures: Sequence[Figure], name: re.Pattern[str]) -> Figure | None:
    found = [each for each in figures if name.search(each.subject)]
    return found[0] if len({each.base for each in found}) == 1 else None


def _judged(whole: Figure, parts: Sequence[Figure]) -> Outcome:
    result = add_up(whole, parts)
    marks = (mark(whole), *(mark(each) for each in parts))
    if result.verdict is not Verdict.OFF:
        return Looked(marks)
    computed = number(result.computed, whole.step)
    return Draft(
        f"{whole.subject}：{'与'.join(each.subject for each in parts)}合计 "
        f"{addition(parts, whole.scale)} = {computed}，与所列 {written(whole)} "
        f"不符，差 {number(abs(result.gap), whole.step)}{whole.unit}。",
        marks,
        stated=written(whole),
        expected=f"{computed}{whole.unit}",
        suspects=marks,
    )
