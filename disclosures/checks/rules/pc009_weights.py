"""PC009: weights and compositions announced in a sentence make one hundred per cent."""

import re
from collections.abc import Iterator
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Mark, Material, Outcome, rule
from disclosures.checks.wording import number
from disclosures.figures.interval import exactly, total
from disclosures.figures.model import Kind
from disclosures.figures.sums import step_interval

_ITEM = r"[^,;。:、\d%\n]{2,16}?(?:占)?\d+(?:\.\d+)?%"
_RUN = re.compile(rf"[为:](?P<run>{_ITEM}(?:[,、]{_ITEM}){{2,}})")
_CLAUSE = re.compile(r"[。;\n]")
_HEAD = 60
"""How far before the run the word may stand that says what it is."""
_LEAST = 3
_ANNOUNCED = re.compile(r"权重|构成|组成|比重")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)%")
_HUNDRED = exactly(Decimal(100))


@rule(
    "PC009", "权重合计为100%", severity=Severity.ERROR, words=("%",), needs=("figures",)
)
def weights(material: Material) -> Iterator[Outcome]:
    """连续列出的权重（构成）加起来等于100%，在舍入范围之内。

    Why: 改了一个权重，其他的没有跟着改。
    Fails: 各项权重为：执行10%、产出60%、效益20%、满意度15%。
    Passes: 各项权重为：执行10%、产出60%、效益20%、满意度10%。
    """
    read = material.read
    if not any(each.kind is Kind.RATE for each in read.figures):
        return
    if read.plain.count("%") < _LEAST:
        return
    end = 0
    for match in _RUN.finditer(read.plain):
        begin, end = max(end, match.start() - _HEAD), match.end()
        head = _CLAUSE.split(read.plain[begin : match.start()])[-1]
        if not _ANNOUNCED.search(head):
            continue
        found = list(_NUMBER.finditer(read.plain, *match.span("run")))
        marks = tuple(Mark(read.key, *each.span(1)) for each in found)
        if total(step_interval(each[1]) for each in found).meets(_HUNDRED):
            yield Looked(marks)
            continue
        computed = number(sum((Decimal(each[1]) for each in found), Decimal(0)))
        said = " + ".join(each[1] for each in found)
        yield Draft(
            message=f"权重合计 {said} = {computed}%，不等于 100%。",
            marks=marks,
            stated=f"{computed}%",
            expected="100%",
            suspects=marks,
        )
