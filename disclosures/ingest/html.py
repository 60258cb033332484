"""Web pages, saved or exported: the article's paragraphs and tables."""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from disclosures.ingest.encoding import decode
from disclosures.ingest.html_article import (
    LONG,
    SENTENCE,
    articles_of,
    is_furniture,
)
from disclosures.ingest.html_tables import read_table
from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Grid, Item, Paragraph, Reading
from disclosures.ingest.progress import Progress, silent
from disclosures.ingest.refusals import too_complex

PARSER = "html/2"
UNSEEN = (
    "script,style,noscript,iframe,template,svg,head,nav,footer,aside,button,select,"
    "[hidden],"
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
FIELD_RESIDUE = re.compile(
    r"\s*(?:PAGEREF\s+_Toc\d+(?:\s+\\?h)?(?:\s+\d+)?|HYPERLINK\s+\S+)"
)
CARD = re.compile(
    r"索\s*引\s*号|信息分类|发[布文]机[构关]|成文日期|发[布文]日期|主题(?:词|分类)|公开(?:方式|时限)"
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
    walk = _Walk(limits)
    found = [item for box in articles_of(tree) for item in walk.items(box)]
    items = _without_furniture(found, walk.furniture)
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


def _without_furniture(items: Sequence[Item], told: Sequence[bool]) -> list[Item]:
    """Return the items without the menus before the text and the lists behind it.

    `told` says of each item whether it belongs to the page and not to the article.
    Only what stands before the first sentence or table, or behind the last, is looked
    at: up to the last such item there, and from the first one on.
    """
    own = [at for at, item in enumerate(items) if _is_text(item) and not told[at]]
    if not own:
        return list(items)
    first, last = own[0], own[-1]
    before = [at for at in range(first) if told[at]]
    behind = [at for at in range(last + 1, len(items)) if told[at]]
    start = before[-1] + 1 if before else 0
    end = behind[0] if behind else len(items)
    return [
        item
        for at, item in enumerate(items)
        if start <= at < end or _is_title(item, at < start)
    ]


def _is_text(item: Item) -> bool:
    return isinstance(item, Grid) or (
        len(item.text) >= LONG and SENTENCE.search(item.text) is not None
    )


def _is_title(item: Item, above: bool) -> bool:
    return above and isinstance(item, Paragraph) and item.outline == 1


class _Walk:
    """Gathers text between block elements; iterative, so depth cannot exhaust it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pieces: list[str] = []
        self._heading: int | None = None
        self._bold = 0
        self._plain = 0
        self._centred = False
        self._links = 0
        self.furniture: list[bool] = []
        """Of each item so far, whether it belongs to the page around the article."""

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
                for grid in read_table(node, self._limits):
                    self.furniture.append(_describes_the_page(grid))
                    yield grid
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
            if parent is not None and _leads_away(parent):
                self._links += len("".join(text.split()))
            if parent is not None and parent.tag in ("b", "strong"):
                self._bold += 1
            else:
                self._plain += 1

    def _flush(self) -> Iterator[Paragraph]:
        text = " ".join(FIELD_RESIDUE.sub("", "".join(self._pieces)).split())
        if text:
            self.furniture.append(is_furniture(text, self._links))
            yield Paragraph(
                text,
                outline=self._heading,
                bold=self._bold > 0 and self._plain == 0,
                centred=self._centred,
            )
        self._pieces = []
        self._heading = None
        self._bold = self._plain = self._links = 0
        self._centred = False


def _leads_away(node: LexborNode) -> bool:
    """Say whether a node is a link that does not merely lead down the page."""
    while node.tag in ("span", "font", "b", "strong", "em", "i", "u"):
        if node.parent is None:
            return False
        node = node.parent
    if node.tag != "a":
        return False
    return not (node.attributes.get("href") or "").startswith("#")


def _describes_the_page(grid: Grid) -> bool:
    """Say whether a table is the card of a catalogue: number, class, issuer, date."""
    texts = [cell.text for cell in grid.cells]
    return sum(1 for text in texts if CARD.match(text)) >= 2


def _layout(table: LexborNode) -> bool:
    """Say whether a table only arranges the page: one cell, or tables inside it."""
    rows = table.css("tr")
    cells = table.css("td,th")
    if len(cells) <= 1:
        return True
    inner = [each for each in table.css("table") if each.mem_id != table.mem_id]
    crowded = any(len(each.css("p")) > 8 for each in cells)
    return bool(inner) or (len(rows) <= 2 and crowded)
