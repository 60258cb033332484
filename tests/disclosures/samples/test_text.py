"""What the text of a consistent sample says follows from its own figures."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest

from disclosures.samples import build, compose
from disclosures.samples.model import Heading, Text
from tests.disclosures.samples.amounts import FULL, coded, number, pairs, table

AMOUNT = r"([\d,]+\.\d\d)"
CHANGE = re.compile(
    AMOUNT + r"万元[^\d]{0,3}(?:与\d{4}年度相比，|比\d{4}年度|，与\d{4}年度相比，)"
    r"[^\d。；]{0,20}?(增加|减少)" + AMOUNT + r"万元，(增长|下降)([\d.]+)%"
)
RATE = re.compile(
    r"年初预算为"
    + AMOUNT
    + r"万元，支出决算为"
    + AMOUNT
    + r"万元，完成(?:年初)?预算的([\d.]+)%"
)
ITEM = re.compile(
    r"(\d+)、(.+?)（类）(.+?)（款）(.+?)（项）。.*年初预算为"
    + AMOUNT
    + r"万元，支出决算为"
    + AMOUNT
    + r"万元。决算数(大于|小于|与预算数持平)"
)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def paragraphs(name: str) -> list[str]:
    blocks = compose.consistent(name).blocks
    return [b.text for b in blocks if isinstance(b, Text) and b.role == "body"]


def starting(name: str, words: str) -> str:
    (found,) = (line for line in paragraphs(name) if line.startswith(words))
    return found


@pytest.mark.parametrize("name", build.names())
def test_no_placeholder_is_left(name):
    text = build.document(name, "txt").decode("utf-8")

    assert "{" not in text
    assert "}" not in text


@pytest.mark.parametrize("name", FULL)
@pytest.mark.parametrize(
    "words",
    [
        "本年收入合计",
        "本年支出合计",
        "“三公”经费财政拨款支出决算中",
        "一般公共预算财政拨款支出{},主要用于",
    ],
)
def test_shares_are_those_of_their_amounts_and_add_up_to_a_hundred(name, words):
    start = words.partition("{")[0]
    lines = [line for line in paragraphs(name) if line.startswith(start)]
    (line,) = (li for li in lines if len(re.findall("占", li)) > 1 or "主要用于" in li)

    listed = re.findall(AMOUNT + r"万元，占([\d.]+)%", line)
    amounts = [number(amount) for amount, _ in listed]
    shares = [Decimal(share) for _, share in listed]
    assert sum(shares) == 100
    assert shares == [percent(amount, sum(amounts)) for amount in amounts]


@pytest.mark.parametrize("name", FULL)
def test_changes_and_rates_are_those_of_their_amounts(name):
    text = "\n".join(paragraphs(name))
    changes, rates = CHANGE.findall(text), RATE.findall(text)

    assert len(changes) >= 4
    for now, way, by, moved, rate in changes:
        base = number(now) + number(by) * (1 if way == "减少" else -1)
        assert Decimal(rate) == percent(number(by), base)
        assert (way, moved) in {("增加", "增长"), ("减少", "下降")}
    assert len(rates) == 2
    for budget, final, rate in rates:
        assert Decimal(rate) == percent(number(final), number(budget))


def test_this_year_changes_from_what_last_years_document_says():
    text = starting("qinghe-2025", "云岭市青禾区文化和旅游局2025年度收入支出总计")
    now, way, by, _, _ = CHANGE.findall(text)[0]

    before = pairs("qinghe-2024", 1, 2)["总计"]
    assert number(now) == pairs("qinghe-2025", 1, 2)["总计"]
    assert number(now) - number(by) == before
    assert way == "增加"


@pytest.mark.parametrize("name", FULL)
def test_every_item_of_the_general_budget_is_explained_once_and_in_order(name):
    said = [match for line in paragraphs(name) if (match := ITEM.match(line))]
    general = [match for match in said if match[2] != "其他支出"]
    funds = coded(name, 8)
    names = {row[0]: row[1] for row in table(name, 5).rows[2:]}
    spent = {code: v[0] for code, v in coded(name, 5).items() if len(code) == 7}

    explained = [match for match in general if match[4] in names.values()]
    assert [int(match[1]) for match in explained] == list(range(1, len(spent) + 1))
    for match, (code, amount) in zip(explained, sorted(spent.items()), strict=True):
        path = tuple(names[code[:width]] for width in (3, 5, 7))
        assert match.group(2, 3, 4) == path
        assert number(match[6]) == amount
    for match in said:
        budget, final = number(match[5]), number(match[6])
        word = "大于" if final > budget else "小于"
        assert match[7] == (word if final != budget else "与预算数持平")
    assert len(said) == len(spent) + len([code for code in funds if len(code) == 7])


@pytest.mark.parametrize("name", FULL)
def test_the_parts_of_basic_spending_are_the_lines_of_its_table(name):
    line = starting(name, "一般公共预算财政拨款基本支出")
    staff, running = re.findall(r"主要包括：([^。；]+)", line)

    for at, said in ((0, staff), (3, running)):
        rows = table(name, 6).rows[1:]
        shown = [row[at + 1] for row in rows if len(row[at]) == 5 and row[at + 2]]
        assert said.split("、") == shown


@pytest.mark.parametrize("name", FULL)
def test_the_official_order_of_parts_and_sections_is_kept(name):
    headings = [b for b in compose.document(name).blocks if isinstance(b, Heading)]

    parts = [heading.text for heading in headings if heading.level == 1]
    assert [part[:4] for part in parts] == [f"第{n}部分" for n in "一二三四"]
    numbers = [h.text.partition("、")[0] for h in headings if h.level == 2]
    nine = list("一二三四五六七八九")
    assert numbers == ["一", "二", *nine, *nine, "十", "十一"]


@pytest.mark.parametrize("name", ["qinghe-2024", "qinghe-2025", "linshui-2025"])
def test_the_self_evaluation_scores_add_up(name):
    (sheet,) = (t for t in compose.consistent(name).tables if t.key == "scores")
    *lines, last = sheet.rows[1:]

    assert sum(number(row[5]) for row in lines) == number(last[5]) == 100
    assert sum(number(row[6]) for row in lines) == number(last[6])
    assert f"自评得分{last[6]}分" in "\n".join(paragraphs(name))
    for row in lines:
        assert (number(row[5]) > number(row[6])) == bool(row[7])
