"""CP016: receptions have at least as many guests as there were of them."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import Draft, Looked, Material, Outcome, rule

_PAIR = re.compile(
    r"(?P<times>\d[\d,]*)\s*个?(?P<what>批次|团组|批)[^\d。;]{0,16}?"
    r"(?P<guests>\d[\d,]*)\s*人次?(?!以)"
)


@rule("CP016", "人次不少于批次", severity=Severity.WARNING, words=("批", "团组"))
def fewer_guests(material: Material) -> Iterator[Outcome]:
    """接待或出国的人次不少于批次、团组数：每批至少一人。

    Why: 批次与人次填反，或漏了一位数字。
    Fails: 国内公务接待21批次、13人次。
    Passes: 国内公务接待21批次、130人次。
    """
    for line in prose(material.section, material.read, "批", "团组"):
        for each in _PAIR.finditer(line.text):
            places = (line.mark(*each.span("guests")), line.mark(*each.span("times")))
            times = int(each["times"].replace(",", ""))
            guests = int(each["guests"].replace(",", ""))
            if guests >= times:
                yield Looked(places)
            else:
                yield Draft(
                    f"{each['times']}{each['what']}只有{each['guests']}人次，"
                    "人次不应少于批次",
                    places,
                    stated=each["guests"],
                )
