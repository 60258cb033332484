"""CH006: what is said to be above or below its target is."""

import re
from collections.abc import Iterator
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule

_COMPARED = re.compile(
    r"(?P<now>\d[\d,]*(?:\.\d+)?)(?P<unit>%|个|项|场|次|人次|人|户|家|件|公里|亩|万亩|平方米|批次)"
    r"(?:,(?:同?比|较)[^,。;%]{0,16}(?:百分点|%))?"
    r",(?:较|比)?(?P<word>高于|超过|大于|超出|优于|低于|小于|少于|未达到)"
    r"(?:年初|年度|预期|绩效|计划|设定的?)?(?:目标|计划|指标)?值?(?:的)?"
    r"(?P<aim>\d[\d,]*(?:\.\d+)?)(?P=unit)(?P<after>的?[^,;。\d]{0,4}(?:目标|计划|指标))?"
)
_UP = frozenset(("高于", "超过", "大于", "超出", "优于"))
_AIM = re.compile(r"目标|计划|指标")


@rule(
    "CH006",
    "与目标值比较的方向",
    severity=Severity.ERROR,
    words=("目标", "计划", "指标"),
)
def against_target(material: Material) -> Iterator[Outcome]:
    """写高于（低于）目标值的，完成值确实高于（低于）目标值。

    Why: 数字改了，后面“高于目标”的话没有跟着改。
    Fails: 合格率达92%，高于95%的目标值。
    Passes: 合格率达96%，高于95%的目标值。
    """
    for line in prose(material.section, material.read, "目标", "计划", "指标"):
        for found in _COMPARED.finditer(line.text):
            if not _AIM.search(found[0]):
                continue
            now, aim = (
                Decimal(found[each].replace(",", "")) for each in ("now", "aim")
            )
            above = found["word"] in _UP
            if now > aim if above else now < aim:
                yield LOOKED
                continue
            unit = found["unit"]
            yield Draft(
                f"{now:f}{unit}并不{found['word']}{aim:f}{unit}",
                (
                    line.mark(*found.span("word")),
                    line.mark(*found.span("now")),
                    line.mark(*found.span("aim")),
                ),
                stated=found["word"],
            )
