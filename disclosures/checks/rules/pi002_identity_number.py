"""PI002: no resident identity number is published."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import lines
from disclosures.checks.rule import Draft, Material, Outcome, rule

_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])"
    r"(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_LIKELY = re.compile(r"\d\d{16}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@rule("PI002", "身份证号码", severity=Severity.ERROR, words=("19", "20"))
def identity_number(material: Material) -> Iterator[Outcome]:
    """公开文本中没有身份证号码。

    Why: 身份证号码是敏感的个人信息，公开即泄露。
    Fails: 文中出现18位、校验码正确的身份证号码。
    Passes: 不写身份证号码。
    Source: 个人信息保护法关于公开个人信息的规定。
    """
    if not _LIKELY.search(material.read.plain):
        return
    for line in lines(material.section, material.read):
        for found in _IDENTITY.finditer(line.text):
            if _checks(found[0]):
                yield Draft(
                    f"出现身份证号码{found[0][:3]}***********{found[0][-4:]}，"
                    "公开前应删除",
                    (line.mark(*found.span()),),
                )


def _checks(digits: str) -> bool:
    total = sum(
        int(each) * weight for each, weight in zip(digits[:17], _WEIGHTS, strict=True)
    )
    return _CHECKS[total % 11] == digits[-1].upper()
