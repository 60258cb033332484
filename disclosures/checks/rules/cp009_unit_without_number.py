"""CP009: a form's actual value is a number, not its unit alone."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.checks.self_evaluation import forms

_UNIT = re.compile(r"[%％‰]|万?元|个|次|场|人次?|家|项|份|天|米|平方米|件|户|处|≥|≤|=")


@rule(
    "CP009",
    "完成值只有单位",
    severity=Severity.WARNING,
    words=("得分",),
    needs=("tables",),
)
def unit_without_number(material: Material) -> Iterator[Outcome]:
    """自评表的实际完成值写明数值，不只写单位。

    Why: 只写“%”等于没有填完成值，得分就没有依据。
    Fails: 指标值90，实际完成值%。
    Passes: 指标值90%，实际完成值92%。
    """
    for form in forms(material.section):
        bare: list[Mark] = []
        for each in form.indicators:
            if each.actual is None or not each.actual.text.strip():
                continue
            if _UNIT.fullmatch(each.actual.text.strip()):
                bare += [each.actual.place, each.name.place]
            else:
                yield LOOKED
        if bare:
            yield Draft(
                f"自评表有{len(bare) // 2}项指标的实际完成值只写了单位，没有数值",
                tuple(bare),
            )
