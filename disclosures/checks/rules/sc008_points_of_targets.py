"""SC008: the points in a table of targets make a hundred."""

from collections.abc import Iterator
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule
from disclosures.checks.self_evaluation import target_points

_RIGHT = (Decimal(100), Decimal(90), Decimal(80))
"""All points; without the 10 (20 in some places) of the budget's execution."""
_NEAR = Decimal(25)
_LEAST = 4


@rule(
    "SC008",
    "绩效目标表分值合计",
    severity=Severity.WARNING,
    words=("分值", "权重"),
    needs=("tables",),
)
def points_of_targets(material: Material) -> Iterator[Outcome]:
    """绩效目标表各指标的分值（权重）合计为100分；预算执行率另计的为90分或80分。

    Why: 改了一个指标的分值，其他的没有跟着改，得分就不能按百分计。
    Fails: 四个指标的分值为30、30、20、25。
    Passes: 四个指标的分值为30、30、20、20。
    """
    for points in target_points(material.section):
        if len(points) < _LEAST:
            continue
        values = [each.value or Decimal(0) for each in points]
        added = sum(values, Decimal(0))
        if added in _RIGHT:
            yield LOOKED
            continue
        if abs(added - _RIGHT[0]) > _NEAR:
            continue
        shown = "+".join(f"{each:f}" for each in values)
        yield Draft(
            f"各指标分值{shown}={added:f}，不等于100分（预算执行率另计的为90分或80分）",
            tuple(each.place for each in points),
            stated=f"{added:f}",
            expected="100",
            suspects=tuple(each.place for each in points),
        )
