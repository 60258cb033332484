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
_SHORT = ("的的", "了了", "和和", "在在", "及及", "与与", "是是", "半年年", "全年年")
_LENGTHS = range(3, 7)
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
    if not _likely(f"{material.section.heading}\n{material.read.text}"):
        return
    for line in lines(material.section, material.read):
        if not _likely(line.raw):
            continue
        for found in _DOUBLED.finditer(line.raw):
            if _LEGITIMATE.match(line.raw, found.start()):
                continue
            yield Draft(
                f"“{found[0]}”重复，疑为输入错误",
                (line.mark(*found.span()),),
                stated=found[0],
            )


def _likely(text: str) -> bool:
    """Whether a word may stand twice in a row.

    The text as one number, a byte a character, shifted by a word's length and compared
    with itself, has a run of zeros where it repeats: far quicker than a back-reference
    at each place.
    """
    for each in _SHORT:
        if each in text:
            return True
    data = text.encode("utf-16-le", "surrogatepass")[::2]
    number = int.from_bytes(data, "little")
    for size in _LENGTHS:
        same = number ^ (number >> (8 * size))
        if bytes(size) in same.to_bytes(len(data), "little"):
            return True
    return False
