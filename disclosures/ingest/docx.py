"""Word documents (docx): paragraphs and tables in order, as a reader sees them."""

from collections.abc import Iterator

from lxml import etree

from disclosures.ingest.docx_cells import (
    cells_of,
    continues_above,
    continues_left,
    is_deleted,
    rows_of,
    taller,
    wider,
    width_of,
)
from disclosures.ingest.docx_numbering import (
    Numberings,
    W,
    numbered_by,
    value_of,
    whole,
)
from disclosures.ingest.docx_runs import (
    CHANGES,
    MC,
    ParagraphText,
    joins_the_next,
    paragraph_text,
)
from disclosures.ingest.docx_styles import Styles
from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Cell, Grid, Item, Paragraph, Reading, Source
from disclosures.ingest.package import MACROS_IGNORED, Package
from disclosures.ingest.progress import Progress, silent
from disclosures.ingest.refusals import damaged, too_complex

PARSER = "docx/1"
WHAT = " Word 文档"
MAIN = "word/document.xml"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
WRAPPERS = {W + name for name in ("ins", "moveTo", "customXml", "smartTag")}
HOLDERS = {W + name for name in ("body", "tc", "txbxContent", "footnote", "endnote")}
"""What a paragraph does not run on out of."""
COMMENTS = "文档含有批注，批注的内容没有读取。"
DEEPEST = 20
"""Tables and boxes within one another."""


def read_docx(data: bytes, limits: Limits, progress: Progress = silent) -> Reading:
    """Return the body of a Word document, boxes and notes where they hang.

    Raises `Unreadable`: damaged, encrypted, too_complex, unsafe.
    """
    package = Package(data, WHAT, limits)
    document = _Document(package, limits)
    progress("document", 1, 1)
    items = tuple(document.items())
    return Reading(
        format="docx",
        items=items,
        notes=tuple(dict.fromkeys([*document.warnings, *_left_out(package)])),
        parser=PARSER,
    )


