"""SC001: a self-evaluation form's points and scores add up to its totals."""

from collections.abc import Iterator
from decimal import Decimal

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule
from disclosures.checks.self_evaluation import Entry, Form, forms


@rule(
    "SC001",
    "自评表合计",
    severity=Severity.ERROR,
    words=("得分", "评分"),
    needs=("tables",),
)
def totals(material: Material) -> Iterator[Outcome]:
    """自评表各项分值之和、各项得分之和等于总分一行的数。

    Why: 合计不等，说明漏了指标、分值改动后没有重算，或总分写错。
    Fails: 分值10、50、30、10，总分100；得分9、48、29、9，总得分96。
    Passes: 得分9、48、29、10，总得分96。
    """
    for form in forms(material.section):
        yield from _compared(form, "分值", form.weight, _weights(form))
        yield from _compared(form, "得分", form.score, _scores(form))


def _weights(form: Form) -> list[Entry | None]:
    funds = [form.funds.weight] if form.funds else []
    return [*funds, *(each.weight for each in form.indicators)]


def _scores(form: Form) -> list[Entry | None]:
    funds = [form.funds.score] if form.funds else []
    return [*funds, *(each.score for each in form.indicators)]


def _compared(
    form: Form, what: str, stated: Entry | None, parts: list[Entry | None]
) -> Iterator[Outcome]:
    if stated is None or stated.value is None:
        return
    known = [each for each in parts if each is not None and each.value is not None]
    if len(known) != len(parts) or not known:
        return
    values = [each.value or Decimal(0) for each in known]
    added = sum(values, Decimal(0))
    if added == stated.value:
        yield LOOKED
        return
    shown = "+".join(str(each) for each in values)
    yield Draft(
        f"自评表各项{what}{shown}={added}，与总分一行的{stated.value}不符，"
        f"差{abs(added - stated.value)}",
        (
            stated.place,
            *(each.place for each in known),
            *((form.total,) if form.total else ()),
        ),
        stated=stated.text.strip(),
        expected=str(added),
        suspects=(stated.place, *(each.place for each in known)),
    )
