"""CP002: of the phases that a sentence announces, each is described."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.enumerators import enumerator
from disclosures.checks.finding import Severity
from disclosures.checks.lines import lines
from disclosures.checks.numerals import NUMERAL, number
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

_ANNOUNCED = re.compile(
    rf"([^。;,:、]{{2,20}}(?:、[^。;,:、]{{2,16}}){{1,9}}?)等?({NUMERAL})个?"
    r"(阶段|步骤|环节|部分|方面)"
    r"(?=[^。]{0,10}(?:具体如下|分别如下|如下|分述))"
)
_PHASE = re.compile(r"阶段|步骤|环节|部分|方面")
_LEAD = re.compile(r".*(?:包括|分为|包含|分成|由|为|从|围绕|按照|按)")
_REACH = 60


class Announced(NamedTuple):
    """A sentence that announces `items`, and how it calls them."""

    items: tuple[str, ...]
    noun: str
    place: Mark


class Begun(NamedTuple):
    """The first words of a line."""

    words: str
    place: Mark


Fact = Announced | Begun


def _gather(section: Section, read: SectionFigures) -> tuple[Fact, ...]:
    found: list[Fact] = []
    for line in lines(section, read):
        if line.kind == "table":
            continue
        led = enumerator(line.text)
        start = led.end if led else 0
        if led or line.kind == "heading" or _PHASE.search(line.text, 0, 24):
            words = line.text[start : start + 24].strip()
            found.append(Begun(words, line.mark(0, min(30, len(line.raw)))))
        if "如下" not in line.text and "分述" not in line.text:
            continue
        for each in _ANNOUNCED.finditer(line.text):
            first, *rest = each[1].split("、")
            items = (_LEAD.sub("", first), *rest)
            if number(each[2]) == len(items) and all(items):
                found.append(Announced(items, each[3], line.mark(*each.span())))
    return tuple(found)


@rule(
    "CP002",
    "预告的各项逐一说明",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
)
def announced_phases(material: Material) -> Iterator[Outcome]:
    """前文预告“A、B、C三个阶段，具体如下”的，后文逐一写到。

    Why: 预告了的阶段后文没有写，内容缺了一块，或者预告本身不对。
    Fails: 分为准备、实施、总结三个阶段，具体如下：后文只有准备阶段和实施阶段。
    Passes: 后文依次写了准备阶段、实施阶段和总结阶段。
    """
    facts: Mapping[str, tuple[Fact, ...]] = material.facts
    told = [each for one in facts.values() for each in one]
    for index, each in enumerate(told):
        if not isinstance(each, Announced):
            continue
        after = told[index + 1 : index + 1 + _REACH]
        begun = [one for one in after if isinstance(one, Begun)]
        places = [_place(item, begun) for item in each.items]
        missing = [
            item
            for item, place in zip(each.items, places, strict=True)
            if place is None
        ]
        found = [place for place in places if place is not None]
        if len(found) < 2:
            continue
        if not missing:
            yield LOOKED
            continue
        yield Draft(
            f"前文说有{len(each.items)}个{each.noun}"
            f"（{'、'.join(each.items)}），后文只写了{len(found)}个，缺"
            + "、".join(f"“{item}”" for item in missing),
            (each.place, *found),
            stated=str(len(each.items)),
            expected=str(len(found)),
        )


def _place(item: str, begun: list[Begun]) -> Mark | None:
    return next(
        (one.place for one in begun if item in one.words[: len(item) + 6]), None
    )
