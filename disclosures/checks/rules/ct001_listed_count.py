"""CT001: as many items are listed as were announced."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import Line, prose
from disclosures.checks.numerals import NUMERAL, number
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule

_AFTER = re.compile(
    r"([\d一二三四五六七八九十两百](?<![\d第.一二三四五六七八九十].)"
    r"(?:(?<=\d)\d{0,3}|(?<!\d)[一二三四五六七八九十两百]{0,4}))"
    r"(?:个|家|项|类|种|名|所|处)"
    r"([\u4e00-\u9fff]{0,12}?)"
    r"(?:,[^,;:。\d]{0,10}\d[\d,.]*(?:万|亿)?元)?"
    r"(?:[,:]\s*(?:主要|具体|分别)?(?:包括|包含|为|是|有)?\s*:?|(?:主要|具体)?包括:?|分别(?:为|是):?)"
    r"(?=[\u4e00-\u9fff“《])"
)
_COUNT = re.compile(r"[\d一二三四五六七八九十两百][个家项类种名所处]")
_COMPLETE = re.compile(r":|包括|包含|分别(?:为|是)")
_WHOLE = re.compile(r"内设|下设|设有|设置|下属|所属|组成|构成|分为")
_NOUN = re.compile(r"阶段|方面|原则|环节|步骤|部分|档次?|等级|主题|要素|层面|维度")
_BEFORE = frozenset("0123456789一二三四五六七八九十两百个项大类档级")
_NUMBERED = re.compile(rf"({NUMERAL})(?:个|项|大|类|档|级)?$")
_COUNTED = re.compile(r"等|以及|第$|\d|[一二三四五六七八九]个")
_MEMBER = re.compile(r"[^、]+")
_PARTIAL = re.compile(r"等[^、]{0,10}$|等$|……|以及其他|其中")
_ENDS = re.compile(r"[。;]|$|\n")
_BODIES = re.compile(
    r"(?:内设|下设|下辖|下属|设置|设有|设立|设)(?:机构|科室|处室)?(?:有|为|包括|分别为)?:?"
    rf"(?P<items>[^,;。:、\d]{{2,24}}(?:、[^,;。:、\d]{{2,24}})+?)(?:,?(?:等|共|共计|合计))?(?P<count>{NUMERAL})个"
    r"(?:职能|正|副|科级|股级|处级|内设)?"
    r"(?P<noun>(?:内设|职能)?(?:机构|科室|处室|股室|部门|科|处|股|事业单位|下属单位|单位|办公室|站所))"
)
_OWN = re.compile(
    rf"单位(?:共|有|为|共有)?({NUMERAL})个[,:]?(?:具体)?(?:包括|含|分别为|分别是|为):?"
    rf"[^,。;、\d]{{0,16}}本级(?:[1一]个)?[和及、]({NUMERAL})个[^。;、和及,]{{0,14}}单位"
    r"(?=[。;]|$)"
)
_BODY = re.compile(
    r"(?:办|室|科|股|处|所|站|中心|局|队|院|组|部|会|馆|校|园|委|厅|庭)$"
)
_OWN_AND = re.compile(
    rf"本级(?:决算|预算)?[和及与、](?:所属|下属)?({NUMERAL})个[^。;、,]{{0,16}}?(?:单位|决算|预算)"
    rf"[^。]{{0,120}}?(?:共计|合计|总计|共)({NUMERAL})个(?=[^。,;]{{0,6}}单位|[。;])"
)
_MONEY = re.compile(r"(?:支出|资金|投入|安排|预算)?\d[\d,.]*(?:万|亿)?元")
_ALL = re.compile(r"(?:共计|合计|总计|共)$")
_LONGEST = 24


@rule("CT001", "数量与列举", severity=Severity.WARNING, words=("、", "本级"))
def listed_count(material: Material) -> Iterator[Outcome]:
    """说有几个，后面就列出几个。

    Why: 数量与列举不符，不是漏列就是数错。
    Fails: 内设3个科室：办公室、财务科、法规科、审计科。
    Passes: 内设4个科室：办公室、财务科、法规科、审计科。
    """
    for line in prose(material.section, material.read, "本级"):
        yield from _with_own(line)
    for line in prose(material.section, material.read, "、"):
        counted = _COUNT.search(line.text) is not None
        if counted:
            yield from _listed_after(line)
        yield from _listed_before(line)
        if counted:
            yield from _bodies_before(line)


def _with_own(line: Line) -> Iterator[Outcome]:
    """Yield whether all units are the body itself and those below it."""
    own = [(each, 1, 2) for each in _OWN.finditer(line.text)]
    own += [(each, 2, 1) for each in _OWN_AND.finditer(line.text)]
    for found, all_of, others in own:
        stated, below = number(found[all_of]), number(found[others])
        if not stated or not below:
            continue
        if stated == below + 1:
            yield LOOKED
            continue
        yield Draft(
            f"说有{stated}个单位，本级1个加所列{below}个为{below + 1}个",
            (line.mark(*found.span(all_of)), line.mark(*found.span(others))),
            stated=found[all_of],
            expected=str(below + 1),
        )


def _listed_after(line: Line) -> Iterator[Outcome]:
    if not _COMPLETE.search(line.text):
        return
    for found in _AFTER.finditer(line.text):
        announced = number(found[1])
        if not announced or not _complete(line.text, found):
            continue
        end = _close(line.text, found.end())
        items = _items(line.text[found.end() : end])
        if items is None:
            continue
        if len(items) == announced:
            yield LOOKED
            continue
        yield Draft(
            f"说有{found[1]}个{found[2]}，列举了{len(items)}个："
            + "、".join(_short(each) for each in items),
            (line.mark(found.start(), end), line.mark(*found.span(1))),
            stated=found[1],
            expected=str(len(items)),
        )


def _complete(text: str, found: re.Match[str]) -> bool:
    """Whether the list is meant to hold everything: 包括 alone may give examples."""
    if ":" in found[0] or "分别" in found[0]:
        return True
    begun = max(text.rfind(each, 0, found.start()) for each in "。;") + 1
    return bool(_WHOLE.search(text, begun, found.end()))


def _listed_before(line: Line) -> Iterator[Outcome]:
    for noun in _NOUN.finditer(line.text):
        if line.text[noun.start() - 1] not in _BEFORE:
            continue
        found = _NUMBERED.search(line.text[max(noun.start() - 8, 0) : noun.start()])
        if found is None:
            continue
        announced = number(found[1])
        start = noun.start() - len(found[0])
        begun = max(line.text.rfind(each, 0, start) for each in "。;,:") + 1
        clause = line.text[begun:start]
        inside = _flat(clause)
        if not announced or "、" not in inside or _COUNTED.search(inside):
            continue
        fewest = inside.count("、") + 1
        most = fewest + len(re.findall(r"[和及与]", inside))
        if fewest <= announced <= most:
            yield LOOKED
        elif all(len(each) <= _LONGEST for each in inside.split("、")):
            yield Draft(
                f"说是{found[1]}个{noun[0]}，前面列举了{fewest}个",
                (
                    line.mark(start - len(clause), noun.end()),
                    line.mark(start, start + len(found[1])),
                ),
                stated=found[1],
                expected=str(fewest),
            )


def _bodies_before(line: Line) -> Iterator[Outcome]:
    """Look at 内设办公室、财务科、法规科3个科室: every item must be called a body."""
    for found in _BODIES.finditer(line.text):
        announced = number(found["count"])
        items = _ALL.sub("", _flat(found["items"])).split("、")
        if not announced or not all(_BODY.search(each) for each in items):
            continue
        if len(items) == announced:
            yield LOOKED
            continue
        start, end = found.span("count")
        yield Draft(
            f"说是{found['count']}个{found['noun']}，前面列举了{len(items)}个："
            + "、".join(_short(each) for each in items),
            (line.mark(*found.span()), line.mark(start, end)),
            stated=found["count"],
            expected=str(len(items)),
        )


def _close(text: str, start: int) -> int:
    """Return where the list ends: the 。or ； that stands in no bracket."""
    depth = 0
    for at in range(start, len(text)):
        each = text[at]
        if each in "(（《“[":
            depth += 1
        elif each in ")）》”]":
            depth -= 1
        elif each in "。;:" and depth <= 0:
            return at
    return len(text)


def _items(listed: str) -> list[str] | None:
    """Return the items; None where the list is open or is not one of names."""
    flat = _MONEY.sub("", _flat(listed))
    if "," in flat:
        return None
    items = [each.strip() for each in _MEMBER.findall(flat)]
    if len(items) < 2 or _PARTIAL.search(flat):
        return None
    if any(
        not each or len(each) > _LONGEST or re.search(r"\d", each) for each in items
    ):
        return None
    last = re.split(r"[和及与]", items[-1])
    return None if len(last) > 1 else items


def _flat(text: str) -> str:
    """Return the text without what stands in brackets."""
    before = ""
    while before != text:
        before, text = text, re.sub(r"\([^()]*\)", "", text)
    return text


def _short(item: str) -> str:
    return item if len(item) <= _LONGEST else f"{item[:_LONGEST]}…"
