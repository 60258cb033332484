"""SC006: the score that the text gives is that of the form beside it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.lines import Line, prose
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule
from disclosures.checks.self_evaluation import Entry, forms

_SCORE = re.compile(r"自评(?:总)?得分(?:为|是|:)?(\d{1,3}(?:\.\d+)?)分")

_LEAST = 4

Said = tuple[Line, re.Match[str]]


@rule(
    "SC006",
    "文字与自评表的得分",
    severity=Severity.ERROR,
    words=("自评",),
    needs=("tables",),
)
def score_in_text(material: Material) -> Iterator[Outcome]:
    """文字所写的自评得分与同一节自评表的总得分相同。

    Why: 文字和表各写一个得分，读者不知道以哪个为准。
    Fails: 文字写“自评得分98.00分”，表中总得分98.50。
    Passes: 两处都是98.00。
    """
    found = forms(material.section)
    said = [
        (line, each)
        for line in prose(material.section, material.read, "自评")
        for each in _SCORE.finditer(line.text)
    ]
    for form in found:
        mine = said if len(found) == 1 else _of_project(said, form.project)
        if len(mine) == 1 and form.score is not None:
            yield from _judged(*mine[0], form.score)


def _of_project(said: Sequence[Said], project: str) -> list[Said]:
    """Return the scores in the lines that name the project."""
    if len(project) < _LEAST:
        return []
    return [(line, each) for line, each in said if project in line.text]


def _judged(line: Line, each: re.Match[str], total: Entry) -> Iterator[Outcome]:
    if total.value is None:
        return
    if Decimal(each[1]) == total.value:
        yield LOOKED
        return
    marks = (total.place, line.mark(*each.span(1)))
    yield Draft(
        f"自评表总得分为{total.text.strip()}，文字写自评得分{each[1]}分",
        marks,
        stated=total.text.strip(),
        expected=each[1],
        suspects=marks,
    )
