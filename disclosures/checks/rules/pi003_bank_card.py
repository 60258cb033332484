"""PI003: no bank card number is published."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import lines
from disclosures.checks.rule import Draft, Material, Outcome, rule

_CARD = re.compile(
    r"(?<![\d.,A-Za-z])\d{4}(?: ?\d{4}){3}(?: ?\d{1,3})?(?![\d.,A-Za-z])"
)
_LIKELY = re.compile(r"\d\d{3} ?\d{4} ?\d{4} ?\d{4}")
_CONTEXT = re.compile(r"账号|帐号|账户|帐户|卡号|开户|银行")
_BEFORE = 30


@rule("PI003", "银行卡号", severity=Severity.ERROR)
def bank_card(material: Material) -> Iterator[Outcome]:
    """公开文本中没有个人银行卡号。

    Why: 银行卡号属于敏感的个人信息，公开会造成财产风险。
    Fails: 收款人张某，卡号为16至19位且校验位正确的号码。
    Passes: 不写卡号。
    Source: 个人信息保护法关于公开个人信息的规定。
    """
    if not _LIKELY.search(material.read.plain):
        return
    for line in lines(material.section, material.read):
        for found in _CARD.finditer(line.text):
            digits = found[0].replace(" ", "")
            start = max(found.start() - _BEFORE, 0)
            near = line.text[start : found.start()]
            if _luhn(digits) and (digits.startswith("62") or _CONTEXT.search(near)):
                yield Draft(
                    f"出现银行卡号{digits[:4]}********{digits[-4:]}，公开前应删除",
                    (line.mark(*found.span()),),
                )


def _luhn(digits: str) -> bool:
    total = 0
    for at, each in enumerate(reversed(digits)):
        value = int(each) * (1 + at % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
