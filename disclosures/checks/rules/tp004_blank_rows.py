"""TP004: a form's unused rows (指标2：, ……) are taken out."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import cells
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule

_SLOT = re.compile(
    r"(?:(?:三级)?指标|项目|目标|内容|措施|问题)\d{1,2}\s*[:：]?\s*|[…⋯.]{3,}|…+"
)
_HEADS = re.compile(r"[\u4e00-\u9fff（）()]{1,16}")
_SHOWN = 12


@rule(
    "TP004", "空白的模板行", severity=Severity.WARNING, words=("\t",), needs=("tables",)
)
def blank_rows(material: Material) -> Iterator[Outcome]:
    """表中没有使用的模板行（“指标2：”“……”）已经删除或填写。

    Why: 空白的占位行让人分不清是没有内容还是漏填，也使表格显得没有填完。
    Fails: “生态效益指标”一行只有“指标1：”，其余各格为空。
    Passes: 没有的指标不列行，或在该行填写“无”。
    """
    for table, marks in cells(material.section):
        blank: list[Mark] = []
        slots = 0
        for row, places in zip(table.rows, marks, strict=True):
            here: list[Mark] = []
            rest: list[str] = []
            for cell, place in zip(row, places, strict=True):
                words = cell.strip()
                if words and _SLOT.fullmatch(words):
                    here.append(place)
                elif words:
                    rest.append(words)
            slots += len(here)
            if here and all(_HEADS.fullmatch(each) for each in rest):
                blank.extend(here)
        if blank:
            yield Draft(
                f"表中有{len(blank)}行空白的模板占位行（如“{_first(table.rows)}”），"
                "应填写或删除",
                tuple(blank[:_SHOWN]),
                stated=f"{len(blank)}行",
            )
        elif slots:
            yield LOOKED


def _first(rows: tuple[tuple[str, ...], ...]) -> str:
    return next(
        cell.strip() for row in rows for cell in row if _SLOT.fullmatch(cell.strip())
    )
