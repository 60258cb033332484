"""CT004: as many numbered items follow a line as it announces."""

import re
from collections.abc import Iterator, Sequence

from disclosures.checks.enumerators import enumerator
from disclosures.checks.finding import Severity
from disclosures.checks.lines import Line, lines
from disclosures.checks.numerals import NUMERAL, number
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule

_ANNOUNCED = re.compile(
    rf"(?<![\d.第])(?P<count>{NUMERAL})(?:个|项|大|类|方面|部分|点)"
    r"(?P<what>[\u4e00-\u9fff“”]{0,12})"
    r"(?:,[^,;:。\d]{0,10}\d[\d,.]*(?:万|亿)?元)?"
    r"(?:,?(?:具体|主要|分别)?(?:包括|为|是|有|如下|情况如下))?:$"
)
_PARTLY = re.compile(r"例如|部分|等")
_CLAUSE = re.compile(r"[,;。]")
_LEAST = 2


@rule("CT004", "数量与逐条列举", severity=Severity.WARNING, words=(":", "："))
def numbered_below(material: Material) -> Iterator[Outcome]:
    """冒号前说有几类（项、个），下面编号列出几条。

    Why: 多列或少列一条，不是漏了内容就是数错。
    Fails: 按功能分为5类：下面只列了1.至4.。
    Passes: 按功能分为4类：下面列了1.至4.。
    """
    every = lines(material.section, material.read)
    for at, line in enumerate(every):
        if line.kind != "text":
            continue
        text = line.text.rstrip()
        found = _ANNOUNCED.search(text) if text.endswith(":") else None
        if found is None or _PARTLY.search(_CLAUSE.split(line.text)[-1]):
            continue
        items = _items(every[at + 1 :], enumerator(line.text))
        announced = number(found["count"])
        if not announced or len(items) < _LEAST:
            continue
        if len(items) == announced:
            yield LOOKED
            continue
        yield Draft(
            f"说有{found['count']}项，下面编号列出了{len(items)}项",
            (line.mark(*found.span("count")), *(each.whole for each in items)),
            stated=found["count"],
            expected=str(len(items)),
        )


def _items(below: Sequence[Line], own: object) -> list[Line]:
    """Return the items numbered from one on right below, of one style, in order."""
    items: list[Line] = []
    style = ""
    for line in below:
        said = enumerator(line.text) if line.kind == "text" else None
        if said is None:
            if not items:
                return []
            if line.kind != "text":
                break
            continue
        if not items:
            if said.number != 1 or said.style == getattr(own, "style", ""):
                return []
            style = said.style
        if said.style != style:
            continue
        if said.number != len(items) + 1:
            break
        items.append(line)
    return items
