"""PC004: a rate of execution is what was spent divided by what was planned."""

from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import number, written
from disclosures.figures.model import Figure, Rate
from disclosures.figures.ratios import Fit, Ratio, ratio


@rule("PC004", "执行率与决算数、预算数相符", severity=Severity.ERROR, needs=("rates",))
def execution_rate(material: Material) -> Iterator[Outcome]:
    """执行率等于决算数除以预算数，在舍入范围之内。

    Why: 执行率是读者最先看的数，又常常沿用旧稿。预算数为0的没有执行率。
    Fails: 年初预算为50万元，支出决算为40万元，完成年初预算的90%。
    Passes: 年初预算为50万元，支出决算为40万元，完成年初预算的80%。
    """
    for each in material.read.rates:
        if each.base is None:
            continue
        marks = (mark(each.percent), mark(each.now), mark(each.base))
        result = ratio(each.percent, each.now.interval, each.base.interval)
        if result is None:
            if not each.base.value and each.percent.value and each.now.value:
                yield _no_base(each, each.base)
            continue
        if result.fit is Fit.MEETS:
            yield Looked(marks)
        else:
            yield _draft(each, each.base, result)


def _draft(each: Rate, base: Figure, result: Ratio) -> Draft:
    marks = (mark(each.percent), mark(each.now), mark(base))
    cut = result.fit is Fit.CUT
    exact = number(result.rounded, each.percent.step)
    return Draft(
        message=(
            f"{each.now.subject}：{written(each.now)} ÷ {written(base)} × 100% = "
            f"{number(result.computed)}%，应为 {exact}%，文中为 "
            f"{written(each.percent)}{'（末位未四舍五入）' if cut else ''}。"
        ),
        marks=marks,
        severity=Severity.WARNING if cut else None,
        stated=written(each.percent),
        expected=f"{exact}%",
        suggestion=exact if cut else "",
        suspects=marks,
    )


def _no_base(each: Rate, base: Figure) -> Draft:
    return Draft(
        message=(
            f"{each.now.subject}：预算数为 {written(base)}，没有执行率可言，"
            f"文中为 {written(each.percent)}。"
        ),
        marks=(mark(each.percent), mark(base), mark(each.now)),
        severity=Severity.WARNING,
        stated=written(each.percent),
    )
