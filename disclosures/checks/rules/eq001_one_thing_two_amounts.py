"""EQ001: a thing has one amount, whatever the document calls it."""

import re
from collections.abc import Iterator, Mapping

from disclosures.checks.finding import Severity
from disclosures.checks.naming import usual, usual_names
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, mark, rule
from disclosures.figures.model import Figure, Measure, SectionFigures
from disclosures.parse.model import Section

_OF_CLASS = re.compile(r"^.*\([类款]\)|\(项\)$")
_GENERIC = re.compile(r"其他|其它|拨款|预算|基本支出|项目支出|总|合计|采购|安排")
_LEAST = 8
_NOW = frozenset({Measure.FINAL, Measure.UNKNOWN})
_FUNDS = ("政府性基金", "国有资本经营", "一般公共预算", "财政拨款")
_BY_FUND = frozenset({"基本支出", "项目支出", "本年支出合计", "本年收入合计"})


def _gather(section: Section, read: SectionFigures) -> tuple[Figure, ...]:
    return tuple(
        each
        for each in read.figures
        if each.money
        and each.table < 0
        and each.measure in _NOW
        and not each.subject.endswith(("情况", "说明"))
    )


@rule(
    "EQ001",
    "同一事项的金额",
    severity=Severity.ERROR,
    scope="document",
    gather=_gather,
    words=("元", "\t"),
    needs=("figures",),
)
def one_thing_two_amounts(material: Material) -> Iterator[Outcome]:
    """同一事项在文中各处金额一致；低保金与最低生活保障金等别称按同一事项看待。

    Why: 同一年度同一事项有两个数，读者无从知道哪个是对的。
    Fails: 一处写“最低生活保障金支出95.80万元”，另一处写“发放低保金85.80万元”。
    Passes: 两处都是95.80万元；一处写95.8万元、一处写95.80万元也一致。
    """
    year = str(material.context.year or "")
    template = material.context.template
    classes = tuple((name,) for _, name in template.classes if "其他" not in name)
    by_fund = _BY_FUND | {name for (name,) in classes}
    known = usual_names(template.aliases + classes)
    facts: Mapping[str, tuple[Figure, ...]] = material.facts
    things: dict[tuple[str, str], list[Figure]] = {}
    for each in (figure for figures in facts.values() for figure in figures):
        if each.period and year and each.period != year:
            continue
        name = usual(each.subject, known) or _item(each)
        if name:
            fund = _fund(each) if name in by_fund else ""
            things.setdefault((name, fund), []).append(each)
    for (name, _), figures in things.items():
        yield from _compared(name, figures)


def _item(figure: Figure) -> str:
    """Return the name of an item of spending that is long enough to mean one thing."""
    name = _OF_CLASS.sub("", figure.subject)
    of_items = name.endswith("支出") and figure.measure is Measure.FINAL
    if not of_items or len(name) < _LEAST or _GENERIC.search(name):
        return ""
    return name


def _fund(figure: Figure) -> str:
    """Return the fund whose spending the headings or the subject speak of."""
    above = "".join((*figure.path, figure.subject))
    return next((each for each in _FUNDS if each in above), "")


def _compared(name: str, figures: list[Figure]) -> Iterator[Outcome]:
    first = figures[0]
    different: list[Figure] = []
    for other in figures[1:]:
        if other.interval.meets(first.interval):
            yield LOOKED
        elif all(not other.interval.meets(each.interval) for each in different):
            different.append(other)
    if not different:
        return
    said = "、".join(
        f"“{_OF_CLASS.sub('', each.subject)}”{each.text}{each.unit}"
        for each in (first, *different)
    )
    gap = different[0].base - first.base
    unit = first.unit if first.unit == different[0].unit else "元"
    shown = abs(gap / first.scale if unit == first.unit else gap)
    marks = tuple(mark(each) for each in (*different, first))
    yield Draft(
        f"同一事项（{name}）金额不一致：{said}，相差{shown.normalize():f}{unit}",
        marks,
        suspects=marks,
        stated=f"{different[0].text}{different[0].unit}",
        expected=f"{first.text}{first.unit}",
    )
