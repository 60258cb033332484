"""YR002: balances are those of the end of this fiscal year."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule

_CLOSING = re.compile(
    r"(截至|截止到?|截止至)?\s*(?<!\d)(20\d\d)\s*年(?:度)?\s*"
    r"(?:12\s*月\s*31\s*日|(?:年)?末|年?底)"
)
_BALANCE = re.compile(
    r"车辆|固定资产|资产总额|国有资产|共有|保有量|设备|编制|实有|在职|职工"
)
_COMPARED = re.compile(r"[比较与同][^。;,]{0,12}$")


@rule(
    "YR002",
    "年末时点的年度",
    severity=Severity.ERROR,
    words=("12月", "12 月", "年末", "年底"),
)
def closing_date(material: Material) -> Iterator[Outcome]:
    """资产、车辆等年末数写的是本年度12月31日；预算写的是上年12月31日。

    Why: 年末时点写成上年，说明这一段沿用了上年文字，数字也可能没有更新。
    Fails: 2024年度决算中写“截至2023年12月31日，共有车辆3辆”。
    Passes: 写“截至2024年12月31日，共有车辆3辆”。
    """
    year = material.context.year
    if year is None:
        return
    budget = material.context.kind == "预算"
    closing = year - 1 if budget else year
    for line in prose(material.section, material.read, "年末", "12月", "12 月", "年底"):
        if line.kind == "heading":
            continue
        for found in _CLOSING.finditer(line.text):
            sentence = line.text[found.start() :].split("。")[0]
            compared = _COMPARED.search(line.text[: found.start()])
            before = line.text[: found.start()].split("。")[-1]
            both = re.search(rf"{closing}年度?(?:年?[末底]|12月)", before + sentence)
            if int(found[2]) != closing and both:
                continue
            if compared or not _BALANCE.search(sentence):
                continue
            if int(found[2]) == closing:
                yield LOOKED
            elif _amiss(found, closing, budget=budget):
                yield Draft(
                    f"年末数写作{found[2]}年末，本次公开的是{year}年度"
                    f"{material.context.kind}，应为{closing}年12月31日",
                    (line.mark(*found.span(2)),),
                    stated=found[2],
                    expected=str(closing),
                    suggestion=str(closing),
                )


def _amiss(found: re.Match[str], closing: int, *, budget: bool) -> bool:
    """A budget may look ahead to the end of its own year, and holds what was known
    when it was drawn up: a year earlier is no more than late."""
    if budget:
        return bool(found[1]) and int(found[2]) not in (closing - 1, closing + 1)
    return bool(found[1]) or int(found[2]) == closing - 1
