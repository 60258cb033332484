"""SC005: a form's points by group are those that the text announces."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.checks.self_evaluation import GROUPS, Form, forms
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

_WEIGHT = re.compile(r"(产出|效益|满意度|成本)(?:指标)?(?:权重|占|为)?(\d{1,2})(%|分)")


class Announced(NamedTuple):
    """The points that one sentence gives to the groups."""

    points: tuple[tuple[str, int], ...]
    places: tuple[Mark, ...]


def _gather(
    section: Section, read: SectionFigures
) -> tuple[tuple[Announced, ...], tuple[Form, ...]]:
    announced: list[Announced] = []
    for line in prose(section, read, "产出指标", "产出"):
        found = {each[1]: each for each in _WEIGHT.finditer(line.text)}
        if "产出" in found and "效益" in found:
            announced.append(
                Announced(
                    tuple((name, int(each[2])) for name, each in found.items()),
                    tuple(line.mark(*each.span()) for each in found.values()),
                )
            )
    return tuple(announced), forms(section)


@rule(
    "SC005",
    "指标权重",
    severity=Severity.ERROR,
    scope="document",
    gather=_gather,
    words=("产出",),
)
def announced_weights(material: Material) -> Iterator[Outcome]:
    """自评表各一级指标的分值与文中写明的权重一致。

    Why: 文中说产出50分、效益30分，表里却按别的分值打分，得分就不能与标准相比。
    Fails: 文中写产出指标50%、效益指标30%，表中产出合计70分、效益合计10分。
    Passes: 表中产出合计50分、效益合计30分。
    """
    facts: Mapping[str, tuple[tuple[Announced, ...], tuple[Form, ...]]] = material.facts
    announced = [each for said, _ in facts.values() for each in said]
    if not announced or len({frozenset(each.points) for each in announced}) > 1:
        return
    for form in (each for _, found in facts.values() for each in found):
        added = {
            group: [each.weight for each in form.indicators if each.group == group]
            for group in GROUPS
        }
        counted = {
            group: sum((each.value or Decimal(0) for each in points), Decimal(0))
            for group, points in added.items()
        }
        wrong = [
            (group, points)
            for group, points in announced[0].points
            if counted.get(group) != points
        ]
        if not wrong or any(not each.group for each in form.indicators):
            yield LOOKED
            continue
        said = "；".join(
            f"{group}写明{points}分，表中"
            + "+".join(str(each.value) for each in added.get(group, []))
            + f"={counted.get(group, Decimal(0))}分"
            for group, points in wrong
        )
        yield Draft(
            f"自评表的分值与文中写明的权重不符：{said}",
            (
                *announced[0].places,
                *(each.place for group, _ in wrong for each in added.get(group, [])),
            ),
            stated="、".join(f"{group}{counted.get(group)}" for group, _ in wrong),
            expected="、".join(f"{group}{points}" for group, points in wrong),
        )
