"""SC003: an indicator's score is within its points and fits what was reached."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule
from disclosures.checks.self_evaluation import Entry, Indicator, forms

_LESS_IS_BETTER = re.compile(
    r"成本|费用|污染|浓度|超支|逾期|死亡|发病|时限|时长|投诉|差错|事故|时间|天数|率?降|≤|小于|不超过|控制"
)


@rule("SC003", "指标得分", severity=Severity.ERROR, words=("得分",), needs=("tables",))
def indicator_score(material: Material) -> Iterator[Outcome]:
    """指标得分不小于零、不大于分值；没有完成指标值的不得满分。

    Why: 得分高于分值是笔误；没有完成而得满分，自评结果不可信。
    Fails: 分值5，得分6；指标值10场，完成8场，分值5，得分5。
    Passes: 指标值10场，完成8场，分值5，得分4。
    """
    for form in forms(material.section):
        for each in form.indicators:
            yield from _bounds(each)
            yield from _reached(each)


def _bounds(each: Indicator) -> Iterator[Outcome]:
    score, weight = each.score, each.weight
    if score is None or score.value is None or weight.value is None:
        return
    if 0 <= score.value <= weight.value:
        yield LOOKED
        return
    yield Draft(
        f"得分{score.value}超出了0至分值{weight.value}的范围",
        (score.place, weight.place),
        stated=score.text.strip(),
    )


def _reached(each: Indicator) -> Iterator[Outcome]:
    target, actual, score = each.target, each.actual, each.score
    if target is None or actual is None or score is None:
        return
    if each.group == "成本" or _LESS_IS_BETTER.search(each.name.text + target.text):
        return
    if not _comparable(target, actual) or score.value != each.weight.value:
        return
    if (actual.value or 0) >= (target.value or 0):
        yield LOOKED
        return
    yield Draft(
        f"完成值{actual.text.strip()}低于指标值{target.text.strip()}，"
        f"却得了满分{each.weight.value}",
        (score.place, actual.place, target.place),
        severity=Severity.WARNING,
        stated=score.text.strip(),
    )


def _comparable(target: Entry, actual: Entry) -> bool:
    if target.value is None or actual.value is None:
        return False
    return target.percent == actual.percent and target.value > 0
