"""CP004: the purchase of official vehicles is stated apart from their running."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.lines import lines
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

_BOTH = re.compile(r"公务用车购置(?:及|和|与)运行(?:维护)?费?")
_BUY = re.compile(
    r"(?:公务用车|公车|车辆)购置(?!及|和|与|税|、)|购置(?:公务)?用?车辆?\d"
)
_RUN = re.compile(r"(?<!购置及)(?<!购置和)(?:公务用车)?运行(?:维护)?(?:费|支出)")
_SAID = re.compile(r"。?[^。;]{0,30}\d[\d,.]*\s*(?:万元|元|辆)")
_TERMS = re.compile(r"名词解释")


class Said(NamedTuple):
    """Where the total, the running cost and the purchase stand with an amount."""

    both: Mark | None
    run: Mark | None
    buy: bool


def _gather(section: Section, read: SectionFigures) -> Said | None:
    if any(_TERMS.search(each) for each in (section.heading, *section.path)):
        return None
    if "公务用车" not in read.plain and "公务用车" not in section.heading:
        return None
    both: Mark | None = None
    run: Mark | None = None
    buy = False
    for line in lines(section, read):
        for found in _BOTH.finditer(line.text):
            if _SAID.match(line.text, found.end()):
                both = both or line.mark(*found.span())
        rest = _BOTH.sub(lambda each: "□" * len(each[0]), line.text)
        buy = buy or bool(_BUY.search(rest))
        for found in _RUN.finditer(rest):
            if _SAID.match(line.text, found.end()):
                run = run or line.mark(*found.span())
    return Said(both, run, buy)


@rule(
    "CP004",
    "公务用车购置费单列",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
    words=("公务用车",),
)
def vehicle_purchase(material: Material) -> Iterator[Outcome]:
    """公务用车购置及运行维护费分别说明购置费和运行维护费。

    Why: 购置与运行性质不同，只写运行维护费，读者不知道是否购置了车辆。
    Fails: 公务用车购置及运行维护费3万元，其中运行维护费3万元；未提购置费。
    Passes: 其中公务用车购置费0万元，购置0辆；运行维护费3万元。
    Source: 地方预决算公开操作规程对“三公”经费细化公开的要求。
    """
    facts: Mapping[str, Said | None] = material.facts
    said = [each for each in facts.values() if each is not None]
    both = next((each.both for each in said if each.both), None)
    run = next((each.run for each in said if each.run), None)
    if both is None or run is None:
        return
    if any(each.buy for each in said):
        yield LOOKED
        return
    yield Draft(
        "只说明了公务用车运行维护费，未单独说明公务用车购置费的金额和购置数量",
        (both, run),
    )
