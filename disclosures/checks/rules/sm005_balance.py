"""SM005: what comes in, what goes out and what is left balance."""

import re
from collections.abc import Iterator, Sequence

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.interval import total
from disclosures.figures.model import Figure, Kind, Measure
from disclosures.figures.sums import Verdict, compare

_LEAST = 3
Named = tuple[str, Figure]
_BALANCES = (
    (
        re.compile(r"(?<!净)(?<!定)(?<!形)(?<!动)资产$"),
        (re.compile(r"负债$"), re.compile(r"净资产$")),
    ),
    (
        re.compile(r"原值$"),
        (re.compile(r"折旧$"), re.compile(r"(?:^|固定资产)(?:账面)?净值$")),
    ),
)
_CARRIED = (
    re.compile(r"(?:年初|上年)结转和?结余$"),
    re.compile(r"本年收入(?:合计)?$"),
    re.compile(r"本年支出(?:合计)?$"),
    re.compile(r"(?:年末|年终)结转和?结余$"),
)


@rule(
    "SM005",
    "平衡关系成立",
    severity=Severity.ERROR,
    words=("资产", "原值", "结余"),
    needs=("figures",),
)
def balance(material: Material) -> Iterator[Outcome]:
    """原值－累计折旧＝净值；资产＝负债＋净资产。

    Looked at where one paragraph gives all of them, once each.

    Why: 三个数来自同一张资产负债表，却是逐个抄的。
    Fails: 固定资产原值100万元，累计折旧40万元，固定资产净值50万元。
    Passes: 固定资产原值100万元，累计折旧40万元，固定资产净值60万元。
    """
    figures = [
        (_name(each), each)
        for each in material.read.figures
        if each.kind is Kind.AMOUNT
        and each.table < 0
        and each.measure is not Measure.CHANGE
    ]
    if len(figures) < _LEAST:
        return
    for whole, parts in _BALANCES:
        stated = _only(figures, whole)
        others = [_only(figures, each) for each in parts]
        found = [each for each in others if each is not None]
        if stated is not None and len(found) == len(others):
            yield _judged(stated, found)
    yield from _carried(figures, material.read.plain)


def _carried(figures: Sequence[Named], text: str) -> Iterator[Outcome]:
    """Look at 年初 + 收入 = 支出 + 年末 where one sentence gives the four."""
    found = [_only(figures, each) for each in _CARRIED]
    kept = [each for each in found if each is not None]
    if len(kept) < 4 or "。" in text[kept[0].end : kept[-1].start]:
        return
    begin, income, spending, end = kept
    if not begin.start < income.start < spending.start < end.start:
        return
    result = compare(
        end,
        begin.base + income.base - spending.base,
        begin.interval + income.interval - spending.interval,
    )
    marks = tuple(mark(each) for each in (end, begin, income, spending))
    if result.verdict is not Verdict.OFF:
        yield Looked(marks)
        return
    computed = number(result.computed, end.step)
    yield Draft(
        message=(
            f"{written(begin)} + {written(income)} − {written(spending)} = "
            f"{computed}{end.unit}，与{end.subject} {written(end)} 不符，差 "
            f"{number(abs(result.gap), end.step)}{end.unit}。"
        ),
        marks=marks,
        severity=Severity.WARNING,
        stated=written(end),
        expected=f"{computed}{end.unit}",
        suspects=marks,
    )


def _judged(whole: Figure, parts: Sequence[Figure]) -> Outcome:
    exact = sum((each.base for each in parts), start=whole.base * 0)
    result = compare(whole, exact, total(each.interval for each in parts))
    marks = (mark(whole), *(mark(each) for each in parts))
    if result.verdict is not Verdict.OFF:
        return Looked(marks)
    said = " + ".join(f"{each.subject} {written(each)}" for each in parts)
    computed = number(result.computed, whole.step)
    return Draft(
        message=(
            f"{said} = {computed}{whole.unit}，与{whole.subject} {written(whole)} "
            f"不符，差 {number(abs(result.gap), whole.step)}{whole.unit}。"
        ),
        marks=marks,
        stated=written(whole),
        expected=f"{computed}{whole.unit}",
        suspects=marks,
    )


def _only(figures: Sequence[Named], pattern: re.Pattern[str]) -> Figure | None:
    """Return the one figure so called, None where there is none or several."""
    found = [each for name, each in figures if pattern.search(name)]
    return found[0] if len(found) == 1 else None


def _name(figure: Figure) -> str:
    name = figure.subject
    return name[:-2] or name if name.endswith(("总额", "总计", "余额")) else name
