"""SM012: the plan at the start of the year and what was added make the whole year's."""

import re
from collections.abc import Iterator
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import Draft, Looked, Material, Outcome, rule
from disclosures.checks.wording import number
from disclosures.figures.interval import exactly
from disclosures.figures.sums import step_interval

_MONEY = r"(\d[\d,]*(?:\.\d+)?)[ ]*(亿元|万元|元)"
_TOLD = re.compile(
    rf"年初[^。;,\d]{{0,10}}预算[^。;,\d]{{0,8}}{_MONEY},"
    rf"[^。;,\d]{{0,6}}(追加|调增|增加|调减|核减|压减|减少)[^。;,\d]{{0,8}}{_MONEY},"
    rf"[^。;,\d]{{0,8}}(?:调整后?|全年)[^。;,\d]{{0,8}}预算[^。;,\d]{{0,6}}{_MONEY}"
)
_SCALES = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_LESS = frozenset(("调减", "核减", "压减", "减少"))


@rule(
    "SM012",
    "年初预算加追加等于全年预算",
    severity=Severity.ERROR,
    words=("年初",),
    needs=("figures",),
)
def adjusted_budget(material: Material) -> Iterator[Outcome]:
    """年初预算加上年中追加（减去调减），等于调整后的全年预算。

    Why: 三个数在一句话里，改了一个容易漏改另外两个。
    Fails: 年初预算90万元，年中追加15万元，调整后预算100万元。
    Passes: 年初预算90万元，年中追加10万元，调整后预算100万元。
    """
    for line in prose(material.section, material.read, "年初"):
        for found in _TOLD.finditer(line.text):
            first, added, whole = (found[at].replace(",", "") for at in (1, 4, 6))
            scales = [_SCALES[found[at]] for at in (2, 5, 7)]
            sign = Decimal(-1 if found[3] in _LESS else 1)
            around = step_interval(first).times(scales[0]) + step_interval(added).times(
                sign * scales[1]
            )
            marks = tuple(line.mark(*found.span(at)) for at in (6, 1, 4))
            if step_interval(whole).times(scales[2]).meets(around):
                yield Looked(marks)
                continue
            exact = Decimal(first) * scales[0] + sign * Decimal(added) * scales[1]
            if exactly(exact).low <= 0:
                continue
            said = f"{number(exact / scales[2])}{found[7]}"
            yield Draft(
                f"年初预算 {found[1]}{found[2]}{'−' if sign < 0 else '+'}{found[3]} "
                f"{found[4]}{found[5]} = {said}，文中为 {found[6]}{found[7]}。",
                marks,
                stated=f"{found[6]}{found[7]}",
                expected=said,
                suspects=marks,
            )
