"""SM008: parts that miss their total by one slip of the pen alone."""

from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import addition, number, written
from disclosures.figures.slips import slipped
from disclosures.figures.sums import Verdict, add_up


@rule("SM008", "分项与总数只差一处笔误", severity=Severity.WARNING, needs=("totals",))
def slip_among_parts(material: Material) -> Iterator[Outcome]:
    """“其中”各项与总数的差，不是某一个数错一位或相邻两位颠倒就能解释的。

    Looked at only in long amounts that are not round: there a part left out hardly
    ever makes up for exactly one digit.

    Why: 改一位数字就正好加拢，多半各项已经列全，是抄错了一位。
    Fails: 运行费412.33万元，其中燃料费165.27万元、维修费113.48万元、保险费115.58万元。
    Passes: 同上，维修费131.48万元。
    """
    for each in material.read.totals:
        if each.complete:
            continue
        result = add_up(each.total, each.parts)
        if result.verdict is not Verdict.OFF or result.gap < 0:
            continue
        marks = (mark(each.total), *(mark(part) for part in each.parts))
        wrong = slipped(each.total, each.parts)
        if wrong is None:
            yield Looked()
            continue
        computed = number(result.computed, each.total.step)
        yield Draft(
            message=(
                f"{each.total.subject}：所列各项合计 "
                f"{addition(each.parts, each.total.scale)} = {computed}，与总数 "
                f"{written(each.total)} 差 {number(result.gap, each.total.step)}"
                f"{each.total.unit}；如各项已列全，{written(wrong)} 改一位数字"
                "或对调相邻两位即相符，疑为笔误。"
            ),
            marks=marks,
            stated=written(wrong),
            expected=f"{computed}{each.total.unit}" if wrong is each.total else "",
            suspects=marks,
        )
