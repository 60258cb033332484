"""UN001: 元 stands where the sentence counts in 万元."""

from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import written
from disclosures.figures.model import Figure, Kind

_SMALL = 10_000

_MIXED = 2
"""So many times as many amounts in 元: there 万元 is the odd one out."""


@rule(
    "UN001",
    "“万元”误写为“元”",
    severity=Severity.ERROR,
    words=("元",),
    needs=("figures",),
)
def yuan_for_wan(material: Material) -> Iterator[Outcome]:
    """同一处的金额都以万元为单位，其中不足1万元又带小数的“元”少了“万”字。

    Said of final figures, budgets and changes; averages, prices and fines (人均,
    单价, 标准, 罚款 …) are in 元 by right, and so is a stated 0.

    Why: 少一个字，数就小了一万倍。
    Fails: 教育支出46.35万元，比上年增加3.15元。
    Passes: 教育支出46.35万元，比上年增加3.15万元；人均补助35.50元。
    """
    read = material.read
    figures = [each for each in read.figures if each.kind is Kind.AMOUNT]
    wan = [each for each in figures if each.unit == "万元"]
    plain_yuan = sum(each.unit == "元" for each in figures)
    if not wan or plain_yuan > _MIXED * len(wan):
        return
    for each in figures:
        if each.unit != "元" or each.table >= 0:
            continue
        if _suspicious(each, read.plain) and _near(each, wan, read.plain):
            yield Draft(
                message=(
                    f"{each.subject}：{written(each)}，前后均以万元计，"
                    f"疑为 {each.text}万元。"
                ),
                marks=(mark(each),),
                stated=written(each),
                expected=f"{each.text}万元",
                suspects=(mark(each),),
            )
        else:
            yield Looked()


def _suspicious(each: Figure, text: str) -> bool:
    words = text[max(each.start - 16, 0) : each.start]
    own = ("均", "每", "单价", "标准", "罚", "票", "/", "至", "-", "以上", "低于")
    if any(one in words for one in own) or text[each.end : each.end + 4].count("/"):
        return False
    return bool(each.value) and each.step < 1 and abs(each.value) < _SMALL


def _near(each: Figure, wan: list[Figure], text: str) -> bool:
    """Whether 万元 stands in the same line."""
    line = text.rfind("\n", 0, each.start)
    end = text.find("\n", each.end)
    end = len(text) if end < 0 else end
    same = [one for one in wan if line < one.start < end]
    return bool(same) or bool(each.measure and len(wan) > 2)
