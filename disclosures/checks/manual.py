"""The manual of the rules: what each one's docstring says, by family."""

import inspect
from collections.abc import Iterable, Iterator
from itertools import groupby

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Rule

FAMILIES = {
    "SM": "合计",
    "PC": "比例",
    "CH": "增减",
    "EQ": "同一数据",
    "CT": "数量",
    "UN": "单位",
    "YR": "年度",
    "SC": "评分",
    "TB": "表内",
    "TT": "表间",
    "TX": "文表",
    "CP": "完整",
    "TP": "模板残留",
    "NO": "编号",
    "FM": "公式",
    "NM": "名称",
    "WD": "文字",
    "PI": "个人信息",
    "YY": "年度衔接",
    "RD": "读取",
}
SEVERITIES = {
    Severity.ERROR: "错误",
    Severity.WARNING: "警告",
    Severity.INFO: "提示",
}
PARTS = {"Why": "为什么", "Fails": "不通过", "Passes": "通过", "Source": "依据"}


def manual(rules: Iterable[Rule]) -> str:
    """Return the whole manual as Markdown; rules in code order."""
    lines = [
        "# 检查规则",
        "",
        "本页由 `python manage.py write_rules_manual` 从规则代码生成，请勿手工修改。",
    ]
    for family, members in groupby(rules, key=lambda each: each.code[:2]):
        lines += ["", f"## {family} {FAMILIES[family]}"]
        for each in members:
            lines += ["", *_entry(each)]
    return "\n".join(lines) + "\n"


def explained(each: Rule) -> tuple[str, dict[str, str]]:
    """Return what the rule says, and its parts (Why, Fails, Passes, Source)."""
    text = inspect.cleandoc(each.manual)
    summary, _, rest = text.partition("\n\n")
    parts: dict[str, str] = {}
    current = ""
    for line in rest.splitlines():
        name, colon, words = line.partition(":")
        if colon and name in PARTS:
            current = name
            parts[name] = words.strip()
        elif current:
            parts[current] = _joined(parts[current], line.strip())
    return " ".join(summary.split()), parts


def _joined(before: str, after: str) -> str:
    """Join two lines; a space stands between them only between Latin words."""
    latin = before[-1:].isascii() and after[:1].isascii()
    return f"{before}{' ' if latin else ''}{after}"


def _entry(each: Rule) -> Iterator[str]:
    summary, parts = explained(each)
    where = "全文" if each.scope == "document" else "各节"
    yield f"### {each.code} {each.title}"
    yield ""
    yield f"{summary}（{SEVERITIES[each.severity]}；检查范围：{where}）"
    yield ""
    for name, words in parts.items():
        yield f"- {PARTS[name]}：{words}"
