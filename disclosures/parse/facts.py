"""What a document is: final account or budget, of which year, of which unit."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from disclosures.parse.numbering import DIGITS
from disclosures.parse.shapes import squeezed

KINDS = ("决算", "预算")
LINE = 80
"""Characters up to which a line of the body may name the document."""
YEAR = re.compile(r"(20\d{2})年")
CHINESE_YEAR = re.compile(r"([二][〇零○Ｏ0][〇零○一二三四五六七八九]{2})年")
TITLE = re.compile(
    r"(?:(?P<name>[\u3400-\u9fff（）()·]{3,40}?))?(?P<year>20\d{2})年度?"
    r"(?P<after>[\u3400-\u9fff（）()·]{3,40}?)?(?:部门|单位|本级)?(?:[（(]本级[)）])?"
    r"(?P<kind>决算|预算)"
)
PART_NAME = re.compile(r"(?:第.{1,3}部分)?(?P<name>[\u3400-\u9fff（）()·]{4,40}?)概况$")
SCOPE = re.compile(r"[（(](?:汇总|本级|部门|机关|含下属单位)[)）](?=\d{4}年)")
WIDE = {ord("０") + each: str(each) for each in range(10)}
BODY = re.compile(
    r"[\u3400-\u9fff]{2,36}?(?:委员会|人民政府|办事处|联合会|管理处|管理局|事务局|总局|分局"
    r"|局|厅|委|办公室|中心|中学|小学|幼儿园|党校|法院|检察院|学校|大学|学院|医院|总工会|工会|协会|研究所|研究院"
    r"|服务站|支队|大队|总队|街道|镇|乡|处|院|馆|所|站|部|校|会)"
)
NOT_NAMES = re.compile(
    r"^(?:关于|详见|附件|本|该|第|年度|目录|部门|单位|一般公共|财政拨款|政府|收入|支出)"
)
GENERIC = re.compile(r"^(?:部门|单位|本部门|本单位)$")


def kind_of(front: Sequence[str], headings: Sequence[str]) -> tuple[str, float]:
    """Return 决算 or 预算 and the share of the evidence for it; ('', 0) without any.

    A word in the title counts for more than one in a heading: a final account
    compares with the budget in many headings of its own.
    """
    count: Counter[str] = Counter()
    for weight, texts in ((5, front), (1, headings)):
        for text in texts:
            last = max(KINDS, key=lambda kind: text.rfind(kind))
            if last in text:
                count[last] += weight
    if not count:
        return "", 0.0
    kind, votes = count.most_common(1)[0]
    return kind, round(votes / count.total(), 2)


def year_of(
    front: Sequence[str], headings: Sequence[str], body: Iterable[str]
) -> tuple[int | None, float]:
    """Return the fiscal year and the share of the evidence for it.

    The body is asked only where neither title nor headings name a year.
    """
    count: Counter[int] = Counter()
    for weight, texts in ((5, front), (2, headings)):
        for text in texts:
            count.update(dict.fromkeys(set(years_in(text)), weight))
    if not count:
        for text in body:
            count.update(
                re.findall(r"20\d{2}(?=年度)", squeezed(text)) and years_in(text)
            )
    if not count:
        return None, 0.0
    year, votes = count.most_common(1)[0]
    return year, round(votes / count.total(), 2)


def years_in(text: str) -> list[int]:
    """Return the years named in `text`, in figures or in Chinese characters."""
    if "年" not in text:
        return []
    return [int(each) for each in YEAR.findall(_plain_years(squeezed(text)))]


def _plain_years(text: str) -> str:
    """Return `text` with years in Chinese characters put into figures."""

    def figures(found: re.Match[str]) -> str:
        digits = re.sub("[○Ｏ0]", "〇", found[1])
        return "".join(str(max(DIGITS.find(c) - 1, 0)) for c in digits) + "年"

    return CHINESE_YEAR.sub(figures, text)


def unit_name(
    front: Sequence[str], headings: Sequence[str], body: Sequence[str]
) -> str:
    """Return the name of the department or unit, '' where nothing names it.

    The short lines of the body are asked where neither title nor headings tell.
    """
    count: Counter[str] = Counter()
    for weight, texts in ((6, front), (3, headings)):
        for text in texts:
            for name in _names_in(squeezed(text)):
                count[name] += weight
    for text in front:
        alone = squeezed(text)
        if BODY.fullmatch(alone) and not NOT_NAMES.match(alone):
            count[alone] += 4
    if not count:
        for text in body:
            if len(text) <= LINE and any(kind in text for kind in KINDS):
                count.update(_names_in(squeezed(text)))
    return max(count, key=lambda name: (count[name], len(name)), default="")


def _names_in(text: str) -> Iterable[str]:
    named = "年" in text and any(each in text for each in KINDS)
    if not named and not text.endswith("概况"):
        return
    text = SCOPE.sub("", _plain_years(text).translate(WIDE))
    for found in TITLE.finditer(text):
        for candidate in (found["name"], found["after"]):
            name = (candidate or "").strip("（）()·")
            if BODY.fullmatch(name) and not NOT_NAMES.match(name):
                yield name
    if (part := PART_NAME.fullmatch(text)) and not GENERIC.match(part["name"]):
        name = re.sub(r"^第.{1,3}部分", "", part["name"])
        if BODY.fullmatch(name):
            yield name
