"""UN003: an amount lacks its 元, a share its percent sign."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule

_MONEY = re.compile(
    r"(?:支出|收入|经费|费|决算|预算数?|金额|总计|合计|资金)[为共计 ]{0,3}"
    r"(?P<number>\d[\d,]*\.\d+)[ ]?(?P<unit>万|亿)?"
    r"(?![ ]?[\d万亿千百元%个百分点人辆美欧余多亩株份户公平立头吨件条台场字])"
)
_POINT = re.compile(r"\d\.\d")
_SHARE = re.compile(
    r"占[^,;。占\d]{0,30}?(?:的|比重|比例)?(?:为|达)?(?P<number>\d+\.\d+)(?=[,;。)\n]|$)"
)


@rule("UN003", "数字缺少单位", severity=Severity.WARNING)
def missing_unit(material: Material) -> Iterator[Outcome]:
    """金额后有元、万元或亿元，占比后有%。

    Why: 12.50可能是元，也可能是万元；29.52可能是占比，也可能是金额。
    Fails: 公务接待费支出12.50万，占接待费的45.20。
    Passes: 公务接待费支出12.50万元，占接待费的45.20%。
    """
    plain, key = material.read.plain, material.section.key
    pointed = "." in plain and _POINT.search(plain) is not None
    for match in _MONEY.finditer(plain) if pointed else ():
        written = plain[match.start("number") : match.end()]
        unit = (match["unit"] or "") + "元"
        if match["unit"] is None and "\t" in plain[match.start() : match.end() + 1]:
            continue
        yield Draft(
            message=f"金额 {written} 缺少单位“元”。",
            marks=(Mark(key, match.start("number"), match.end()),),
            stated=written,
            expected=f"{match['number']}{unit}" if match["unit"] else "",
        )
    for match in _SHARE.finditer(plain) if pointed and "占" in plain else ():
        yield Draft(
            message=f"占比 {match['number']} 缺少百分号。",
            marks=(Mark(key, *match.span("number")),),
            stated=match["number"],
            expected=f"{match['number']}%",
        )
    if material.read.figures:
        yield LOOKED
