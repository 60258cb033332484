"""PC012: an average is the nearest amount divided by the nearest number of its kind."""

import re
from collections.abc import Iterator, Sequence

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.model import Figure, Kind, Measure
from disclosures.figures.slips import alike
from disclosures.figures.sums import Verdict, compare

_AVERAGE = re.compile(
    r"(?:平均)?每(?P<of>公里|平方米|万亩|[个家户人名辆台套项所件场次亩床班村市株吨])[^,;。:、\d]{0,8}$"
    r"|(?P<each>[人户车班生])均[^,;。:、\d]{0,8}$"
)
_UNITS = {
    "生": ("人", "名"),
    "人": ("人", "名", "人次"),
    "户": ("户",),
    "车": ("辆", "台"),
    "班": ("个",),
}
_SAME = {"人": ("人", "名", "人次"), "辆": ("辆", "台"), "村": ("个",), "市": ("个",)}
_FAR = 8
"""So many figures back an amount may stand."""
_LEAST = 3
_NEAR = 40


@rule(
    "PC012",
    "平均数与总数、数量相符",
    severity=Severity.WARNING,
    words=("均", "每"),
    needs=("figures",),
)
def average_of_nearest(material: Material) -> Iterator[Outcome]:
    """人均、户均、平均每个的数，等于前面最近的总数除以最近的数量。

    Said only where one slip of the pen parts the average from what one of the
    nearest amounts gives, so that another amount is not meant.

    Why: 总数或数量改了，平均数没有重算；或者平均数抄错一位。
    Fails: 补助总额399.00万元，培训学员140名，人均补助2.58万元。
    Passes: 同上，人均补助2.85万元。
    """
    figures, text = material.read.figures, material.read.plain
    for index, each in enumerate(figures):
        if each.table >= 0 or each.kind not in (Kind.AMOUNT, Kind.COUNT):
            continue
        start = figures[index - 1].end if index else 0
        found = _AVERAGE.search(text[max(start, each.start - 16) : each.start])
        if found is not None:
            before = [one for one in figures[:index] if one.table < 0][-_FAR:]
            yield from _judged(each, before, _units(found))


def _units(found: re.Match[str]) -> tuple[str, ...]:
    if found["each"]:
        return _UNITS[found["each"]]
    return _SAME.get(found["of"], (found["of"],))


def _judged(
    average: Figure, before: Sequence[Figure], units: tuple[str, ...]
) -> Iterator[Outcome]:
    counts = [each for each in before if each.unit in units and each.value]
    counts = [each for each in counts if "学生" in each.subject] or counts
    wholes = [
        each
        for each in before
        if each.kind is average.kind
        and each.measure not in (Measure.CHANGE, Measure.INITIAL)
        and each.value
        and (each.money or each.unit == average.unit)
    ]
    pairs = [
        (whole, count)
        for whole in reversed(wholes)
        for count in reversed(counts[-2:])
        if whole is not count
    ]
    for whole, count in pairs:
        if _verdict(average, whole, count) is not Verdict.OFF:
            yield LOOKED
            return
    alone = _alone(average, before, units)
    if alone is not None:
        yield _draft(average, *alone)
        return
    for whole, count in pairs[:3]:
        computed = whole.base / count.value / average.scale
        exact = f"{computed.quantize(average.step):f}"
        if len(average.text.replace(".", "")) >= _LEAST and alike(average.text, exact):
            yield _draft(average, whole, count)
            return


def _alone(
    average: Figure, before: Sequence[Figure], units: tuple[str, ...]
) -> tuple[Figure, Figure] | None:
    """Return the two counts before a whole average that give another whole one."""
    if len(before) < 2 or average.kind is not Kind.COUNT or not average.value:
        return None
    whole, count = before[-2:]
    if whole.unit != average.unit == count.unit and whole.unit in units:
        whole, count = count, whole
    counted = whole.kind is count.kind is Kind.COUNT and whole.unit == average.unit
    if not counted or not count.value or average.start - before[-2].start > _NEAR:
        return None
    return (whole, count) if not whole.value % count.value else None


def _verdict(average: Figure, whole: Figure, count: Figure) -> Verdict:
    around = whole.interval.times(1 / count.value)
    return compare(average, whole.base / count.value, around).verdict


def _draft(average: Figure, whole: Figure, count: Figure) -> Draft:
    marks = (mark(average), mark(whole), mark(count))
    exact = f"{(whole.base / count.value / average.scale).quantize(average.step):f}"
    computed = number(round(whole.base / count.value / average.scale, 4))
    return Draft(
        f"{written(whole)} ÷ {written(count)} = {computed}{average.unit}，"
        f"文中平均数为 {written(average)}。",
        marks,
        stated=written(average),
        expected=f"{exact}{average.unit}",
        suspects=marks,
    )
