"""EQ008: the items listed under basic spending are those that the table has."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.lines import cells, prose
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule
from disclosures.figures.model import SectionFigures
from disclosures.figures.plain import plain
from disclosures.parse.model import Section

_TITLE = re.compile(r"基本支出\S{0,6}表$")
_LISTING = re.compile(r"(?:人员|公用)经费[^。;:]{0,40}?(?:包括|用于):?([^。;]+)")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_NAME = re.compile(r"[\u4e00-\u9fff()、]{2,24}")
_CODE = re.compile(r"\d{2,7}")


class Item(NamedTuple):
    """A row's name, whether it has an amount, whether it is a 款, and its place."""

    name: str
    spent: bool
    detail: bool
    place: Mark


class Facts(NamedTuple):
    """The rows of the table of basic spending, and the names that the text lists.

    `open` says that a list ends in 等, so that it need not hold everything.
    """

    rows: tuple[Item, ...]
    listed: tuple[tuple[str, Mark], ...]
    open: bool


def _gather(section: Section, read: SectionFigures) -> Facts:
    listed: list[tuple[str, Mark]] = []
    unfinished = False
    if "基本支出" in section.heading:
        for line in prose(section, read, "经费"):
            for found in _LISTING.finditer(line.text):
                unfinished = unfinished or bool(re.search(r"等\s*$|等支出", found[1]))
                at = found.start(1)
                for name in found[1].split("、"):
                    listed.append((_bare(name), line.mark(at, at + len(name))))
                    at += len(name) + 1
    return Facts(tuple(_rows(section)), tuple(listed), unfinished)


def _rows(section: Section) -> Iterator[Item]:
    for table, marks in cells(section):
        if not _TITLE.search(re.sub(r"\s", "", table.title)):
            continue
        for row, places in zip(table.rows, marks, strict=True):
            for at, cell in enumerate(row[:-1]):
                name = plain(cell).strip()
                before = [each.strip() for each in row[:at]]
                code = next((each for each in reversed(before) if each), "")
                if _NAME.fullmatch(name) and _CODE.fullmatch(code):
                    amount = plain(row[at + 1]).strip()
                    spent = bool(_NUMBER.fullmatch(amount)) and bool(
                        amount.strip("0.,")
                    )
                    yield Item(_bare(name), spent, len(code) != 3, places[at])


def _bare(name: str) -> str:
    return re.sub(r"\s|支出$|等$|费用$|费$", "", name.strip())


@rule(
    "EQ008",
    "基本支出的列举与报表",
    severity=Severity.WARNING,
    scope="document",
    gather=_gather,
    words=("经费", "\t"),
)
def basic_items(material: Material) -> Iterator[Outcome]:
    """基本支出“主要包括”列举的项目，在基本支出决算表中都有金额；有金额的都列举。

    Why: 列举了表中为零的项目，或漏了有金额的项目，说明文字没有随表更新。
    Fails: 文字列举“生活补助”，表中该项为空，而表中有金额的“奖励金”没有列举。
    Passes: 列举的各项与表中有金额的各项相同。
    """
    facts: Mapping[str, Facts] = material.facts
    rows = [each for one in facts.values() for each in one.rows]
    listed = [each for one in facts.values() for each in one.listed]
    if not rows or not listed:
        return
    names = {name for name, _ in listed}
    spent = {each.name for each in rows if each.spent}
    known = {each.name for each in rows}
    empty = [each for each in listed if each[0] in known and each[0] not in spent]
    left = []
    if not any(one.open for one in facts.values()):
        left = [
            each
            for each in rows
            if each.spent and each.detail and each.name not in names
        ]
    if not empty and not left:
        yield LOOKED
        return
    said = []
    if empty:
        said.append(
            "列举了表中没有金额的" + "、".join(f"“{each[0]}”" for each in empty)
        )
    if left:
        said.append(
            "没有列举表中有金额的" + "、".join(f"“{each.name}”" for each in left)
        )
    yield Draft(
        f"基本支出的文字{'，'.join(said)}",
        (*(place for _, place in empty), *(each.place for each in left)),
        severity=None if empty else Severity.INFO,
        stated=empty[0][0] if empty else "",
        expected=left[0].name if left else "",
    )
