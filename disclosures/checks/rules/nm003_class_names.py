"""NM003: a class of spending is called what the classification calls it."""

import re
from collections.abc import Iterator, Mapping

from disclosures.checks.finding import Severity
from disclosures.checks.naming import canonical
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, mark, rule
from disclosures.figures.model import Figure, SectionFigures
from disclosures.parse.model import Section

_ADDED = re.compile(r"事务(?=支出$)|[及和与]其他(?=支出$)")
_LEAST = 4


def _gather(section: Section, read: SectionFigures) -> tuple[Figure, ...]:
    return tuple(
        each
        for each in read.figures
        if each.money and each.table < 0 and each.subject.endswith(("支出", "类", ")"))
    )


@rule(
    "NM003",
    "支出类级科目名称",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
    words=("支出",),
    needs=("figures",),
)
def class_names(material: Material) -> Iterator[Outcome]:
    """支出功能分类的类级科目使用规范名称，各处一致。

    Why: 金额相同而名称不同，说明同一科目写成了两个名称，或用了旧科目名。
    Fails: 前面写“城乡社区支出75.26万元”，后面写“城乡社区事务支出75.26万元”。
    Passes: 两处都写“城乡社区支出”。
    Source: 政府收支分类科目。
    """
    names = {name for _, name in material.context.template.classes}
    facts: Mapping[str, tuple[Figure, ...]] = material.facts
    figures = [each for one in facts.values() for each in one]
    amounts: dict[str, list[Figure]] = {}
    for each in figures:
        if canonical(each.subject) in names and _telling(each):
            amounts.setdefault(f"{each.base.normalize():f}", []).append(each)
    told: set[str] = set()
    for each in figures:
        if "(类)" in each.subject.rstrip(")").rstrip("类("):
            continue
        name = canonical(each.subject)
        known = amounts.get(f"{each.base.normalize():f}", [])
        right = next(
            (one for one in known if _resembles(name, canonical(one.subject))), None
        )
        if right is None:
            continue
        usual = canonical(right.subject)
        if name == usual:
            yield LOOKED
        elif name not in names and name not in told:
            told.add(name)
            yield Draft(
                f"金额同为{each.text}{each.unit}，名称一处写作“{usual}”，"
                f"此处写作“{each.subject}”",
                (mark(each), mark(right)),
                stated=each.subject,
                expected=usual,
            )


def _telling(figure: Figure) -> bool:
    return len(figure.text.replace(",", "").replace(".", "").strip("0")) >= _LEAST


def _resembles(name: str, usual: str) -> bool:
    """Whether the name is the class's, but for 事务, 及其他 or a single character."""
    if name == usual or _ADDED.sub("", name) == usual:
        return True
    if len(name) == len(usual):
        return sum(one != other for one, other in zip(name, usual, strict=True)) == 1
    short, long = sorted((name, usual), key=len)
    return len(long) - len(short) == 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(len(long))
    )
