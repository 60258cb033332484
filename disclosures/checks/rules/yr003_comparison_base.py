"""YR003: the accounts are compared with the year before."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule

_BASE = re.compile(
    r"(?:与|较|比|同)\s*(?<!\d)(20\d\d)\s*年度?(?!\s*\d)(?=([^。;,]{0,40}))"
)
_MONEY = re.compile(r"(?:增加|减少|增长|下降|上升|持平)")
_SUBJECT = re.compile(r"决算|支出|收入|经费|总计|合计|拨款|预算")


@rule("YR003", "比较的基年", severity=Severity.WARNING, words=("20",))
def comparison_base(material: Material) -> Iterator[Outcome]:
    """收支与上一年度比较；与本年度比较的只有本年预算数。

    Why: 基年没有随年度更新，增减额和增减率就不知道是同哪一年比的。
    Fails: 2024年度决算中写“与2022年度相比，支出总计减少5万元”。
    Passes: 写“与2023年度相比，支出总计减少5万元”。
    """
    year = material.context.year
    if year is None:
        return
    for line in prose(material.section, material.read, "20"):
        if line.kind == "heading":
            continue
        for found in _BASE.finditer(line.text):
            base = int(found[1])
            sentence = line.text[line.text.rfind("。", 0, found.start()) + 1 :]
            sentence = sentence.split("。")[0]
            of_money = "元" in sentence and _SUBJECT.search(sentence)
            if not of_money or not _MONEY.search(sentence):
                continue
            if base == year - 1 or (base == year and "预算" in found[2]):
                yield LOOKED
            elif base in (year, year - 2):
                yield Draft(
                    f"与{base}年比较，而{year}年度的上一年度是{year - 1}年",
                    (line.mark(*found.span(1)),),
                    severity=Severity.ERROR if base == year else None,
                    stated=found[1],
                    expected=str(year - 1),
                )
