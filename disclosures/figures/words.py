"""The words that give numbers their meaning, as patterns over folded text.

Nothing here knows a whole sentence: only verbs, comparisons, names of measures.
"""

import re

from disclosures.figures.model import Direction, Measure

_UP = (
    "增加|增长|上升|提高|上涨|增多|上浮|扩大|超支|超出|净增|增幅|升高|攀升|多支出|"
    "追加|增收|增支|增(?!值)"
)
_DOWN = (
    "减少|下降|降低|下浮|回落|压减|压缩|缩减|削减|节约|节支|调减|净减|降幅|减幅|下滑|"
    "少支出|减收|减支|(?<![缩削压核])减(?!免|值|排)"
)
_OPEN = (
    r"(?:增加|增长|上升|增)[ ]?"
    r"(?:\((?:减少|下降|降低|减)\)|[/或、](?:减少|下降|降低|减))"
)
_NEUTRAL = "增减变动|增减变化|增减|变动|变化"

VERB = re.compile(
    rf"(?P<open>{_OPEN})|(?P<neutral>{_NEUTRAL})|(?P<up>{_UP})|(?P<down>{_DOWN})"
)
_FILLER = (
    r"(?:了|额|率|幅度?|数|数额|金额|总额|支出|收入|经费|资金|预算|比例|比率|人数|数量)*"
    r"(?:(?<=[额率幅度数例])为)?(?:达到?|约|近|共计?|计|超过?|[:]| )*$"
)
CHANGED = re.compile(
    rf"(?:(?P<open>{_OPEN})|(?P<neutral>{_NEUTRAL})|(?P<up>{_UP})|(?P<down>{_DOWN}))"
    + _FILLER
)
LEVEL = re.compile(
    r"(?:增加|增长|提高|上升|减少|下降|降低|增|减|升|降|上调|下调)(?:到|至|为)[ ]*$"
)
COMPARED = re.compile(
    r"(?:相较于?|相比于?|对比|比照|较之|比(?![重例率较对照])|"
    r"较(?![为大小多少高低好])|与|(?<![合共相不如等协])同(?!比|期|时|级|意|步|类|一))"
    r"(?P<name>(?:(?!比|较|与|相比)[^,;。:]){1,30}?)"
    r"(?P<end>相比较?|比较|对比|相较|(?=,)|"
    r"(?=增|减|上升|上涨|上浮|提高|下降|下浮|降低|下滑|回落|"
    r"净|扩大|超|节约|压|缩|削|调|多|少|高|低|大|小|持平|一致|相同|无|基本|略|有|"
    r"保持|[ ]*$))"
)
BASES = re.compile(r"年|预算|期|决算|计划|目标|指标|任务")
LIMIT = re.compile(
    r"[ ]*(?:\([含不]?含?\))?(?:及?以上|及?以下|以内|以外|左右)|\([含不]含?\)"
)
YEAR_ON_YEAR = re.compile(r"同比")
SHARE = re.compile(
    r"占(?P<of>[^,;。占]{0,40}?)(?:的)?(?:比重|比例|比|份额|百分比)?"
    r"(?:约|达到?|分别为|为|[:]| )*$"
)
WITHIN = re.compile(r"[^,;。]{0,12}?(?P<of>[^,;。:]{2,40}?)(?<!其)中[,:]")
EXECUTED = re.compile(
    r"(?:(?:完成|为|是|达到?|相当于)(?P<of>[^,;。完为是]{0,16}?(?:预算|计划|任务|目标)[^,;。完]{0,6}?)的?(?:比例)?"
    r"|(?P<rate>(?:预算)?(?:总体|支出)?执行率|预算完成率|(?:预算)?执行进度|支出进度))"
    r"(?:约|达到?|为|是|[:]| )*$"
)
AVERAGE = re.compile(r"平均|[人车户床班生]均|每[辆人户床]")
MARKER = re.compile(
    r"其中|按大类|主要用于以下|用于以下|具体用于|主要用于|分别用于|具体包括|主要包括|包括|"
    r"主要(?:为|有)(?=[^,;。:\d]{2,20}$)|(?<=\()含(?=[^,;。:\d)]{2,16}用车$)|"
    r"具体(?:构成|情况|分布|支出情况)?(?:如下|为)|构成(?:情况)?(?:如下|为)?|分别为|由以下"
)
COMPLETE_MARKERS = ("按大类", "以下", "构成", "如下", "由以下")
LIST_ITEM = re.compile(
    r"\s*(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.](?!\d)|[①-⑳]|[一二三四五六七八九十]是)"
)
GREATER = re.compile(r"[大小等高低多少]于|超过")
"""What `STATED` needs, which is slow; the two below it need `EQUAL`."""
EQUAL = re.compile(r"持平|相同|一致|[无有]变化|无增减|保持不变")
STATED = re.compile(
    r"(?P<a>[^,;。:\s]{0,24}?)"
    r"(?P<word>大于|高于|多于|超过|小于|低于|少于|等于)"
    r"(?P<b>(?:年初|全年|调整后?的?)?预算数?|上年度?(?:决算数?|支出数?|数)?|去年(?:同期)?数?|"
    r"(?:支出|收入)?决算数?)(?=的|[,;。: ]|主要|$)"
)
EVEN = re.compile(
    r"(?:与|同|比|较)(?P<b>(?:(?!与|同|比|较)[^,;。:]){1,30}?)"
    r"(?:相比,?|比较,?)?(?:基本)?(?P<word>持平|相同|一致|无变化|无增减|保持不变|没有变化)"
)
LEVELLED = re.compile(
    r"(?P<verb>(?P<up>增加|增长|上升|提高)|(?P<down>减少|下降|降低))(?:到|至|为)[ ]*"
    r"(?P<value>\d[\d,.]*)[ ]*(?:万元|亿元|元),[ ]*"
    r"(?:与|同|比|较)(?P<b>[^,;。:]{1,24}?)(?:相比,?)?"
    r"(?:基本)?(?P<word>持平|相同|一致|无变化)"
)
DIRECTIONS = {
    "大于": Direction.UP,
    "高于": Direction.UP,
    "多于": Direction.UP,
    "超过": Direction.UP,
    "小于": Direction.DOWN,
    "低于": Direction.DOWN,
    "少于": Direction.DOWN,
    "等于": Direction.SAME,
}
_ADJUSTED_PLAN = re.compile(r"全年预算|调整后?的?预算|预算调整|调整预算|追加后预算")
_INITIAL_PLAN = re.compile(
    r"年初预算|预算(?:数|金额|总额|安排|批复|[:为是]|合计|[ ]*$)"
)
_YEAR_BEFORE = re.compile(r"上年(?!末|结转|结余)|去年|上一年|上年度(?!末|结转|结余)")
_DONE = ("支出", "收入", "决算", "执行数")