class _Document:
    def __init__(self, package: Package, limits: Limits) -> None:
        self._limits = limits
        main = _main_part(package)
        folder = main.rpartition("/")[0]
        folder = f"{folder}/" if folder else ""
        root = _transitional(package.xml(main))
        body = root.find(W + "body") if root is not None else None
        if body is None:
            raise damaged(WHAT)
        self._body = body
        self._styles = Styles(_transitional(package.xml(f"{folder}styles.xml")))
        self._numberings = Numberings(
            _transitional(package.xml(f"{folder}numbering.xml"))
        )
        self._notes: dict[tuple[str, str], etree._Element] = {}
        for kind in ("footnote", "endnote"):
            notes = _transitional(package.xml(f"{folder}{kind}s.xml"))
            for note in notes if notes is not None else ():
                if note.get(W + "type") in (None, "normal"):
                    self._notes[(kind, note.get(W + "id", ""))] = note
        self.warnings: list[str] = []
        self._begun = ""

    def items(self) -> Iterator[Item]:
        return self._blocks(self._body, Source.BODY, 0)

    def _blocks(
        self, parent: etree._Element, source: Source, depth: int
    ) -> Iterator[Item]:
        if depth > DEEPEST:
            raise too_complex(f"文档内部嵌套超过 {DEEPEST} 层")
        for element in parent:
            tag = element.tag
            if tag == W + "p":
                yield from self._paragraph(element, source, depth)
            elif tag == W + "tbl":
                yield from self._left_over(source)
                yield from self._table(element, depth)
            elif (content := _content(element)) is not None:
                yield from self._blocks(content, source, depth + 1)
            elif tag == W + "altChunk":
                self.warnings.append("文档嵌入了另一份文件，嵌入的内容没有读取。")
        if parent.tag in HOLDERS:
            yield from self._left_over(source)

    def _left_over(self, source: Source) -> Iterator[Paragraph]:
        """Yield what was to go on in a next paragraph where none follows."""
        text, self._begun = self._begun, ""
        if text.strip():
            yield Paragraph(text.strip(), source=source)

    def _paragraph(
        self, element: etree._Element, source: Source, depth: int
    ) -> Iterator[Item]:
        found = paragraph_text(element)
        self.warnings.extend(found.warnings)
        if joins_the_next(element):
            # Its text goes on in the next paragraph, whose number and look it takes.
            self.warnings.append(CHANGES)
            self._begun += found.text
        else:
            yield from self._finished(element, found, source)
        for box in found.boxes:
            yield from self._blocks(box, Source.TEXT_BOX, depth + 1)
        for key in found.notes:
            # Each note once, however often it is referred to.
            if (note := self._notes.pop(key, None)) is not None:
                yield from self._blocks(note, Source.NOTE, depth + 1)

    def _finished(
        self, element: etree._Element, found: ParagraphText, source: Source
    ) -> Iterator[Paragraph]:
        properties = element.find(W + "pPr")
        style = value_of(properties, "pStyle")
        label = self._numberings.next_label(
            numbered_by(properties), self._styles.numbered(style), style
        )
        outline = value_of(properties, "outlineLvl")
        level = whole(outline) + 1 if outline is not None else None
        text, self._begun = self._begun + found.text, ""
        if text.strip():
            yield Paragraph(
                text=(label + text).strip(),
                outline=level if level and level < 10 else self._styles.outline(style),
                size=max(found.sizes) / 2 if found.sizes else None,
                bold=bool(found.bold) and all(found.bold),
                centred=value_of(properties, "jc") == "center",
                source=source,
            )

    def _table(self, table: etree._Element, depth: int) -> Iterator[Item]:
        """Yield the grid, then the tables, boxes and notes found in its cells."""
        cells: list[Cell] = []
        inner: list[Item] = []
        running: dict[int, int] = {}
        columns = rows = 0
        for element in rows_of(table):
            if is_deleted(element):
                self.warnings.append(CHANGES)
                continue
            row, rows = rows, rows + 1
            column = whole(value_of(element.find(W + "trPr"), "gridBefore"))
            column = min(max(column, 0), self._limits.columns)
            for each in cells_of(element):
                width = width_of(each, self._limits)
                if column + width > self._limits.columns:
                    raise too_complex(f"表格超过 {self._limits.columns} 列")
                if continues_above(each) and column in running:
                    at = running[column]
                    cells[at] = taller(cells[at])
                elif continues_left(each) and cells and cells[-1].row == row:
                    cells[-1] = wider(cells[-1], width)
                else:
                    text, hanging = self._cell_text(each, depth)
                    inner.extend(hanging)
                    running[column] = len(cells)
                    cells.append(Cell(text, row, column, 1, width))
                column += width
            columns = max(columns, column)
            if rows > self._limits.rows:
                raise too_complex(f"表格超过 {self._limits.rows} 行")
        if cells:
            yield Grid(cells=tuple(cells), rows=rows, columns=columns)
        yield from inner

    def _cell_text(self, cell: etree._Element, depth: int) -> tuple[str, list[Item]]:
        """Return a cell's own text, and what hangs on it and is no part of it."""
        texts: list[str] = []
        hanging: list[Item] = []
        for each in self._blocks(cell, Source.BODY, depth + 1):
            if isinstance(each, Paragraph) and each.source is Source.BODY:
                texts.append(each.text)
            else:
                hanging.append(each)
        return "\n".join(texts), hanging


def _content(element: etree._Element) -> etree._Element | None:
    """Return what a wrapper wraps: a content control, an insertion, a choice."""
    if element.tag == W + "sdt":
        return element.find(W + "sdtContent")
    if element.tag == MC + "AlternateContent":
        return element.find(MC + "Choice")
    return element if element.tag in WRAPPERS else None


def _left_out(package: Package) -> Iterator[str]:
    if package.has("word/comments.xml"):
        yield COMMENTS
    if package.has_macros:
        yield MACROS_IGNORED


def _main_part(package: Package) -> str:
    relations = package.xml("_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            target = relation.get("Target", "").lstrip("/")
            if package.has(target):
                return target
    return MAIN


def _transitional(root: etree._Element | None) -> etree._Element | None:
    """Give the elements of a Strict document the names of the usual form."""
    if root is None or not str(root.tag).startswith("{" + STRICT):
        return root
    old = "{" + STRICT + "}"
    for element in root.iter(etree.Element):
        if str(element.tag).startswith(old):
            element.tag = W + str(element.tag)[len(old) :]
        for name, value in list(element.attrib.items()):
            if str(name).startswith(old):
                del element.attrib[name]
                element.set(W + str(name)[len(old) :], value)
    return root
