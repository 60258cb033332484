"""SM009: receptions at home and of guests from abroad make the cost of receptions."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import addition, number, written
from disclosures.figures.model import Figure, Measure
from disclosures.figures.sums import Verdict, add_up

_HOME = re.compile(r"国内(?:公务)?接待|接待国内")
_ABROAD = re.compile(r"外宾|外事接待|国\(境\)外(?:公务)?接待|接待外")
_WHOLE = re.compile(r"公务接待费")
_NOW = (Measure.FINAL, Measure.UNKNOWN)


@rule(
    "SM009",
    "国内接待与外事接待合计",
    severity=Severity.ERROR,
    words=("外宾", "外事", "境"),
    needs=("figures",),
)
def receptions(material: Material) -> Iterator[Outcome]:
    """公务接待费等于国内公务接待支出加外宾（外事）接待支出。

    Looked at where a section gives all three in this order, each once.

    Why: 两项分开写，总额在前面，改了一项容易漏改另一处。
    Fails: 公务接待费5.00万元。国内公务接待9批次，支出4.50万元；外宾接待支出1.50万元。
    Passes: 同上，外宾接待支出0.50万元。
    """
    figures = [
        each
        for each in material.read.figures
        if each.money and each.table < 0 and each.measure in _NOW
    ]
    home = [each for each in figures if _HOME.search(each.subject)]
    abroad = [each for each in figures if _ABROAD.search(each.subject)]
    if len({each.base for each in home}) != 1 or len({one.base for one in abroad}) != 1:
        return
    parts = (home[0], abroad[0])
    whole = _before(figures, home[0])
    if whole is None or any(one.base > whole.base for one in parts):
        return
    marks = (mark(whole), *(mark(each) for each in parts))
    result = add_up(whole, parts)
    if result.verdict is not Verdict.OFF:
        yield Looked(marks)
        return
    if parts[0].base == whole.base or not parts[1].value:
        return
    computed = number(result.computed, whole.step)
    yield Draft(
        f"公务接待费：国内与外事接待合计 {addition(parts, whole.scale)} = {computed}，"
        f"与所列 {written(whole)} 不符，差 {number(abs(result.gap), whole.step)}"
        f"{whole.unit}。",
        marks,
        stated=written(whole),
        expected=f"{computed}{whole.unit}",
        suspects=marks,
    )


def _before(figures: list[Figure], home: Figure) -> Figure | None:
    """Return the last cost of receptions told before the guests at home."""
    found = [
        each
        for each in figures
        if each.start < home.start and _WHOLE.search(each.subject)
    ]
    return found[-1] if found else None
