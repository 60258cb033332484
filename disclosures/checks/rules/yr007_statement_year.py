"""YR007: what the accounts state, they state of this fiscal year."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule

_STATEMENT = re.compile(
    r"(?:^|(?<=[。;]))\s*[^。;,\d]{0,24}?(?<!\d)(20\d\d)\s*年度?\s*"
    r"(?=[^。;,:]{0,30}?(?:收入支出总计|收、?支总计|收入合计|支出合计|决算数?\d|决算数"
    r"|财政拨款支出|财政拨款收入|支出总额|采购金额|保有量|经费)[^。;,]{0,6}\d)"
)
_PLANNED = re.compile(
    r"(?:^|(?<=[。;]))\s*[^。;,\d]{0,24}?(?<!\d)(20\d\d)\s*年度?\s*"
    r"(?=[^。;,:]{0,30}?(?:预算数?|收入|支出|总计|合计|总额|经费)[^。;,\d]{0,6}\d)"
)
_INTRODUCED = re.compile(
    r"(20\d\d)\s*年度?(?=(?:部门|单位)?(?:预算|决算)(?:收支)?(?:情况|安排)[^。;,]{0,8}(?:如下|说明))"
)
_LOOKS_BACK = re.compile(r"执行|完成|实际|决算|回顾|上年|末|底|结转|截[至止]|以来")

_COMPARING = re.compile(r"相比|比较|上年|去年")
_FROM_IT = re.compile(
    r"[,;](?:与|较|比)(?:上年|去年)(?:度|相比|决算数?)?,?(?:增|减|下降)"
)
_COMPARED = re.compile(r"[比较与同]\s*$")


def _beside(material: Material, rest: str, year: int) -> bool:
    """Whether the section says the same of this year, so that both are meant."""
    words = re.match(r"[^\d。;,]{3,}", rest.lstrip())
    if words is None:
        return False
    same = rf"{year}年度?[ ]*{re.escape(words[0][:8])}"
    return re.search(same, material.read.plain) is not None


def _compares(text: str, sentence: str) -> bool:
    """Whether the line compares years otherwise than from the year stated."""
    own = _FROM_IT.search(sentence)
    rest = text.replace(own[0], "", 1) if own else text
    return _COMPARING.search(rest) is not None


def _planned(material: Material, year: int) -> Iterator[Outcome]:
    """Yield the sentences of a budget that state last year's plan as if this one."""
    if _LOOKS_BACK.search(material.section.heading):
        return
    for line in prose(material.section, material.read, "年"):
        if line.kind == "heading" or "20" not in line.text:
            continue
        found = [*_PLANNED.finditer(line.text), *_INTRODUCED.finditer(line.text)]
        for each in found:
            sentence = line.text[each.start() :].split("。")[0]
            if int(each[1]) == year:
                yield LOOKED
                continue
            aside = str(year) in sentence or _LOOKS_BACK.search(sentence)
            if int(each[1]) == year - 1 and not aside:
                yield Draft(
                    f"此处写作{each[1]}年的预算，本次公开的是{year}年度预算",
                    (line.mark(*each.span(1)),),
                    stated=each[1],
                    expected=str(year),
                    suggestion=str(year),
                )


@rule("YR007", "决算数所属年度", severity=Severity.ERROR, words=("元", "年"))
def statement_year(material: Material) -> Iterator[Outcome]:
    """陈述本年决算数的句子写的是本年度。

    Why: 决算数前写着别的年度，不是数字就是年度沿用了旧文。
    Fails: 2024年度决算中写“2023年度收入支出总计100万元。”
    Passes: 写“2024年度收入支出总计100万元。”；“比2023年度增加”不在此列。
    """
    year = material.context.year
    if year is not None and material.context.kind == "预算":
        yield from _planned(material, year)
    if year is None or material.context.kind != "决算":
        return
    for line in prose(material.section, material.read, "元"):
        if line.kind == "heading" or "20" not in line.text:
            continue
        for found in _STATEMENT.finditer(line.text):
            written = int(found[1])
            sentence = line.text[found.start() :].split("。")[0]
            if written == year:
                yield LOOKED
            elif (
                str(year) not in sentence
                and not _COMPARED.search(line.text[: found.start(1)])
                and not _compares(line.text, sentence)
                and not _beside(material, line.text[found.end() :], year)
            ):
                yield Draft(
                    f"此处陈述{written}年度的决算数，本次公开的是{year}年度",
                    (line.mark(*found.span(1)),),
                    stated=found[1],
                    expected=str(year),
                    suggestion=str(year),
                )
