"""Names: what a figure is about, and whether two names mean one thing."""

import re
from functools import lru_cache

_PAREN_END = re.compile(r"\([^()]*\)[ ]*$")
_TAIL = re.compile(r"[^,;:。、\n\t]*$")
_JOINT = re.compile(r"[^,;:。、\n\t]*收(?:入)?、?支(?:出)?[^,;:。、\n\t]*$")
_PREFIX = re.compile(
    r"^(?:[ ①-⑳]|其中|其余|另外|另有|另|以及|及|和|而|则|共|累计|全年(?!预算)|"
    r"\d{4}(?:-\d{4})?年度?末?|"
    r"本年度?(?=[^收支])|当年度?|年度|截[至止](?:\d{4}年)?(?:\d+月)?(?:\d+日)?|\d+月\d+日|"
    r"本(?:部门|单位|局|街道|级)|我(?:部门|单位|局|街道|街)|[(]?\d{1,2}[)、.](?!\d)|"
    r"[(][一二三四五六七八九十]+[)]|[一二三四五六七八九十]+(?:、|是)|使用|安排)+"
)
_WHOSE = re.compile(r"^[^\d]{2,40}(?:19|20)\d\d年度?(?=[^\d末初])")
_SUFFIX = re.compile(
    r"(?:为|是|有|达到?|约|近|(?<!公)共计?|累计|分别|均|各|的|其中|[ :]|金额|数额?|"
    r"支出决算|收入决算|决算|(?:年初|全年)预算(?:批复|安排)?(?:资金)?|预算|执行|\d{4}年度?|本年度?)+$"
)
_NOISE = re.compile(
    r"[“”\"' ‘’《》()（）、的]|支出|收入|决算|财政拨款|资金|经费|费用|费|数|金额|"
    r"总额|总计|合计"
)
_GENERIC = frozenset(
    (
        "",
        "合计",
        "总计",
        "共计",
        "原值",
        "涉及",
        "支出",
        "收入",
        "执行",
        "涉及预算",
        "预算",
        "决算",
        "实际",
        "总额",
        "实际支出",
        "小计",
        "数",
    )
)


@lru_cache(maxsize=4096)
def subject_in(tail: str) -> str:
    """Return the name that ends `tail`, '' where it ends in none of its own."""
    tail = tail.rstrip()
    cut = _PAREN_END.sub("", tail)
    joint = _JOINT.search(cut)
    found = joint.group() if joint else _last(cut)
    found = found.strip()
    own = _trimmed(_WHOSE.sub("", found))
    return own or _trimmed(found)


def _trimmed(name: str) -> str:
    bare = _SUFFIX.sub("", _PREFIX.sub("", name))
    return "" if bare in _GENERIC else bare


def _last(text: str) -> str:
    found = _TAIL.search(text)
    return found.group() if found else ""


@lru_cache(maxsize=8192)
def core(name: str) -> str:
    """Return `name` without what names of one thing differ in."""
    return _NOISE.sub("", _PREFIX.sub("", name))


_BOTH = re.compile(r"收入?、?支出?")
_AROUND = re.compile(
    r"^(?:[^,]{2,24}[局委厅院校处办府会部站馆心所](?=部门|单位|本年))?"
    r"(?:本年度?|全年|全部|所有|当年|年度|部门|本部门|单位)+|[“”\"' ‘’《》的]|"
    r"合计|总计|总额|总数|共计|决算数?|预算数?$|总(?=(?:支出|收入)$)"
)


@lru_cache(maxsize=8192)
def keys(name: str) -> tuple[str, ...]:
    """Return the names under which a total is spoken of elsewhere; two for 收支总计."""
    both = _BOTH.search(name)
    if both is None:
        return (_AROUND.sub("", _AROUND.sub("", name)),)
    return tuple(
        _AROUND.sub("", name[: both.start()] + each + name[both.end() :])
        for each in ("收入", "支出")
    )


def side_of(both: str, side: str) -> str:
    """Return the side of 收、支总计 that 收入 or 支出 names; `both` for all others."""
    if side not in ("收入", "支出") or not _BOTH.search(both):
        return both
    return _BOTH.sub(side, both, count=1)


@lru_cache(maxsize=8192)
def names(of: str, other: str, least: int = 4) -> int:
    """Return how well `of` names the total called `other`: 2 exactly, 1 loosely, 0 not.

    Loosely is by its ending, if that is `least` characters or more.
    """
    mine = keys(of)
    if any(each and each in mine for each in keys(other)):
        return 2
    if _one_core(of, other):
        return 1
    for each in mine:
        if len(each) >= least and any(one.endswith(each) for one in keys(other)):
            return 1
    return 0


def _one_core(name: str, other: str) -> bool:
    mine = core(name)
    if len(mine) < 2 or mine != core(other):
        return False
    return not ("收入" in name + other and "支出" in name + other)


def same_thing(name: str, other: str) -> bool:
    """Whether one name can stand for the other: equal, or one the other's ending."""
    if not name or not other:
        return False
    if name == other:
        return True
    short, long = sorted((name, other), key=len)
    return len(short) >= 2 and long.endswith(short)
