"""PC001: a share is its part divided by the whole that stands beside it."""

from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.percent import share_draft
from disclosures.checks.rule import Looked, Material, Outcome, mark, rule
from disclosures.figures.ratios import Fit, ratio


@rule("PC001", "占比与分子、分母相符", severity=Severity.ERROR, needs=("shares",))
def share(material: Material) -> Iterator[Outcome]:
    """占比等于部分除以总数，在三个数的舍入范围之内。

    Why: 占比与金额对不上，说明其中有一个数错了。末位相差1（截尾而没有四舍五入）的作警
    告。
    Fails: 支出合计100万元，其中：基本支出40万元，占支出合计的45%。
    Passes: 支出合计100万元，其中：基本支出40万元，占支出合计的40%。
    """
    for each in material.read.shares:
        if each.whole is None:
            continue
        result = ratio(each.percent, each.part.interval, each.whole.interval)
        if result is None:
            continue
        marks = (mark(each.percent), mark(each.part), mark(each.whole))
        if result.fit is Fit.MEETS:
            yield Looked(marks)
        else:
            yield share_draft("PC001", each, each.whole, result)
