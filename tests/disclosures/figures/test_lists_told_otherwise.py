"""Lists that name their total last, apart, or not at all; and what makes them whole."""

import pytest

from disclosures.figures.model import Total
from disclosures.figures.slips import alike
from tests.disclosures.checks.reading import named, read, table


def lists(*blocks) -> list[tuple[str, list[str], bool]]:
    """Return total, parts and whether the list is whole."""
    return [_said(each) for each in read(*blocks).totals]


def _said(each: Total) -> tuple[str, list[str], bool]:
    return each.total.text, [part.text for part in each.parts], each.complete


def test_a_total_behind_its_parts():
    text = "设有职能科室18个，临床科室31个，医技科室9个，合计58个科室。"

    assert lists(text) == [("58", ["18", "31", "9"], True)]


def test_only_the_last_parts_that_add_up_belong_to_a_total_behind():
    text = "全院共有床位1,200张，购置监护仪12台、呼吸机40台，共计52台。"

    assert lists(text) == [("52", ["12", "40"], True)]


@pytest.mark.parametrize(
    "text",
    [
        "国内公务接待9批次，86人次，共计支出0.64万元。",
        "补助甲村30户，每户2人，合计9人。",
    ],
)
def test_a_sum_of_another_sort_is_no_total(text):
    assert lists(text) == []


def test_parts_belong_to_the_last_figure_of_their_sort():
    text = "救助资金9.00万元，惠及300人次，其中：低保金5.00万元，临时救助4.00万元。"

    assert lists(text) == [("9.00", ["5.00", "4.00"], False)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("在编98人，其中：公务员54人，事业人员44人。", True),
        ("离退休人员9人，其中：离休1人，退休8人。", True),
        ("车辆5辆，其中：轿车3辆、越野车1辆、客车1辆。", True),
        ("改厕9座，其中东河村4座、西山村3座、南岭村2座。", True),
        ("办结案件9件，其中信访4件、热线3件。", False),
        ("对2个项目自评，资金9.00万元，其中：治河5.00万元，绿化4.00万元。", True),
        ("项目9个，其中审计4个、等3个。", False),
    ],
)
def test_what_makes_a_list_whole(text, whole):
    ((_, _, complete),) = lists(text)

    assert complete is whole


def test_classes_without_shares_divide_the_total_above():
    head = "一般公共预算财政拨款支出9.00万元，较上年减少1.00万元，下降10.00%。"
    line = (
        "按支出功能分类，教育支出5.00万元，卫生健康支出3.00万元，住房保障支出1.00万元。"
    )

    assert lists(head, line) == [("9.00", ["5.00", "3.00", "1.00"], True)]


def test_a_change_of_part_names_its_own_figure_or_none():
    read_ = read("收支安排9.00万元，比上年增加1.00万元。其中：基本支出增加0.50万元。")
    changes = {each.amount.text: each.now for each in read_.changes if each.amount}

    assert changes["1.00"] is not None
    assert changes["0.50"] is None


def test_a_change_behind_a_list_is_of_what_it_fits():
    text = (
        "运行费9.00万元，其中：油费4.00万元，保险费5.00万元，"
        "比上年12.00万元减少3.00万元。"
    )
    (change,) = [each for each in read(text).changes if each.amount]

    assert change.now is not None
    assert change.now.text == "9.00"


def test_an_amount_behind_a_count_is_of_what_was_counted():
    found = read("公务接待费5.00万元。国内公务接待9批次，70人次，支出4.50万元。")

    assert named(found, "4.50").subject == "国内公务接待"


def test_mu_and_plants_are_no_money():
    found = read("造林3.2万亩，栽苗88万株，投入60万元。")

    assert [each.kind.value for each in found.figures] == ["count", "count", "amount"]


def test_a_column_of_changes_is_held_to_what_most_rows_show():
    rows = ("甲|4.70|4.20|-0.50", "乙|0.80|0.60|-0.20", "丙|5.50|4.80|-0.70")
    told = lists(table("项目|上年|本年|增减额", *rows, "丁|6.00|7.50|1.05"))

    assert ("7.50", ["6.00", "1.05"], True) in told


def test_sums_above_a_sum_are_not_counted_twice():
    rows = ("甲|1|2|3", "乙|4|5|9", "小计|5|7|12", "丙|6|7|13", "合计|11|14|25")
    told = lists(table("项目|上年|本年|增减额", *rows))

    assert ("25", ["12", "13"], True) in told


def test_all_assets_are_the_numbered_rows_below():
    rows = ("资产总额|—|9.00", "1、房屋|3|5.00", "其中：办公用房|1|2.00")
    more = ("2、车辆|1|3.00", "3、其他|—|1.00")
    told = lists(table("项目|数量|价值", *rows, *more))

    assert told == [("9.00", ["5.00", "3.00", "1.00"], True)]


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("97.21", "92.71", True),
        ("97.21", "97.51", True),
        ("97.21", "97.21", False),
        ("97.21", "79.12", False),
        ("97.21", "97.2", False),
    ],
)
def test_one_digit_or_two_exchanged_are_a_slip(one, other, slip):
    assert alike(one, other) is slip
