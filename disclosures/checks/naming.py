"""What a subject is called when the ways of writing it are taken away."""

import re
from collections.abc import Mapping
from functools import lru_cache

_BRACKETS = re.compile(r"[(（][^()（）]{0,12}[)）]")
_QUOTES = re.compile(r"[“”\"《》\s]")
_BEFORE = re.compile(
    r"^(?:(?:其中|另外|以及|全年|当年|本年度?|年度|部门|本部门|我单位|街道|共|共计|累计"
    r"|审核|发放|支付|安排|使用|用于|实际|完成|实现)+|20\d\d年度?)+"
)
_AFTER = re.compile(
    r"(?:20\d\d年度?|(?:支出|收入)?(?:总额|总计|金额)|类|款|项|资金|经费支出"
    r"|决算数?|支出决算)+$"
)


@lru_cache(maxsize=4096)
def canonical(subject: str) -> str:
    """Return the subject without brackets, quotes, years, verbs and words of amount."""
    name = _BRACKETS.sub("", _QUOTES.sub("", subject))
    shorter = _AFTER.sub("", _BEFORE.sub("", name))
    return shorter if len(shorter) >= 2 else name


def usual(subject: str, known: Mapping[str, str]) -> str:
    """Return the usual name of the subject, as `usual_names` tells; '' for none."""
    name = canonical(subject)
    longer = f"{name}支出" if len(name) > 2 else name
    for each in (name, longer, name.removesuffix("支出")):
        if each in known:
            return known[each]
    return ""


@lru_cache(maxsize=16)
def usual_names(groups: tuple[tuple[str, ...], ...]) -> Mapping[str, str]:
    """Return the usual name for each name in groups of one thing, that one first."""
    return {name: group[0] for group in reversed(groups) for name in group}
