"""WD002: no word stands twice in a row."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import lines
from disclosures.checks.rule import Draft, Material, Outcome, rule

_DOUBLED = re.compile(
    r"([\u4e00-\u9fff]{3,6})\1|(?:半年|全年)(年)(?=[\u4e00-\u9fff])"
    r"|(?<![\u4e00-\u9fff]的)([的了和在及与是])\3(?![\u4e00-\u9fff]?[\3美确])"
)
_WORDS = frozenset({"和和", "是是", "在在", "的的"})
_LEGITIMATE = re.compile(
    r"和和美|的的确|是是非|和和气|与与会|及及第|在在编|在在职|了了解|的的士"
)


@rule("WD002", "词语重复", severity=Severity.INFO)
def doubled_words(material: Material) -> Iterator[Outcome]:
    """没有连写两遍的词语。

    Why: 词语连写两遍多是输入错误。
    Fails: 上半年年确定；项目验收项目验收、满意度调查。
    Passes: 上半年确定；项目验收、满意度调查。
    """
    for line in lines(material.section, material.read):
        for found in _DOUBLED.finditer(line.raw):
            if _LEGITIMATE.match(line.raw, found.start()):
                continue
            yield Draft(
                f"“{found[0]}”重复，疑为输入错误",
                (line.mark(*found.span()),),
                stated=found[0],
            )
