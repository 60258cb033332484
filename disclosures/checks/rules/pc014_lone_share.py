"""PC014: a lone share that names no whole is of the line's first amount."""

from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.percent import share_draft
from disclosures.checks.rule import LOOKED, Material, Outcome, rule
from disclosures.figures.model import Figure, SectionFigures, Share
from disclosures.figures.ratios import Fit, ratio
from disclosures.figures.slips import alike

_LEAST = 3


@rule("PC014", "单独一个占比", severity=Severity.WARNING, needs=("shares",))
def lone_share(material: Material) -> Iterator[Outcome]:
    """一行里只有一个没有写明总数的占比时，它是这一行第一个金额的占比。

    Said only where one slip of the pen parts the share from that, so that another
    whole is not meant.

    Why: 占比抄错一位，又没有写明占什么，单看不容易发现。
    Fails: 政府采购总额1.92亿元；面向中小企业采购1.50亿元，占87.13%。
    Passes: 同上，占78.13%。
    """
    read = material.read
    loose = [each for each in read.shares if each.whole is None and not each.of]
    for each in loose:
        start, end = _line(read, each.part)
        if sum(start <= one.part.start < end for one in loose) > 1:
            continue
        whole = next(
            (one for one in read.figures if start <= one.start and one.money), None
        )
        if whole is not None and whole.start < each.part.start:
            yield from _judged(each, whole)


def _line(read: SectionFigures, figure: Figure) -> tuple[int, int]:
    end = read.plain.find("\n", figure.end)
    return (
        read.plain.rfind("\n", 0, figure.start) + 1,
        end if end >= 0 else len(read.plain),
    )


def _judged(share: Share, whole: Figure) -> Iterator[Outcome]:
    percent = share.percent
    if not share.part.money or share.part.base > whole.base:
        return
    result = ratio(percent, share.part.interval, whole.interval)
    if result is None:
        return
    if result.fit is Fit.MEETS:
        yield LOOKED
        return
    exact = f"{result.rounded:f}"
    if len(percent.text.replace(".", "")) >= _LEAST and alike(percent.text, exact):
        yield share_draft("PC014", share, whole, result)
