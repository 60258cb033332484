"""PC006: a composition given in percentages alone makes one hundred per cent."""

import re
from collections.abc import Iterator
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Mark, Material, Outcome, rule
from disclosures.checks.wording import number
from disclosures.figures.interval import Interval, exactly, total
from disclosures.figures.sums import step_interval

_ITEM = r"[^,;。:、\d%\n]{2,24}?\d+(?:\.\d+)?%"
_LINE = re.compile(
    rf"^[ ]*(?:[^\n:]{{0,20}}:)?(?:{_ITEM}[,;、]){{2,}}{_ITEM}[。;]?[ ]*$", re.M
)
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)%")
_RATES = re.compile(r"率|增|减|升|降|达")
_LEAST = 3
_NEAR = Interval(Decimal(98), Decimal(102))


@rule("PC006", "构成比例合计为100%", severity=Severity.WARNING, words=("%",))
def composition(material: Material) -> Iterator[Outcome]:
    """一段中只列各项百分比的，加起来等于100%。

    Looked at where the sum is between 98 and 102: the items then can mean nothing
    but a composition.

    Why: 有一项舍入错了，或者改数时漏了一项。
    Fails: 场地费60.50%；人员费30.20%；材料费9.10%。
    Passes: 场地费60.50%；人员费30.20%；材料费9.30%。
    """
    if material.read.plain.count("%") < _LEAST:
        return
    for match in _LINE.finditer(material.read.plain):
        if _RATES.search(match.group()):
            continue
        found = list(_NUMBER.finditer(material.read.plain, match.start(), match.end()))
        computed = sum((Decimal(each[1]) for each in found), Decimal(0))
        if not exactly(computed).meets(_NEAR):
            continue
        marks = tuple(
            Mark(material.section.key, each.start(1), each.end(1)) for each in found
        )
        if total(step_interval(each[1]) for each in found).meets(exactly(Decimal(100))):
            yield Looked(marks)
            continue
        said = " + ".join(each[1] for each in found)
        gap = number(abs(Decimal(100) - computed))
        yield Draft(
            message=f"构成比例合计 {said} = {number(computed)}%，与 100% 差 {gap}。",
            marks=marks,
            stated=f"{number(computed)}%",
            expected="100%",
            suspects=marks,
        )
