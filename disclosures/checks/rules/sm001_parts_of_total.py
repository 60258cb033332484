"""SM001: the parts of a complete list add up to their total."""

from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import addition, number, written
from disclosures.figures.model import Total
from disclosures.figures.sums import Sum, Verdict, add_up


@rule("SM001", "分项合计等于总数", severity=Severity.ERROR, needs=("totals",))
def parts_of_total(material: Material) -> Iterator[Outcome]:
    """列全了的分项，加起来等于总数，在舍入范围之内。

    Why: 加不拢说明漏了一项，或者抄错、写错了数。
    Fails: 支出合计100万元，其中：基本支出40万元，项目支出55万元。
    Passes: 支出合计100万元，其中：基本支出40万元，项目支出60万元。
    """
    for each in material.read.totals:
        if not each.complete:
            continue
        result = add_up(each.total, each.parts)
        marks = (mark(each.total), *(mark(part) for part in each.parts))
        if result.verdict is Verdict.OFF:
            yield _draft(each, result)
        else:
            yield Looked(marks)


def _draft(each: Total, result: Sum) -> Draft:
    total, scale = each.total, each.total.scale
    marks = (mark(total), *(mark(part) for part in each.parts))
    computed = number(result.computed, total.step)
    return Draft(
        message=(
            f"{total.subject}：各分项合计 {addition(each.parts, scale)} = {computed}，"
            f"与所列 {written(total)} 不符，差 {number(abs(result.gap), total.step)}"
            f"{total.unit}。"
        ),
        marks=marks,
        stated=written(total),
        expected=f"{computed}{total.unit}",
        suspects=marks,
        cause="SM001" + total.text + "|".join(part.text for part in each.parts),
    )
