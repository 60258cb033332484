"""YR006: what is reported as the year's result runs to the end of the year."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import Draft, Material, Outcome, rule

_EARLY = re.compile(
    r"(?<![\d年.])1\s*月?\s*[-—–~至到]{1,2}\s*([6-9]|1[01])\s*月(?:份|底|末)?(?![\d至])"
    r"|截[至止]到?\s*(?:20\d\d年)?\s*([1-9]|1[01])\s*月\s*(?:\d{1,2}\s*日|底|末)"
)
_RESULT = re.compile(r"\d")


@rule("YR006", "数据截止早于年末", severity=Severity.INFO, words=("月",))
def period_ends_early(material: Material) -> Iterator[Outcome]:
    """年度工作成效用全年数据。

    Why: 决算反映全年，成效数据只到某月，多半引自年中总结，宜更新为全年数。
    Fails: 1—10月共受理诉求600件。
    Passes: 全年共受理诉求700件。
    """
    if material.context.kind != "决算":
        return
    for line in prose(material.section, material.read, "月"):
        if line.kind == "heading":
            continue
        for found in _EARLY.finditer(line.text):
            if _RESULT.search(re.split(r"[。;]", line.text[found.end() :])[0]):
                month = found[1] or found[2]
                yield Draft(
                    f"此处数据截止到{month}月，决算宜反映全年（1—12月）情况",
                    (line.mark(*found.span()),),
                    stated=line.raw[found.start() : found.end()],
                )
