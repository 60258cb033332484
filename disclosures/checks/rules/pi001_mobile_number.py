"""PI001: no mobile telephone number is published, nor the name beside it."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import cells, prose
from disclosures.checks.rule import Draft, Mark, Material, Outcome, rule
from disclosures.figures.plain import plain

_MOBILE = re.compile(r"(?<![\d.,])1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\d.,]\d|\d)")
_LIKELY = re.compile(r"1[3-9]\d[- ]?\d{4}[- ]?\d{4}")
_PERSON = re.compile(r"负责人|联系人|姓名|经办人|填表人|填报人|联络人")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")


@rule(
    "PI001",
    "手机号码",
    severity=Severity.ERROR,
    words=("13", "14", "15", "16", "17", "18", "19"),
)
def mobile_number(material: Material) -> Iterator[Outcome]:
    """公开文本中没有个人手机号码；确需公开联系方式的，用办公电话。

    Why: 手机号码属于个人信息，与姓名一并公开会造成泄露。
    Fails: 项目负责人：张某，联系电话：13800000000。
    Passes: 联系电话：财务科办公电话。
    Source: 个人信息保护法关于公开个人信息的规定。
    """
    if not _LIKELY.search(f"{material.section.heading}\n{material.read.plain}"):
        return
    for line in prose(material.section, material.read):
        for found in _MOBILE.finditer(line.text):
            yield _draft((line.mark(*found.span()),), found[0])
    for table, marks in cells(material.section):
        for row, places in zip(table.rows, marks, strict=True):
            for cell, place in zip(row, places, strict=True):
                number = _MOBILE.search(plain(cell)) if "1" in cell else None
                if number:
                    at = Mark(
                        place.section,
                        place.start + number.start(),
                        place.start + number.end(),
                    )
                    yield _draft((at, *_names(row, places)), number[0])


def _names(row: tuple[str, ...], places: list[Mark]) -> tuple[Mark, ...]:
    """Return the name that the row gives for a person, if it does."""
    for at, cell in enumerate(row[:-1]):
        if _PERSON.search(cell):
            for after in range(at + 1, len(row)):
                if _NAME.fullmatch(row[after].strip()):
                    return (places[after],)
                if row[after].strip():
                    break
    return ()


def _draft(marks: tuple[Mark, ...], number: str) -> Draft:
    beside = "，并列有姓名" if len(marks) > 1 else ""
    return Draft(
        f"出现手机号码{number[:3]}****{number[-4:]}{beside}，公开前应删除或改为办公电话",
        marks,
    )
