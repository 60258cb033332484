"""SC006: the score that the text gives is that of the form beside it."""

import re
from collections.abc import Iterator
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule
from disclosures.checks.self_evaluation import forms

_SCORE = re.compile(r"自评(?:总)?得分(?:为|是|:)?(\d{1,3}(?:\.\d+)?)分")


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
    if len(found) != 1 or found[0].score is None or found[0].score.value is None:
        return
    said = [
        (line, each)
        for line in prose(material.section, material.read, "自评")
        for each in _SCORE.finditer(line.text)
    ]
    if len(said) != 1:
        return
    line, each = said[0]
    total = found[0].score
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
