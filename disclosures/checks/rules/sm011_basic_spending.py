"""SM011: staff and running costs make the basic spending, told in several sentences."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import addition, number, written
from disclosures.figures.model import Figure, Kind, Measure
from disclosures.figures.sums import Verdict, add_up

_WHOLE = re.compile(r"基本支出$")
_STAFF = re.compile(r"(?:^|基本支出中)人员经费(?:支出)?$")
_RUNNING = re.compile(r"^(?:日常)?公用经费(?:支出)?$")
_NOW = (Measure.FINAL, Measure.UNKNOWN)
_FIRST = 14
"""So many figures from the whole on its parts may stand."""


@rule(
    "SM011",
    "基本支出等于人员经费加公用经费",
    severity=Severity.ERROR,
    words=("人员经费",),
    needs=("figures",),
)
def basic_spending(material: Material) -> Iterator[Outcome]:
    """分成几句话写的，人员经费加公用经费等于前面的基本支出。

    A list in one sentence is left to SM001. Each part must be told once behind the
    whole, and neither may be larger than it.

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
    for at, whole in enumerate(figures):
        if not _WHOLE.search(whole.subject) or not whole.value:
            continue
        after = figures[at + 1 : at + 1 + _FIRST]
        staff, running = _only(after, _STAFF), _only(after, _RUNNING)
        if staff is None or running is None:
            continue
        if id(staff) in listed and id(running) in listed:
            continue
        if max(staff.base, running.base) <= whole.base:
            yield _judged(whole, (staff, running))
        return


def _only(figures: list[Figure], name: re.Pattern[str]) -> Figure | None:
    found = [each for each in figures if name.search(each.subject)]
    return found[0] if len({each.base for each in found}) == 1 else None


def _judged(whole: Figure, parts: tuple[Figure, Figure]) -> Outcome:
    result = add_up(whole, parts)
    marks = (mark(whole), *(mark(each) for each in parts))
    if result.verdict is not Verdict.OFF:
        return Looked(marks)
    computed = number(result.computed, whole.step)
    return Draft(
        f"{whole.subject}：人员经费与公用经费合计 {addition(parts, whole.scale)} = "
        f"{computed}，与所列 {written(whole)} 不符，差 "
        f"{number(abs(result.gap), whole.step)}{whole.unit}。",
        marks,
        stated=written(whole),
        expected=f"{computed}{whole.unit}",
        suspects=marks,
    )
