"""EQ005: all assets are not what the fixed assets alone once cost."""

from collections.abc import Iterator, Mapping

from disclosures.checks.finding import Severity
from disclosures.checks.naming import canonical
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, mark, rule
from disclosures.figures.model import Figure, SectionFigures
from disclosures.parse.model import Section

_NAMES = ("资产总额", "固定资产原值", "固定资产累计折旧", "货币资金", "流动资产")


def _gather(section: Section, read: SectionFigures) -> tuple[tuple[str, Figure], ...]:
    if "资产" not in read.plain:
        return ()
    return tuple(
        (name, each)
        for each in read.figures
        if each.money
        for name in _NAMES
        if each.subject.endswith(name) or canonical(each.subject).endswith(name)
    )


@rule(
    "EQ005",
    "资产总额与固定资产原值",
    severity=Severity.ERROR,
    scope="document",
    gather=_gather,
    words=("资产",),
    needs=("figures",),
)
def assets_at_cost(material: Material) -> Iterator[Outcome]:
    """资产总额不等于固定资产原值：总额按净值计，还包括货币资金等其他资产。

    Why: 资产总额中固定资产按扣除折旧后的净值计，已有折旧时总额等于原值，
        多半是把原值当作了资产总额。
    Fails: 固定资产原值500万元、累计折旧200万元，资产总额500万元。
    Passes: 资产总额330万元，其中固定资产净值300万元、货币资金30万元。
    """
    facts: Mapping[str, tuple[tuple[str, Figure], ...]] = material.facts
    named: dict[str, Figure] = {}
    for one in facts.values():
        for name, figure in one:
            named.setdefault(name, figure)
    whole, cost = named.get("资产总额"), named.get("固定资产原值")
    worn = named.get("固定资产累计折旧")
    if whole is None or cost is None or worn is None or not worn.value:
        return
    if whole.base != cost.base:
        yield LOOKED
        return
    net = (cost.base - worn.base) / cost.scale
    other = named.get("货币资金") or named.get("流动资产")
    more = f"，另有{other.subject}{other.text}{other.unit}" if other else ""
    yield Draft(
        f"资产总额{whole.text}{whole.unit}与固定资产原值相同；固定资产净值为"
        f"{cost.text}-{worn.text}={net:,}{cost.unit}{more}，资产总额不应等于原值",
        (mark(whole), mark(cost)),
        stated=f"{whole.text}{whole.unit}",
    )
