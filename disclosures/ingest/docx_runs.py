"""The text of one Word paragraph: runs, fields, tracked changes, boxes, notes."""

from dataclasses import dataclass, field

from lxml import etree

from disclosures.ingest.docx_numbering import W, value_of
from disclosures.ingest.refusals import too_complex

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SYMBOLS = {"F0FE": "☑", "F0A8": "☐", "F06F": "☐", "F052": "☑"}
TRANSPARENT = {
    W + name
    for name in (
        "hyperlink",
        "smartTag",
        "customXml",
        "fldSimple",
        "bdo",
        "dir",
        "sdt",
        "sdtContent",
    )
}
SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
SOFT_HYPHEN = "\u00ad"
INSERTED = {W + "ins", W + "moveTo"}
TRACKED = INSERTED | {W + "del", W + "moveFrom"}
DEEPEST = 40
CHANGES = "文档含有修订痕迹，已按接受全部修订后的内容读取。"
HIDDEN = "文档含有隐藏文字，没有读取。"
PICTURES = "文档含有图片，图片里的文字没有读取。"
OBJECTS = "文档嵌入了表格、图表等对象，对象里的内容没有读取。"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph holds: its text, and what hangs on it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """('footnote' or 'endnote', id) in order of reference."""
    warnings: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)
    """For each field begun: whether its instruction is still being read."""

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def paragraph_text(paragraph: etree._Element) -> ParagraphText:
    """Return the text of a `w:p`, insertions kept, deletions and hidden text not."""
    found = ParagraphText()
    _walk(paragraph, found, 0)
    return found


def joins_the_next(paragraph: etree._Element) -> bool:
    """Say whether the end of a paragraph is deleted: its text runs on in the next."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(
        mark.find(W + name) is not None for name in ("del", "moveFrom")
    )


def _walk(element: etree._Element, found: ParagraphText, depth: int) -> None:
    if depth > DEEPEST:
        raise too_complex(f"段落内部嵌套超过 {DEEPEST} 层")
    for child in element:
        tag = child.tag
        if tag == W + "r":
            _run(child, found)
        elif tag in TRACKED:
            found.warnings.append(CHANGES)
            if tag in INSERTED:
                _walk(child, found, depth + 1)
        elif tag in TRANSPARENT:
            _walk(child, found, depth + 1)
        elif tag == MC + "AlternateContent":
            _alternative(child, found, depth)
        elif str(tag).endswith(("}oMath", "}oMathPara")):
            found.pieces.extend(
                each.text or "" for each in child.iter() if str(each.tag).endswith("}t")
            )


def _alternative(element: etree._Element, found: ParagraphText, depth: int) -> None:
    choice = element.find(MC + "Choice")
    if choice is None:
        choice = element.find(MC + "Fallback")
    if choice is not None:
        _walk(choice, found, depth + 1)
        _boxes(choice, found)


def _run(run: etree._Element, found: ParagraphText) -> None:
    properties = run.find(W + "rPr")
    if _on(properties, "vanish"):
        found.warnings.append(HIDDEN)
        return
    before = len(found.pieces)
    for child in run:
        _run_child(child, found)
    if any(piece.strip() for piece in found.pieces[before:]):
        found.bold.append(_on(properties, "b"))
        size = value_of(properties, "sz")
        if size and size.isdecimal():
            found.sizes.append(int(size))


def _on(properties: etree._Element | None, name: str) -> bool:
    switch = properties.find(W + name) if properties is not None else None
    return switch is not None and switch.get(W + "val") not in ("0", "false", "none")


def _run_child(child: etree._Element, found: ParagraphText) -> None:
    tag = child.tag
    if tag == W + "t":
        # What a field within another's instruction gives is instruction as well.
        if not any(found.fields):
            found.pieces.append((child.text or "").replace(SOFT_HYPHEN, ""))
    elif tag in SIGNS:
        found.pieces.append("" if child.get(W + "type") == "page" else SIGNS[tag])
    elif tag == W + "sym":
        found.pieces.append(SYMBOLS.get(child.get(W + "char", "").upper(), "□"))
    elif tag == W + "fldChar":
        _field(child.get(W + "fldCharType"), found)
    elif tag in NOTES:
        found.notes.append((NOTES[tag], child.get(W + "id", "")))
    else:
        _run_object(child, found)


def _run_object(child: etree._Element, found: ParagraphText) -> None:
    """Take what a run holds besides text: shapes, objects, words with their sound."""
    tag = child.tag
    if tag == MC + "AlternateContent":
        choice = child.find(MC + "Choice")
        _boxes(choice if choice is not None else child, found)
    elif tag in (W + "drawing", W + "pict", W + "object"):
        _boxes(child, found)
    elif tag == W + "ruby":
        for base in child.iterfind(f"{W}rubyBase/{W}r"):
            _run(base, found)


def _field(kind: str | None, found: ParagraphText) -> None:
    if kind == "begin":
        found.fields.append(True)
    elif kind == "separate" and found.fields:
        found.fields[-1] = False
    elif kind == "end" and found.fields:
        found.fields.pop()


def _boxes(element: etree._Element, found: ParagraphText) -> None:
    """Note the outermost text boxes below `element`; the inner ones come with them."""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if each.tag == W + "txbxContent":
            if each not in found.boxes:
                found.boxes.append(each)
        else:
            if each.tag in (BLIP, IMAGE):
                found.warnings.append(PICTURES)
            elif each.tag == CHART or str(each.tag).endswith("}OLEObject"):
                found.warnings.append(OBJECTS)
            waiting.extend(reversed(each))