def measure_of(words: str) -> Measure:
    """Return which measure `words` name; UNKNOWN where they name none."""
    if "预算" in words:
        if _ADJUSTED_PLAN.search(words):
            return Measure.ADJUSTED
        if _INITIAL_PLAN.search(words):
            return Measure.INITIAL
    if "年" in words and _YEAR_BEFORE.search(words):
        return Measure.PRIOR
    for each in _DONE:
        if each in words:
            return Measure.FINAL
    return Measure.UNKNOWN


def direction_of(match: "re.Match[str]") -> Direction:
    """Return the direction of a match of `VERB` or `CHANGED`."""
    groups = match.groupdict()
    if groups.get("open"):
        return Direction.UNRESOLVED
    if groups["up"]:
        return Direction.UP
    return Direction.DOWN if groups["down"] else Direction.NONE


_PRIOR = re.compile(r"上年|去年|上一年|同期")
_PLANNED = re.compile(r"预算")
_ADJUSTED = re.compile(r"全年预算|调整")


def period_of(against: str) -> str:
    """Return what a comparison is against: 上年, 年初预算, 全年预算 or ''."""
    if _PLANNED.search(against):
        return "全年预算" if _ADJUSTED.search(against) else "年初预算"
    if _PRIOR.search(against) or re.search(r"\d{4}年", against):
        return "上年"
    return ""
