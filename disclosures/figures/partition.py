"""Whether the parts of a total are meant to be all there is."""

import re

from disclosures.figures.model import Figure, Kind
from disclosures.figures.words import COMPLETE_MARKERS

_REST = re.compile(r"^其[他它余]")
_CLASSIFIED = re.compile(r"\([类款项]\)")
_VEHICLE = re.compile(r"车$")
_FAMILY = re.compile(r"[\u4e00-\u9fff](?=[^\u4e00-\u9fff]*$)")
_NAMED = (
    ("货物", "工程", "服务"),
    ("基本支出", "项目支出"),
    ("人员", "公用"),
    ("收入", "其他收入"),
    ("接待", "用车"),
    ("集体", "个人"),
    ("本年", "结转"),
    ("购置", "运行"),
    ("工资福利", "商品和服务"),
)
_COUNTED = (
    ("行政", "事业"),
    ("公务员", "事业"),
    ("离休", "退休"),
    ("优", "良"),
    ("高级", "中级", "初级"),
    ("专任教师", "行政"),
    ("专任教师", "后勤"),
)
_FAMILIES = frozenset("村镇乡级楼所校区县市站")
"""Endings that all parts of a thing divided by place, level or building share."""


def complete(total: Figure, parts: tuple[Figure, ...], how: str) -> bool:
    """Whether a list opened by the words `how` is meant to hold everything."""
    if len(parts) < 2:
        return False
    if any(each in how for each in COMPLETE_MARKERS) or how == "包括":
        return True
    said = [each.subject for each in parts]
    if _by_class(said) and _most_of(total, parts):
        return True
    if _of_one_family(total, said):
        return True
    if total.kind is Kind.SCORE:
        return len(parts) >= 3
    if total.unit in ("辆", "台") and len(parts) >= 3:
        return all(_VEHICLE.search(name) for name in said)
    if _REST.match(said[-1]) and len(set(said)) == len(said):
        return True
    counted = total.kind is Kind.COUNT
    return any(
        all(any(word in name for name in said) for word in group)
        and len(parts) >= len(group)
        for group in ((*_NAMED, *_COUNTED) if counted else _NAMED)
    )


def _by_class(said: list[str]) -> bool:
    """Whether the parts are named by the classification: (类), (款), (项)."""
    classified = sum(_CLASSIFIED.search(name) is not None for name in said)
    if len(said) == 2:
        return classified == 2
    return classified * 2 > len(said)


def _most_of(total: Figure, parts: tuple[Figure, ...]) -> bool:
    """Whether the parts are more than a few items picked out of many."""
    listed = sum((each.base for each in parts), total.base * 0)
    return listed * 5 >= total.base * 3


def _of_one_family(total: Figure, said: list[str]) -> bool:
    """Whether three or more counted parts are villages, grades, buildings …"""
    if total.kind is not Kind.COUNT or len(said) < 3:
        return False
    ends = {found[0] for name in said if (found := _FAMILY.search(name))}
    return len(ends) == 1 and ends <= _FAMILIES and len(set(said)) == len(said)
