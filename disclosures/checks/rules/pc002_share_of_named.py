"""PC002: a share agrees with the whole that it names, wherever that stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from disclosures.checks.finding import Severity
from disclosures.checks.percent import share_draft
from disclosures.checks.rule import CouldNot, Looked, Material, Outcome, mark, rule
from disclosures.figures.model import Figure, Kind, Measure, SectionFigures, Share
from disclosures.figures.ratios import HUNDRED, Fit, ratio
from disclosures.figures.subjects import keys, names
from disclosures.parse.model import Section

_WHOLES = re.compile("[计总]|拨款|本年|项目支出")
_KINDS = (Kind.AMOUNT, Kind.COUNT)
_MEASURES = (Measure.FINAL, Measure.UNKNOWN, Measure.INITIAL)
_ASIDE = re.compile(r"^(?:\d{4}年度?|当年|全年|本年度?)+|[“”\"的 ]|决算数?$")

Facts = tuple[tuple[Share, ...], tuple[Figure, ...]]


def gather(section: Section, read: SectionFigures) -> Facts:
    """Return the shares whose whole is not beside them, and what could be a whole."""
    shares = tuple(each for each in read.shares if each.whole is None and each.of)
    figures = tuple(
        each
        for each in read.figures
        if each.table < 0
        and each.kind in _KINDS
        and each.measure in _MEASURES
        and (_WHOLES.search(each.subject) or _of_all(each.subject))
    )
    return shares, figures


def _of_all(subject: str) -> bool:
    """Whether a name is that of all income or all spending: 部门支出, 收入预算."""
    return any(each in ("收入", "支出") for each in keys(subject))


@rule(
    "PC002",
    "占比与所指总数相符",
    severity=Severity.ERROR,
    scope="document",
    gather=gather,
    needs=("figures",),
)
def share_of_named(material: Material) -> Iterator[Outcome]:
    """占比等于部分除以所指名的总数；名称对得上几个数的，符合其中一个即可。

    Where the name fits several figures, the share holds if it holds for one of them,
    and is reported against the one that most of its neighbours are shares of.

    Why: 分母写在别的章节，改了以后这里没有跟着改。
    Fails: 本年财政拨款支出100万元。教育支出40万元，占本年财政拨款支出的45%。
    Passes: 本年财政拨款支出100万元。教育支出40万元，占本年财政拨款支出的40%。
    """
    facts: Mapping[str, Facts] = material.facts
    planned = material.context.kind == "预算"
    year = str(material.context.year or "")
    figures = [
        each
        for _, found in facts.values()
        for each in found
        if planned or each.measure is not Measure.INITIAL
        if each.period in ("", year)
    ]
    for shares, _ in facts.values():
        for of in dict.fromkeys(each.of for each in shares):
            group = [each for each in shares if each.of == of]
            yield from _judged(group, figures)


def _judged(group: Sequence[Share], figures: Sequence[Figure]) -> Iterator[Outcome]:
    candidates = _candidates(group, figures)
    votes = [sum(_fits(each, one) for each in group) for one in candidates]
    if not candidates or not max(votes):
        beside = [one for each in group for one in (each.list_of, *each.near) if one]
        if beside and len(group) == 1:
            yield from _against(group[0], beside[0])
        elif candidates and len({one.base for one in candidates}) == 1:
            for each in group:
                yield from _against(each, candidates[0])
        elif any(each.percent.value != HUNDRED for each in group):
            yield CouldNot(f"找不到“{group[0].of}”所指的总数。", group[0].part.section)
        return
    best = candidates[votes.index(max(votes))]
    for each in group:
        fitting = next((one for one in candidates if _fits(each, one)), None)
        yield from _against(each, fitting or best)


def _against(each: Share, whole: Figure) -> Iterator[Outcome]:
    result = ratio(each.percent, each.part.interval, whole.interval)
    if result is None:
        return
    if result.fit is Fit.MEETS:
        yield Looked((mark(each.percent), mark(each.part), mark(whole)))
    else:
        yield share_draft("PC002", each, whole, result)


def _candidates(group: Sequence[Share], figures: Sequence[Figure]) -> list[Figure]:
    first = group[0]
    found: list[tuple[int, Figure]] = []
    own = [first.list_of] if first.list_of is not None else []
    wanted = _bare(first.of)
    fits_of: dict[str, int] = {}
    for one in (*own, *first.near, *figures):
        if one.kind is not first.part.kind or one is first.part:
            continue
        if one.kind is Kind.COUNT and one.section != first.part.section:
            continue
        fits = fits_of.get(one.subject, -1)
        if fits < 0:
            same = _bare(one.subject) == wanted
            fits = 3 if same else names(first.of, one.subject)
            fits_of[one.subject] = fits
        if fits and not any(one is known for _, known in found):
            found.append((fits, one))
    found.sort(key=lambda each: -each[0])
    named = [one for fits, one in found if fits == 3]
    if named and len({one.base for one in named}) == 1:
        return [*(one for one in first.near if one not in named), *named]
    return [one for _, one in found]


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return _ASIDE.sub("", name)


def _fits(each: Share, whole: Figure) -> bool:
    result = ratio(each.percent, each.part.interval, whole.interval)
    return result is not None and result.fit is Fit.MEETS
