"""What a paragraph looks like: a heading, a sentence, a caption, a table's title."""

import re

from disclosures.parse.numbering import MEASURE

LONGEST = 45
"""Characters of a numbered heading, without its number."""
LONGEST_BARE = 30
AMOUNT = re.compile(r"\d\s*(?:亿元|万元|万美元|元|％|%)")
STOPS = re.compile("[。！？；;]")
SENTENCE = re.compile("[。！？；;，,]$")
MARKS = re.compile("[。！？；;：:，,]")
ENDINGS = tuple("。！？；;：:，,、")
LEAD_IN = re.compile(r"(?:如下|包括|其中|以下|分别|为|是|有|下|等)\s*[：:]$")
INTRODUCES = re.compile(r"[，,]?\s*(?:具体)?(?:包括|如下|其中)?\s*[：:]$")
CAPTION = re.compile(
    r"(?:图|表|附图|附表|附件|注|说明|备注|单位|金额单位|编制单位|部门|公开)\s*\d*\s*[：:.、表]"
    r"|[（(].*[)）]$|[-—]\s*\d+\s*[-—]$|\d+$"
)
ANSWER = re.compile(
    "无|不涉及|不适用|没有|未|略$|我|本(?:部门|单位|年度|年|局|街道|镇|乡)|该|详见|见|以上|特此|上述|同上|……"
)
DATE = re.compile(
    r"[\d〇零一二三四五六七八九十]{2,4}\s*年(?:度|[\d一二三四五六七八九十\s]+月.*)?$"
)
LETTER = re.compile(r"[\u3400-\u9fff]")
TABLE_NAME = re.compile(
    r"(?:公开\s*\d+\s*表?)?.*"
    r"(?:收入|支出|收支|经费|拨款|基金|采购|预算|决算|绩效|资产|项目)"
    r".*(?:总表|明细表|情况表|统计表|自评表|目标表|评价表|差异率表|[决预]算表|表)"
    r"\s*(?:[（(](?:续|续表|[一二三四五六七八九\d])[)）])?$"
)
OFFICIAL_TABLE = re.compile(
    r"(?:收入|支出|收支|经费|拨款|基金).*(?:决算|预算)(?:总表|明细表|情况表|公开表|表)"
    r"\s*(?:[（(].*[)）])?$"
)
CONTENTS = ("目录", "目次", "目錄", "CONTENTS")


def squeezed(text: str) -> str:
    """Return `text` without any white space."""
    return "".join(text.split())


def firm(text: str) -> bool:
    """Say whether `text`, its number taken off, is plainly a heading's wording."""
    if not _plausible(text, LONGEST) or text.endswith(ENDINGS):
        return False
    if "：" in text or ":" in text:
        return False
    return not STOPS.search(text) or len(text) <= 25


def loose(text: str) -> bool:
    """Say whether `text` is a heading if its neighbours are: it ends in a stop."""
    if not _plausible(text, LONGEST + 5):
        return False
    if text.endswith("。"):
        return not MARKS.search(text[:-1])
    if text.endswith(("：", ":")):
        return len(text) <= 20 and not MARKS.search(INTRODUCES.sub("", text))
    return False


def bare(text: str) -> bool:
    """Say whether `text` without any number can be a heading, going by its wording."""
    if not _plausible(text, LONGEST_BARE) or len(LETTER.findall(text)) < 4:
        return False
    if CAPTION.match(text) or ANSWER.match(text) or DATE.match(text):
        return False
    if TABLE_NAME.fullmatch(text) or LEAD_IN.search(text):
        return False
    wording = text[:-1] if text.endswith(("：", ":")) and len(text) <= 14 else text
    return not MARKS.search(wording) and not wording.endswith("“")


def table_title(text: str) -> bool:
    """Say whether `text` names a table, as printed above it."""
    name = squeezed(text) if len(text) <= 100 else text
    return (
        len(name) <= 50
        and TABLE_NAME.fullmatch(name) is not None
        and not re.search("[。；，]", name)
    )


def official_table(text: str) -> bool:
    """Say whether `text` names one of the tables that a disclosure must hold."""
    name = squeezed(text)
    return table_title(name) and OFFICIAL_TABLE.search(name) is not None


def sentence(text: str) -> bool:
    """Say whether `text` reads as running text."""
    return len(text) > LONGEST_BARE or SENTENCE.search(text.strip()) is not None


def _plausible(text: str, longest: int) -> bool:
    if (
        not text
        or len(text) > 2 * longest
        or len(squeezed(text)) > longest
        or not LETTER.search(text)
    ):
        return False
    return not AMOUNT.search(text) and not MEASURE.fullmatch(text)
