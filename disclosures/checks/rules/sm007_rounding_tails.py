"""SM007: sums that differ from their total by rounding alone, told once."""

from collections.abc import Iterator, Mapping

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.model import SectionFigures
from disclosures.figures.sums import Verdict, add_up
from disclosures.parse.model import Section

Tails = tuple[tuple[Mark, str], ...]


def gather(section: Section, read: SectionFigures) -> tuple[bool, Tails]:
    """Return whether there are sums at all, and each tail's place and computation."""
    tails = []
    totals = [each for each in read.totals if each.complete]
    for each in totals:
        result = add_up(each.total, each.parts)
        if result.verdict is Verdict.TAIL:
            gap = number(abs(result.gap), each.total.step)
            said = f"{each.total.subject} {written(each.total)}（差 {gap}）"
            tails.append((mark(each.total), said))
    return bool(totals), tuple(tails)


@rule(
    "SM007",
    "四舍五入产生的尾差",
    severity=Severity.INFO,
    scope="document",
    gather=gather,
    needs=("totals",),
)
def rounding_tails(material: Material) -> Iterator[Outcome]:
    """分项之和与总数之差全由四舍五入造成的，合并为一行提示。

    Why: 这样的尾差是允许的，集中列出，免得逐个核实。
    Fails: 总额10.00万元，其中：货物3.33万元，工程3.33万元，服务3.33万元。
    Passes: 总额9.99万元，其中：货物3.33万元，工程3.33万元，服务3.33万元。
    """
    facts: Mapping[str, tuple[bool, Tails]] = material.facts
    found = [each for _, tails in facts.values() for each in tails]
    if found:
        yield Draft(
            message="四舍五入尾差（不影响审核）："
            + "；".join(s for _, s in found)
            + "。",
            marks=tuple(place for place, _ in found),
        )
    elif any(some for some, _ in facts.values()):
        yield LOOKED
