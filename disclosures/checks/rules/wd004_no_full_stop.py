"""WD004: paragraphs of whole sentences end with a full stop."""

import re
from collections.abc import Iterator, Mapping

from disclosures.checks.finding import Severity
from disclosures.checks.lines import lines
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section

_LEAST = 45
_ENDS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9%]")
_SHOWN = 8
_TAIL = 6


def _gather(section: Section, read: SectionFigures) -> tuple[int, tuple[Mark, ...]]:
    ended = 0
    open_: list[Mark] = []
    found = lines(section, read)
    for at, line in enumerate(found):
        text = line.text.rstrip()
        if line.kind != "text" or len(text) < _LEAST:
            continue
        if "。" not in text and "," not in text:
            continue
        last = at + 1 == len(found)
        if not _ENDS.match(text[-1]):
            ended += 1
        elif "。" in text and (last or found[at + 1].kind != "table"):
            open_.append(line.mark(len(text) - _TAIL, len(text)))
    return ended, tuple(open_)


@rule(
    "WD004",
    "段末标点",
    severity=Severity.INFO,
    scope="document",
    gather=_gather,
)
def no_full_stop(material: Material) -> Iterator[Outcome]:
    """成段的叙述以句号等标点结束。

    Why: 段末没有标点，可能是文字被截断。
    Fails: 全年开展检查20次，整改隐患12处。下一步继续加强管理
    Passes: 全年开展检查20次，整改隐患12处。下一步继续加强管理。
    """
    facts: Mapping[str, tuple[int, tuple[Mark, ...]]] = material.facts
    ended = sum(count for count, _ in facts.values())
    places = [each for _, marks in facts.values() for each in marks]
    if ended + len(places) and len(places) * 4 < ended:
        if places:
            yield Draft(
                f"有{len(places)}段末尾没有标点，请核对是否缺字",
                tuple(places[:_SHOWN]),
            )
        else:
            yield LOOKED
