"""YR001: titles and forms name the fiscal year that the disclosure is for."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import cells, prose
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.plain import plain

_TITLE = re.compile(
    r"(20(?<!\d20)\d\d)\s*(?:年度|年)\s*(?:[\u4e00-\u9fff“”]{0,24}?)"
    r"(?:决算|预算|绩效|收支|三公|重要事项|情况说明)"
)
_COMPARED = re.compile(r"[比较与同至到—-]\s*$|以来|上年")
_YEAR = re.compile(r"20(?<!\d20)\d\d(?=\s*年|\s*[-—至])")
_BACK = re.compile(r"整改|结果应用|上年|去年|以前年度|历年")
_FORM = re.compile(r"\s*\(?\s*(20\d\d)\s*年度?\s*\)?\s*")
_LONGEST_TITLE = 45


@rule("YR001", "标题和表头的年度", severity=Severity.ERROR, words=("20",))
def title_year(material: Material) -> Iterator[Outcome]:
    """标题、表头标注的年度就是本次公开的年度。

    Why: 标题或表头沿用了别的年度，多半是整段整表从旧文件带来而没有更新。
    Fails: 2024年度决算中，标题写“第三部分 2023年度部门决算情况说明”。
    Passes: 标题写“第三部分 2024年度部门决算情况说明”。
    """
    year = material.context.year
    if year is None:
        return
    for place, written in _titles(material):
        if int(written) == year or _another(material, place, int(written)):
            yield LOOKED
        elif int(written) == year + 1 and material.context.kind == "决算":
            continue
        else:
            yield Draft(
                f"此处年度写作{written}年，本次公开的是{year}年度",
                (place,),
                stated=written,
                expected=str(year),
                suggestion=str(year),
            )


def _another(material: Material, place: Mark, written: int) -> bool:
    """Whether a title is of last year's accounts in a budget, or the reverse."""
    year = material.context.year or 0
    said = material.read.text
    if place.start < 0:
        said, start = material.section.heading + "\n", place.start
    else:
        start = place.start
    title = (said[start:] if start >= 0 else said[start:]).split("\n")[0]
    if material.context.kind == "预算":
        return written == year - 1 and ("决算" in title or "执行" in title)
    return written == year + 1 and ("预算" in title and "决算" not in title)


def _titles(material: Material) -> Iterator[tuple[Mark, str]]:
    for line in prose(material.section, material.read):
        if len(line.text) > _LONGEST_TITLE or "20" not in line.text:
            continue
        found = _FORM.fullmatch(line.text)
        if found is None and _is_title(line.text, line.kind):
            found = _TITLE.search(line.text)
            if found and _speaks_of_others(line.text, found.start()):
                found = None
        if found:
            yield line.mark(*found.span(1)), found[1]
    for table, marks in cells(material.section):
        for row, places in zip(table.rows, marks, strict=True):
            filled = [at for at, each in enumerate(row) if each and not each.isspace()]
            if len(filled) != 1:
                continue
            cell, place = row[filled[0]], places[filled[0]]
            if found := _FORM.fullmatch(plain(cell)):
                start, end = found.span(1)
                yield (
                    Mark(place.section, place.start + start, place.start + end),
                    found[1],
                )


def _speaks_of_others(text: str, start: int) -> bool:
    """Whether the title compares years, spans several or looks back on one."""
    several = len(set(_YEAR.findall(text))) > 1
    return several or bool(_COMPARED.search(text[:start]) or _BACK.search(text))


def _is_title(text: str, kind: str) -> bool:
    if kind == "heading":
        return len(text) <= _LONGEST_TITLE
    return len(text) <= _LONGEST_TITLE and not re.search(r"[。,;:%]|\d元|万元", text)
