"""CT005: the table of units has as many rows as units were announced."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import cells, prose
from disclosures.checks.numerals import NUMERAL, number
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule

_ALL = re.compile(
    rf"单位(?:共计|共有|共|有|合计)?({NUMERAL})[个家](?:(?=[,。;:])|$)"
    rf"|({NUMERAL})[个家](?:预算|决算|编报)?单位(?=(?:[^。]{{0,24}}(?:如下|见下表|包括))|[,:]包括)"
)
_BELOW = re.compile(
    rf"({NUMERAL})[个家](?:下属|所属|直属)(?:预算|决算|事业|二级)*单位"
    rf"|(?:下属|所属|直属)(?:二级)?(?:预算|决算|事业)*单位(?:共计|共有|共|有)?({NUMERAL})[个家]"
)
_UNIT = re.compile(r"单位名称")
_SUM = re.compile(r"合\s*计|总\s*计|小\s*计")
_OWN = re.compile(r"本级|机关")


@rule(
    "CT005",
    "单位数量与单位名单",
    severity=Severity.WARNING,
    words=("单位名称",),
    needs=("tables",),
)
def units_in_table(material: Material) -> Iterator[Outcome]:
    """说明纳入编报的单位数与单位名单表的行数一致；只说下属单位的，不计本级一行。

    Why: 单位增减以后，文字改了名单没有改，或者反过来。
    Fails: 下属单位4个，名单表列有本级和3个下属单位。
    Passes: 下属单位3个，名单表列有本级和3个下属单位。
    """
    tables = list(cells(material.section))
    lists = [each for each, _ in tables if any(map(_UNIT.search, each.rows[0]))]
    if len(lists) != 1:
        return
    rows = [row for row in lists[0].rows[1:] if any(each.strip() for each in row)]
    rows = [row for row in rows if not any(_SUM.match(each.strip()) for each in row)]
    own = sum(any(_OWN.search(each) for each in row) for row in rows)
    said = list(_said(material))
    if len(rows) < 2 or not said or own > 1:
        return
    possible = {"all": len(rows), "below": len(rows) - own}
    for what, value, place in said:
        if value == possible[what]:
            yield LOOKED
        elif what == "all" or own:
            yield Draft(
                f"说有{value}个{'单位' if what == 'all' else '下属单位'}，"
                f"名单表列了{possible[what]}个"
                f"{'（本级除外）' if what == 'below' else ''}",
                (place,),
                stated=str(value),
                expected=str(possible[what]),
            )


def _said(material: Material) -> Iterator[tuple[str, int, Mark]]:
    for line in prose(material.section, material.read, "单位"):
        if line.kind == "heading":
            continue
        for what, pattern in (("all", _ALL), ("below", _BELOW)):
            for found in pattern.finditer(line.text):
                group = 1 if found[1] else 2
                value = number(found[group])
                if value:
                    yield what, value, line.mark(*found.span(group))
