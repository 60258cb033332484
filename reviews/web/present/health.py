"""The self-check in words: for each item a title, well or not, and one sentence."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Words = "str | Promise"

TITLES: dict[str, Any] = {
    "chain": gettext_lazy("哈希链"),
    "contents": gettext_lazy("内容与哈希"),
    "read-models": gettext_lazy("页面数据"),
    "lag": gettext_lazy("数据滞后"),
    "outbox": gettext_lazy("后台任务"),
    "head": gettext_lazy("账本首"),
    "releases": gettext_lazy("公开数字溯源"),
}
FAULTS: dict[str, Any] = {
    "missing": gettext_lazy("缺少事件"),
    "chain": gettext_lazy("与上一事件的链接断开"),
    "hash": gettext_lazy("内容与其哈希不符"),
    "row": gettext_lazy("查询列与已签入链的内容不符"),
    "time": gettext_lazy("记录时间早于上一事件"),
    "version": gettext_lazy("所在材料的版本号不连续"),
    "head": gettext_lazy("账本首行与最后一个事件不符"),
    "witness": gettext_lazy("与留存的账本首记录不符（链曾被重写）"),
    "short": gettext_lazy("缺少留存记录中已有的事件（尾部被截断）"),
}
DEPENDENCIES: dict[str, Any] = {
    "database": gettext_lazy("数据库"),
    "migrations": gettext_lazy("数据库结构"),
    "cache": gettext_lazy("缓存"),
    "storage": gettext_lazy("文件存储"),
    "broker": gettext_lazy("任务队列"),
}
KINDS: dict[str, Any] = {
    "changed": gettext_lazy("值与事件不符"),
    "missing": gettext_lazy("缺少一行"),
    "extra": gettext_lazy("多出一行"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was looked at."""

    title: str
    well: bool
    says: str


def told(item: dict[str, Any]) -> Told:
    """Return an item of a self-check as people read it."""
    says = _SAYS[item["code"]](item)
    return Told(str(TITLES[item["code"]]), bool(item["ok"]), says)


def _chain(item: dict[str, Any]) -> str:
    if item["ok"]:
        return _("位置 %(first)s 到 %(last)s 逐一核对，前后相接。") % {
            "first": item["from"] + 1 if item["to"] > item["from"] else item["to"],
            "last": item["to"],
        }
    return _("位置 %(at)s 有误：%(what)s。请保护现场，用留存的账本首和备份核对。") % {
        "at": item["at"],
        "what": FAULTS.get(item["fault"], item["fault"]),
    }


def _contents(item: dict[str, Any]) -> str:
    if item["ok"]:
        return _("全部内容与其哈希相符，事件引用的内容都在或有删除记录。")
    return _("有 %(n)s 段内容被改动或丢失，请从备份恢复：%(names)s") % {
        "n": item["count"],
        "names": "、".join(
            each[:16]
            for each in [*item["altered"], *(name for _at, name in item["missing"])]
        ),
    }


def _models(item: dict[str, Any]) -> str:
    if item["ok"]:
        return _("从事件重建 %(n)s 份材料，与页面所读的逐行相同。") % {
            "n": item["streams"]
        }
    return _("有 %(n)s 行与事件不符，可由管理员按账本改正。") % {"n": item["drift"]}


def _lag(item: dict[str, Any]) -> str:
    if item["ok"]:
        return _("没有滞后。")
    return _("%(behind)s 份材料的数据落后于事件，%(missing)s 份没有数据。") % item


def _outbox(item: dict[str, Any]) -> str:
    said = _("待办 %(open)s 件，最久的已等 %(oldest_seconds)s 秒。") % item
    if item["dead"]:
        said += _("有 %(dead)s 件多次失败已停下，请在系统管理的待办任务中处理。") % item
    elif not item["ok"]:
        said += _("等得太久：后台进程或任务队列可能已停，请检查。")
    return said


def _head(item: dict[str, Any]) -> str:
    said = _("位置 %(position)s，最后一个事件在 %(age_seconds)s 秒前。") % item
    return said if item["signed"] else said + _("没有设置签名密钥，首记录未签名。")


def _releases(item: dict[str, Any]) -> str:
    if item["ok"]:
        return _("%(releases)s 个公开版本的每个数字都追到了来源文件。") % item
    return _("%(unproven)s 个公开版本尚未溯源，%(broken)s 个有断链。") % {
        "unproven": item["unproven"],
        "broken": len(item["broken"]),
    }


_SAYS = {
    "chain": _chain,
    "contents": _contents,
    "read-models": _models,
    "lag": _lag,
    "outbox": _outbox,
    "head": _head,
    "releases": _releases,
}
