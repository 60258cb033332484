"""TP005: no …… stands where a list or a number should go on."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import Draft, Material, Outcome, rule

_ELLIPSIS = re.compile(
    r"(?:(?<=[、,;:%元])|^\s*)(?:…+|⋯+|\.{3,}|。{3,})|(?:…+|⋯+|\.{4,})(?=[、,;。(])"
    r"|(?<=[\u4e00-\u9fff])(?:…+|⋯+)(?=(?:万元|亿元|元|%|[个台辆人名次批项户家套件平亩])"
    r"(?![\u4e00-\u9fff]{2}))"
)


@rule(
    "TP005", "以省略号代替内容", severity=Severity.WARNING, words=("…", "...", "。。。")
)
def ellipsis(material: Material) -> Iterator[Outcome]:
    """列举没有用“……”代替应当写出的内容。

    Why: 模板用“……”表示照此续写；公开文本里留着它，列举就是不完整的。
    Fails: 主要包括：基本工资、津贴补贴、……；公用经费20万元。
    Passes: 主要包括：基本工资、津贴补贴；公用经费20万元。
    """
    for line in prose(material.section, material.read, "…", "...", "。。。"):
        for found in _ELLIPSIS.finditer(line.text):
            yield Draft(
                "此处以省略号代替了应当写明的内容",
                (line.mark(*found.span()),),
                stated=found[0],
            )
