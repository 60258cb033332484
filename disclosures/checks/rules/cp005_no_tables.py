"""CP005: a disclosure whose tables stand elsewhere says what could not be checked."""

import re
from collections.abc import Iterator, Mapping

from disclosures.checks.finding import Severity
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.parse.model import Section, TableBlock

_TITLE = re.compile(r"(?:收入|支出|收支|决算|预算)[^\n]{0,12}(?:总)?表")
_FORM = re.compile(r"自评|绩效|差异率")
_ELSEWHERE = re.compile(r"(?:详见|见|另附|参见)[^。\n]{0,8}附[件表]?[^。\n]{0,60}")
_LEAST = 3


def _gather(section: Section, read: SectionFigures) -> tuple[int, Mark | None]:
    tables = 0
    for block in section.blocks:
        if isinstance(block, TableBlock):
            named = f"{block.title}{section.heading}"
            codes = sum(bool(re.match(r"20\d|30[123]", row[0])) for row in block.rows)
            titled = _TITLE.search(named) and not _FORM.search(named)
            tables += bool(titled or codes >= _LEAST)
    found = _ELSEWHERE.search(read.plain)
    return tables, Mark(section.key, *found.span()) if found else None


@rule(
    "CP005",
    "报表不在文中",
    severity=Severity.INFO,
    scope="document",
    gather=_gather,
)
def no_tables(material: Material) -> Iterator[Outcome]:
    """决算公开附有报表；报表在附件中的，表内、表间和图文一致性未能核对。

    Why: 没有报表就无法核对说明文字与报表是否一致，审核人需要另行核对附件。
    Fails: 正文写“详见附件”，而文件中没有决算报表。
    Passes: 文件中有收入支出决算总表等报表。
    """
    facts: Mapping[str, tuple[int, Mark | None]] = material.facts
    if any(count for count, _ in facts.values()):
        yield LOOKED
        return
    place = next((mark for _, mark in reversed(list(facts.values())) if mark), None)
    if place is not None:
        yield Draft(
            "决算报表在附件中，未随本文提供：表内、表间勾稽和文表一致性未核对",
            (place,),
        )
