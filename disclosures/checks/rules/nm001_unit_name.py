"""NM001: the unit's name is written with all its characters."""

import re
from collections.abc import Iterator
from functools import lru_cache

from disclosures.checks.finding import Severity
from disclosures.checks.lines import has, lines
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule

_ABOVE = re.compile(
    r"^.*(?:省|自治区|市|自治州|盟|地区|区|县|旗)(?:人民政府)?(?=[\u4e00-\u9fff]{3})"
)
_BODY = re.compile(r"(?:办事处|工委|工作委员会|委员会|人民政府)$")
_SHORTEST = 5


@rule("NM001", "单位名称", severity=Severity.WARNING)
def unit_name(material: Material) -> Iterator[Outcome]:
    """单位名称各处写法一致，没有漏字或重字。

    Why: 单位名称少一字或多一字，就成了另一个单位。
    Fails: 单位为“青禾湖湖滨街道办事处”，文中写作“青禾湖滨街道”。
    Passes: 文中写作“青禾湖湖滨街道”。
    """
    names = _names(material.context.unit_name)
    if not names:
        return
    if not has(material.section, material.read, _halves(material.context.unit_name)):
        return
    if has(material.section, material.read, names):
        yield LOOKED
    for name in names:
        wrong = _variants(name)
        if not has(material.section, material.read, wrong):
            continue
        for line in lines(material.section, material.read):
            for variant in wrong:
                for found in re.finditer(re.escape(variant), line.text):
                    if _inside(line.text, found.start(), found.end(), name):
                        continue
                    yield Draft(
                        f"单位名称写作“{variant}”，其他各处为“{name}”",
                        (line.mark(*found.span()),),
                        stated=variant,
                        expected=name,
                        suggestion=name,
                    )


@lru_cache(maxsize=64)
def _names(unit: str) -> tuple[str, ...]:
    """Return the unit's own name, without what it belongs to and without 办事处."""
    own = _ABOVE.sub("", unit)
    short = _BODY.sub("", own)
    return tuple(dict.fromkeys(each for each in (short, own) if len(each) >= _SHORTEST))


@lru_cache(maxsize=64)
def _halves(unit: str) -> tuple[str, ...]:
    """Return the halves of the names, one of which each variant leaves as it is."""
    return tuple(
        half
        for name in _names(unit)
        for half in (name[: len(name) // 2], name[len(name) // 2 :])
    )


@lru_cache(maxsize=64)
def _variants(name: str) -> tuple[str, ...]:
    """Return the name with one inner character left out or written twice."""
    found: dict[str, None] = {}
    for at in range(1, len(name) - 1):
        left_out = name[:at] + name[at + 1 :]
        if left_out not in name:
            found[left_out] = None
        found[name[: at + 1] + name[at:]] = None
    return tuple(each for each in found if each not in name and each != name)


def _inside(text: str, start: int, end: int, name: str) -> bool:
    """Whether the words stand within the whole name."""
    around = text[max(start - len(name), 0) : end + len(name)]
    at = around.find(name)
    offset = max(start - len(name), 0)
    while at >= 0:
        if offset + at <= start and end <= offset + at + len(name):
            return True
        at = around.find(name, at + 1)
    return False
