"""CP015: a unit that a number was to stand before has one."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule

_WORDS = ("万元", "亿元", "%", "辆", "批次", "人次", "元")
_BLANK = re.compile(
    r"(?:支出|收入|决算数?|预算数?|总计|合计|保有量|购置数?|金额)(?:分别)?(?:为|是|共|计|达)"
    r"[ _]*(?:万元|亿元|元|%|辆|批次|人次|台)(?=[,;。、)]|$)"
    r"|(?:增加|减少|增长|下降|占|完成[^,;。\d]{0,8}预算的)[ _]*(?:万元|亿元|%)"
    r"(?=[,;。、)]|$)"
    r"|(?:购置|保有|接待)[^,;。\d]{0,12}(?:为|共)[ _]*(?:辆|批次|人次)(?=[,;。、)]|$)"
)
_LIKELY = re.compile(
    r"[为是共计达加少长降占的][ _]*(?:万元|亿元|元|%|辆|批次|人次|台)(?=[,;。、)]|$)"
)
_DASHED = re.compile(r"--|—|/")


@rule("CP015", "数字空缺", severity=Severity.WARNING, words=_WORDS)
def missing_number(material: Material) -> Iterator[Outcome]:
    """该填数字的地方填了数字，没有留下孤零零的单位。

    Why: 只有单位没有数字，多半是从模板复制后漏填；没有发生的写0。
    Fails: 公务用车保有量为辆；公务接待费比上年减少万元。
    Passes: 公务用车保有量为0辆；公务接待费比上年减少0.50万元。
    """
    for line in prose(material.section, material.read, *_WORDS):
        if not _LIKELY.search(line.text):
            yield LOOKED
            continue
        blanks = [
            each for each in _BLANK.finditer(line.text) if not _DASHED.search(each[0])
        ]
        if not blanks:
            yield LOOKED
            continue
        said = "、".join(f"“{line.raw[each.start() : each.end()]}”" for each in blanks)
        yield Draft(
            f"{said}处只有单位、没有数字",
            tuple(line.mark(*each.span()) for each in blanks),
        )
