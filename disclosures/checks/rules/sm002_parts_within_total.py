"""SM002: no list of parts exceeds its total."""

from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import addition, number, written
from disclosures.figures.sums import Verdict, add_up


@rule("SM002", "其中项不大于总数", severity=Severity.ERROR, needs=("totals",))
def parts_within_total(material: Material) -> Iterator[Outcome]:
    """“其中”之后的各项加起来不大于总数，在舍入范围之内。

    Why: “其中”可以不列全，但不会比总数多。
    Fails: 资产总额100万元，其中：房屋80万元，车辆30万元。
    Passes: 资产总额100万元，其中：房屋60万元，车辆30万元。
    """
    for each in material.read.totals:
        if each.complete:
            continue
        total = each.total
        marks = (mark(total), *(mark(part) for part in each.parts))
        result = add_up(total, each.parts)
        if result.verdict is not Verdict.OFF:
            yield Looked(marks)
        elif result.gap > 0:
            yield Looked()
        else:
            computed = number(result.computed, total.step)
            yield Draft(
                message=(
                    f"{total.subject}：其中项合计 "
                    f"{addition(each.parts, total.scale)} = {computed}，大于总数 "
                    f"{written(total)}，超出 {number(-result.gap, total.step)}"
                    f"{total.unit}。"
                ),
                marks=marks,
                stated=written(total),
                expected=f"不小于 {computed}{total.unit}",
                suspects=marks,
                cause="SM002" + total.text + "|".join(one.text for one in each.parts),
            )
