"""YR004: a fiscal year has four digits."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import Draft, Material, Outcome, rule

_MALFORMED = re.compile(
    r"(\d(?<![\d.,]\d)(?:(?<=2)0\d|(?<=2)\d0\d\d|(?<=2)0\d\d\d|\d(?=\s*年度)))\s*"
    r"(?=年度?\s*(?:[\u4e00-\u9fff“”]{0,20}?)(?:决算|预算|绩效|收支|12\s*月\s*31))"
)


@rule("YR004", "残缺的年度", severity=Severity.ERROR, words=("年度", "12"))
def malformed_year(material: Material) -> Iterator[Outcome]:
    """年度写全四位数字。

    Why: 年度缺一位或多一位，读者无法确定说的是哪一年。
    Fails: 202 年度部门决算情况说明。
    Passes: 2025年度部门决算情况说明。
    """
    year = material.context.year
    for line in prose(material.section, material.read, "年度", "12"):
        for found in _MALFORMED.finditer(line.text):
            if found[1] == str(year or 0)[2:]:
                continue
            yield Draft(
                f"年度“{found[1]}”不是完整的四位年份",
                (line.mark(*found.span(1)),),
                stated=found[1],
                expected=str(year) if year else "",
                suggestion=str(year) if year else "",
            )
