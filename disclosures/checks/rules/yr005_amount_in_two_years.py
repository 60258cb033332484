"""YR005: an amount of this year is not given to another year elsewhere."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|元)")
_YEAR = re.compile(r"(20(?<!\d20)\d\d)\s*年")
_NOW = re.compile(r"本年度?|当年|全年")
_COMPARING = re.compile(r"[比较]|上年|同期|相比|去年|追溯|跨年|以前年度|结转")
_SCALES = {"亿元": 100_000_000, "万元": 10_000, "元": 1}
_DIGITS = 5


class Said(NamedTuple):
    """An amount in yuan, the years its sentence names and where both stand.

    `now` says that the sentence speaks of the present year in words.
    """

    amount: Decimal
    years: tuple[int, ...]
    now: bool
    place: Mark
    year: Mark | None


def _gather(section: Section, read: SectionFigures) -> tuple[Said, ...]:
    return tuple(_said(section, read))


def _said(section: Section, read: SectionFigures) -> Iterator[Said]:
    for line in prose(section, read, "元"):
        if line.kind == "heading":
            continue
        start = 0
        for sentence in line.text.split("。"):
            if "元" not in sentence or "年" not in sentence:
                start += len(sentence) + 1
                continue
            years = list(_YEAR.finditer(sentence))
            now = bool(_NOW.search(sentence))
            if (years or now) and not _COMPARING.search(sentence):
                first = years[0] if years else None
                year = (
                    line.mark(start + first.start(1), start + first.end(1))
                    if first
                    else None
                )
                for found in _AMOUNT.finditer(sentence):
                    digits = found[1].replace(",", "")
                    if len(digits.replace(".", "").strip("0")) < _DIGITS:
                        continue
                    yield Said(
                        Decimal(digits) * _SCALES[found[2]],
                        tuple(sorted({int(each[1]) for each in years})),
                        now,
                        line.mark(start + found.start(), start + found.end()),
                        year,
                    )
            start += len(sentence) + 1


@rule(
    "YR005",
    "同一金额归于两个年度",
    severity=Severity.ERROR,
    scope="document",
    gather=_gather,
    words=("元",),
)
def amount_in_two_years(material: Material) -> Iterator[Outcome]:
    """本年度的金额在另一处没有写成其他年度的。

    Why: 同一笔金额一处写本年度、一处写上年度，必有一处的年度沿用了旧文。
    Fails: 2024年度决算中，一处写“本年度支出123,456.70元”，一处写“2023年实施的
        项目，资金支出共计123,456.70元”。
    Passes: 两处都写2024年；与上年比较的句子不在此列。
    """
    year = material.context.year
    if year is None:
        return
    facts: Mapping[str, tuple[Said, ...]] = material.facts
    said = [each for one in facts.values() for each in one]
    present: dict[Decimal, Mark] = {}
    for each in said:
        if each.years == (year,) or (each.now and not each.years):
            present.setdefault(each.amount, each.place)
    for each in said:
        if not each.years or year in each.years or each.year is None:
            continue
        elsewhere = present.get(each.amount)
        if elsewhere is None:
            yield LOOKED
            continue
        written = "、".join(f"{one}年" for one in each.years)
        yield Draft(
            f"这笔金额此处归于{written}，另一处是{year}年度的金额，二者数额相同，"
            "此处年度疑为沿用旧文",
            (each.year, each.place, elsewhere),
            stated=str(each.years[0]),
            expected=str(year),
            suggestion=str(year),
        )
