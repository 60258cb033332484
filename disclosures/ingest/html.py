"""Web pages, saved or exported: the article's paragraphs and tables."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from disclosures.ingest.encoding import decode
from disclosures.ingest.html_tables import read_table
from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Item, Paragraph, Reading
from disclosures.ingest.progress import Progress, silent
from disclosures.ingest.refusals import too_complex

PARSER = "html/1"
ARTICLES = (
    ".TRS_Editor", ".trs_editor_view", "#zoom", "#Zoom", ".TRS_UEDITOR",
    ".article-content", ".article_content", "#UCAP-CONTENT", ".pages_content",
    "article", "main", ".content",
)  # fmt: skip
UNSEEN = (
    "script,style,noscript,iframe,template,svg,head,nav,[hidden],"
    '[style*="display:none"],[style*="display: none"]'
)
BLOCKS = {
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "section",
    "article", "br", "dd", "dt", "dl", "pre", "blockquote", "center", "header",
    "footer", "main", "aside", "form", "figure", "figcaption", "hr",
}  # fmt: skip
NESTING = re.compile(
    r"<(/?)(?!(?:p|li|t[drh]|dd|dt|br|hr|img|input|meta|link|col|option|source|wbr"
    r"|area|base|embed|param|track)\b)[a-z][^>]*(?<!/)>",
    re.IGNORECASE,
)
"""The tags that nest; the others are closed by the parser itself."""
UNCLOSED = 4
"""How many tags that are never closed a page may have, as a multiple of the depth."""
ENOUGH = 0.5
"""Share of the page's text that an article's container must hold."""
FIELD_RESIDUE = re.compile(
    r"\s*(?:PAGEREF\s+_Toc\d+(?:\s+\\?h)?(?:\s+\d+)?|HYPERLINK\s+\S+)"
)
ANNEX = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|rar|zip|7z)(?:\?.*)?$", re.IGNORECASE)


def read_html(data: bytes, limits: Limits, progress: Progress = silent) -> Reading:
    """Return the article of a page, its hidden parts and navigation left out.

    Raises `Unreadable` (too_complex) for elements nested beyond `limits.depth`.
    """
    text, encoding, lost = decode(data)
    _check_depth(text, limits)
    tree = LexborHTMLParser(text)
    links = _annexes(tree)
    for node in tree.css(UNSEEN):
        node.decompose()
    items = list(_Walk(limits).items(_article(tree))) if tree.body else []
    progress("document", 1, 1)
    notes = []
    if lost:
        notes.append(f"有 {lost} 个字符无法识别，已用占位符代替。")
    if links:
        notes.append(f"网页链接了 {links} 个附件，附件没有一并读取，请另行上传。")
    return Reading(
        format="html",
        items=tuple(items),
        encoding=encoding,
        notes=tuple(notes),
        parser=PARSER,
    )


def _check_depth(text: str, limits: Limits) -> None:
    """Refuse a page nested beyond reason before the parser, slow at that, sees it."""
    depth = 0
    for tag in NESTING.finditer(text):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > UNCLOSED * limits.depth:
            raise too_complex(f"网页元素嵌套超过 {limits.depth} 层")


def _annexes(tree: LexborHTMLParser) -> int:
    targets = (node.attributes.get("href") or "" for node in tree.css("a[href]"))
    return len({each for each in targets if ANNEX.search(each)})


def _article(tree: LexborHTMLParser) -> LexborNode:
    """Return the known container that holds most of the text, else the body."""
    body = tree.body
    assert body is not None
    whole = len(body.text() or "")
    for selector in ARTICLES:
        found = tree.css(selector)
        if not found:
            continue
        largest = max(found, key=lambda node: len(node.text() or ""))
        if len(largest.text() or "") >= ENOUGH * whole:
            return largest
    return body


class _Walk:
    """Gathers text between block elements; iterative, so depth cannot exhaust it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pieces: list[str] = []
        self._heading: int | None = None
        self._bold = 0
        self._plain = 0
        self._centred = False

    def items(self, root: LexborNode) -> Iterator[Item]:
        waiting: list[tuple[LexborNode, int, bool]] = [(root, 0, False)]
        while waiting:
            node, depth, leaving = waiting.pop()
            tag = node.tag or ""
            if leaving:
                yield from self._flush()
                continue
            if depth > self._limits.depth:
                raise too_complex(f"网页元素嵌套超过 {self._limits.depth} 层")
            if tag == "-text":
                self._text(node)
                continue
            if tag == "table" and not _layout(node):
                yield from self._flush()
                yield from read_table(node, self._limits)
                continue
            if tag in BLOCKS or tag in ("table", "td", "th"):
                yield from self._flush()
                self._enter(node, tag)
                waiting.append((node, depth, True))
            children = list(node.iter(include_text=True))
            waiting.extend((child, depth + 1, False) for child in reversed(children))
        yield from self._flush()

    def _enter(self, node: LexborNode, tag: str) -> None:
        if tag[:1] == "h" and tag[1:].isdecimal():
            self._heading = int(tag[1:])
        style = (node.attributes.get("style") or "").replace(" ", "").lower()
        align = (node.attributes.get("align") or "").lower()
        self._centred = "text-align:center" in style or align == "center"

    def _text(self, node: LexborNode) -> None:
        text = node.text_content or ""
        self._pieces.append(text)
        if text.strip():
            parent = node.parent
            if parent is not None and parent.tag in ("b", "strong"):
                self._bold += 1
            else:
                self._plain += 1

    def _flush(self) -> Iterator[Paragraph]:
        text = " ".join(FIELD_RESIDUE.sub("", "".join(self._pieces)).split())
        if text:
            yield Paragraph(
                text,
                outline=self._heading,
                bold=self._bold > 0 and self._plain == 0,
                centred=self._centred,
            )
        self._pieces = []
        self._heading = None
        self._bold = self._plain = 0
        self._centred = False


def _layout(table: LexborNode) -> bool:
    """Say whether a table only arranges the page: one cell, or tables inside it."""
    rows = table.css("tr")
    cells = table.css("td,th")
    if len(cells) <= 1:
        return True
    inner = [each for each in table.css("table") if each.mem_id != table.mem_id]
    crowded = any(len(each.css("p")) > 8 for each in cells)
    return bool(inner) or (len(rows) <= 2 and crowded)
