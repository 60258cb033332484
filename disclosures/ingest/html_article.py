"""Where on a web page the article is, by where its sentences and tables stand."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

CONTAINERS = (
    ".TRS_Editor", ".trs_editor_view", "#zoom", "#Zoom", ".TRS_UEDITOR",
    ".v_news_content", ".article-content", ".article_content", ".article-conter",
    "#UCAP-CONTENT", ".pages_content", ".wzcon", "article", "main", ".content",
)  # fmt: skip
"""What portals call the article's box, the surest names first."""
ENOUGH = 0.75
"""Share of the page's sentences that a box called so must hold."""
ALL_BUT = 0.93
"""Share that a nameless box must hold to be looked into in place of what is around."""
SENTENCE = re.compile(r"[。；]|\d[\d,]*\.\d\d")
LONG = 24
FURNITURE = re.compile(
    r"当前位置|您(?:现)?在的位置|发布(?:时间|日期|机构)\s*[：:]|(?:信息)?来源\s*[：:]"
    r"|浏览(?:次数|量)|阅读次数|访问量|【?字[体号]\s*[：:]|打印(?:本页|页面)?$"
    r"|关闭(?:窗口|本页)?$|分享(?:到|至)|扫一扫|上一篇|下一篇|相关(?:附件|文档|链接|阅读|新闻|推荐)"
    r"|网站(?:标识码|地图)|备案号|ICP备|公网安备|版权所有|主办(?:单位)?\s*[：:]"
    r"|承办(?:单位)?\s*[：:]|技术支持|联系我们|责任编辑|索引号|返回顶部|收藏本[站页]"
)
"""What portals put around an article; none of it is said in a disclosure."""


def is_furniture(text: str, links: int) -> bool:
    """Say whether a line belongs to the page; `links` of its characters are links."""
    if FURNITURE.search(text) and len(text) < 120 and "。" not in text:
        return True
    return links > 0.6 * len("".join(text.split()))


def articles_of(tree: LexborHTMLParser) -> list[LexborNode]:
    """Return the boxes that hold the article, in order; the body where none does."""
    body = tree.body
    if body is None:
        return []
    weights = _weights(body)
    whole = weights.get(body.mem_id, 0)
    for selector in CONTAINERS:
        found = _outermost(tree.css(selector))
        held = [each for each in found if weights.get(each.mem_id, 0)]
        if sum(weights[each.mem_id] for each in held) >= max(ENOUGH * whole, 1):
            return held
    return [_innermost(body, weights)]


def _weights(body: LexborNode) -> dict[int, int]:
    """Return, for each element, how many characters of sentences it holds."""
    weights: dict[int, int] = {}
    parents: list[tuple[int, int]] = []
    linked: set[int] = set()
    for node in body.traverse(include_text=True):
        above = node.parent.mem_id if node.parent is not None else 0
        if node.tag != "-text":
            parents.append((node.mem_id, above))
            if node.tag == "a" or above in linked:
                linked.add(node.mem_id)
            continue
        text = "".join((node.text_content or "").split())
        telling = SENTENCE.search(text) or len(text) >= LONG
        if telling and above not in linked and not FURNITURE.search(text):
            weights[above] = weights.get(above, 0) + len(text)
    # From the innermost outwards: what comes later in the page's order lies deeper.
    for own, above in reversed(parents):
        if own in weights:
            weights[above] = weights.get(above, 0) + weights[own]
    return weights


def _ancestors(node: LexborNode) -> list[LexborNode]:
    line: list[LexborNode] = []
    parent = node.parent
    while parent is not None:
        line.append(parent)
        parent = parent.parent
    return line


def _outermost(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    known = {each.mem_id for each in nodes}
    return [
        each
        for each in nodes
        if not any(outer.mem_id in known for outer in _ancestors(each))
    ]


def _innermost(body: LexborNode, weights: dict[int, int]) -> LexborNode:
    """Follow the box that holds nearly all sentences, inwards while there is one.

    Not past a paragraph or a cell beside it that is no furniture of the page.
    """
    node = body
    while True:
        inner = [
            each
            for each in node.iter()
            if each.tag not in ("tr", "tbody", "p", "table")
            and weights.get(each.mem_id, 0) >= ALL_BUT * weights.get(node.mem_id, 0)
            and weights.get(each.mem_id, 0) > 0
        ]
        if len(inner) != 1 or _says_something_beside(node, inner[0]):
            return node
        node = inner[0]


def _says_something_beside(node: LexborNode, inner: LexborNode) -> bool:
    for child in node.iter():
        if child.mem_id == inner.mem_id:
            continue
        told = [child] if child.tag == "p" else child.css("p,td")
        if any(_is_said(each) for each in told):
            return True
    return False


def _is_said(node: LexborNode) -> bool:
    text = "".join((node.text() or "").split())
    links = sum(len("".join((a.text() or "").split())) for a in node.css("a"))
    return bool(text) and not is_furniture(text, links)
