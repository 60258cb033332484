"""SC003: an indicator's score is within its points and fits what was reached."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule
from disclosures.checks.self_evaluation import Entry, Indicator, forms
from disclosures.figures.plain import plain

_LESS_IS_BETTER = re.compile(
    r"成本|费用|污染|浓度|超支|逾期|死亡|发病|时限|时长|投诉|差错|事故|时间|天数|率?降|控制"
)
_LEAST = ("≥", ">=", "不低于", "不少于", "大于等于")
_MOST = ("≤", "<=", "不超过", "不高于", "小于等于")
_MEASURED = re.compile(
    rf"(?P<bound>{'|'.join((*_LEAST, *_MOST))}|[<>＜＞=]|小于|大于)?"
    r"(?P<value>\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d,.、至~-]{0,5})"
)


@rule(
    "SC003",
    "指标得分",
    severity=Severity.ERROR,
    words=("得分", "评分"),
    needs=("tables",),
)
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
        suspects=(score.place, weight.place),
        stated=score.text.strip(),
    )


def _reached(each: Indicator) -> Iterator[Outcome]:
    target, actual, score = each.target, each.actual, each.score
    if target is None or actual is None or score is None:
        return
    aim, done = _measure(target), _measure(actual)
    if aim is None or done is None or done.bound or aim.unit != done.unit:
        return
    unsure = each.group == "成本" or _LESS_IS_BETTER.search(each.name.text)
    if (unsure and not aim.bound) or score.value != each.weight.value:
        return
    if aim.bound not in _LEAST + _MOST + ("",) or not aim.value:
        return
    most = aim.bound in _MOST
    if done.value <= aim.value if most else done.value >= aim.value:
        yield LOOKED
        return
    yield Draft(
        f"完成值{actual.text.strip()}{'高' if most else '低'}于指标值"
        f"{target.text.strip()}，却得了满分{each.weight.value}",
        (score.place, actual.place, target.place),
        suspects=(score.place, actual.place),
        severity=Severity.WARNING,
        stated=score.text.strip(),
    )


class Measured(NamedTuple):
    """A target or what was reached: bound (≥, 不低于 …, '' for none), value, unit."""

    bound: str
    value: Decimal
    unit: str


def _measure(entry: Entry) -> Measured | None:
    found = _MEASURED.fullmatch("".join(plain(entry.text).split()))
    if found is None:
        return None
    value = Decimal(found["value"].replace(",", ""))
    return Measured(found["bound"] or "", value, found["unit"])
