"""Word's paragraph styles: the heading level and the numbering that they bring."""

import re
from dataclasses import dataclass

from lxml import etree

from disclosures.ingest.docx_numbering import (
    NumberedBy,
    W,
    numbered_by,
    value_of,
    whole,
)

HEADING = re.compile(r"(?:heading|标题)\s?([1-9])$", re.IGNORECASE)
DEEPEST = 12
"""Styles that one style may stand on."""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    numbered: NumberedBy | None
    outline: int | None


class Styles:
    """The paragraph styles of a document, inheritance resolved."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        for element in root.findall(W + "style") if root is not None else ():
            if element.get(W + "type") != "paragraph":
                continue
            properties = element.find(W + "pPr")
            outline = value_of(properties, "outlineLvl")
            self._styles[element.get(W + "styleId", "")] = _Style(
                name=value_of(element, "name") or "",
                based_on=value_of(element, "basedOn"),
                numbered=numbered_by(properties),
                outline=whole(outline) if outline is not None else None,
            )

    def outline(self, style: str | None) -> int | None:
        """Return the heading level that `style` declares, 1-based, None if none."""
        for each in self._line(style):
            if named := HEADING.match(each.name):
                return int(named[1])
            if each.outline is not None:
                return each.outline + 1 if each.outline < 9 else None
        return None

    def numbered(self, style: str | None) -> NumberedBy | None:
        """Return the numbering that `style` brings, its level by the nearest style."""
        level: int | None = None
        for each in self._line(style):
            if each.numbered is None:
                continue
            if level is None:
                level = each.numbered.level
            if each.numbered.numbering is not None:
                return NumberedBy(each.numbered.numbering, level)
        return None

    def _line(self, style: str | None) -> list[_Style]:
        line: list[_Style] = []
        while style in self._styles and len(line) < DEEPEST:
            line.append(self._styles[style])
            style = line[-1].based_on
        return line
