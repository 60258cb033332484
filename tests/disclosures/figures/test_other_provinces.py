"""The phrase grammar on wording that differs from province to province."""

import pytest

from disclosures.figures.model import Kind, Measure
from tests.disclosures.checks.reading import named, read, table


def texts(figures) -> list[str]:
    return [each.text for each in figures]


@pytest.mark.parametrize(
    "text",
    [
        "收、支总计均为90万元。与2024年度相比，收、支总计各减少10万元，下降10%。",
        "收、支总计90万元。与2024年度相比，各减少10万元，下降10%。",
        "收入总计90万元，支出总计90万元。收支较上年决算数减少10万元，下降10%。",
        "青禾区某局2025年度收入、支出预算总计90万元，与上年相比收、支预算总计各减少10万元。",
    ],
)
def test_both_sides_of_an_account_change_together(text):
    (change,) = read(text).changes
    assert change.now is not None and change.now.text == "90"
    assert change.amount is not None and change.amount.text == "10"


def test_a_second_comparison_in_a_sentence_is_of_the_same_figure():
    first, second = read(
        "收、支总计均为12亿元。与年初预算相比，收、支总计各增加2亿元，增长20%；"
        "与上年决算相比，收、支总计各减少3亿元，降低20%。"
    ).changes
    assert first.now is second.now
    assert (first.against, second.against) == ("年初预算", "上年决算")


def test_a_total_that_is_named_again_after_its_parts_is_what_changed():
    read_again = read(
        "收入合计100万元。其中：拨款收入90万元；其他收入10万元。与上年相比，收入合计减少"
        "20万元，下降16.67%。其中：拨款收入减少10万元，下降10%；捐赠收入与上年持平；"
        "其他收入减少10万元，下降50%。"
    )
    changed = [each.now.text for each in read_again.changes if each.now and each.amount]
    assert changed == ["100", "90", "10"]


def test_the_plan_right_before_a_figure_is_what_it_is_compared_with():
    (change,) = read(
        "公务接待费预算2万元，支出决算1.2万元，决算数较预算数减少0.8万元。"
    ).changes
    assert change.base is not None and change.base.text == "2"


def test_a_plan_of_a_named_year_is_not_this_years():
    changes = read(
        "2025年接待费预算2万元，其中：外宾1万元，与2024年预算相比减少1万元。"
    ).changes
    assert all(each.base is None for each in changes)


def test_a_part_without_a_plan_has_no_rate_against_the_plan_of_the_whole():
    first, second = read(
        "经费全年预算为200万元，支出决算为150万元，完成全年预算的75%。其中：出国费支出决算"
        "为0万元；用车费支出决算为150万元，完成全年预算的90%。"
    ).rates
    assert first.base is not None and first.base.text == "200"
    assert second.base is None


def test_a_wider_stop_ends_a_list_of_counts():
    (total,) = read(
        "人员编制65人，其中行政编制15人、事业编制50人；实有人员61人。"
    ).totals
    assert texts(total.parts) == ["15", "50"]


def test_what_stands_in_brackets_is_no_part():
    (total,) = read(
        "人员编制58人。其中：行政编制42人（含工勤编制2人），事业编制16人（含参公编制0人）。"
    ).totals
    assert texts(total.parts) == ["42", "16"]


def test_an_average_is_no_part():
    figures = read("用车支出27万元。其中：购置0万元，运行27万元，平均每辆3万元。")
    (total,) = figures.totals
    assert texts(total.parts) == ["0", "27"]


def test_a_total_within_a_list_takes_parts_until_they_make_it():
    outer = read(
        "经费62万元。其中：出国费12万元；用车费27万元；其中：购置费0万元；运行费27万元；"
        "接待费23万元。"
    ).totals
    assert ["12", "27", "23"] in [texts(each.parts) for each in outer]


def test_plan_and_final_of_one_part_do_not_end_the_list_of_parts():
    totals = read(
        "经费年初预算为9元，支出决算为7元。其中：用车费年初预算为5元，支出决算为4元；"
        "接待费年初预算为4元，支出决算为3元。"
    ).totals
    assert ["4", "3"] in [texts(each.parts) for each in totals]


def test_lines_without_numbers_below_a_total_are_its_parts():
    (total,) = read(
        "基本支出100万元，其中：",
        "人员经费80万元，主要包括：基本工资、奖金。",
        "公用经费20万元，主要包括：办公费、差旅费。",
    ).totals
    assert total.complete
    assert texts(total.parts) == ["80", "20"]


def test_numbered_items_below_a_numbered_total_are_its_parts():
    (total,) = read(
        "1.本年收入合计125万元。",
        "（1）拨款收入80万元，与上年相比减少5万元。",
        "（2）事业收入45万元，与上年相比增加5万元。",
        "2.上年结转结余60万元。",
    ).totals
    assert total.complete
    assert texts(total.parts) == ["80", "45"]


def test_a_unit_and_a_year_before_a_name_are_not_part_of_it():
    figures = read("青禾区某局2025年度政府采购支出总额30万元。")
    assert named(figures, "30").subject == "政府采购支出总额"


def test_shares_of_two_after_two_amounts_are_each_of_its_own():
    first, second = read(
        "甲、乙采购规模分别为20万元和80万元，占全部采购规模的20%和80%。"
    ).shares
    assert (first.part.text, second.part.text) == ("20", "80")


def test_a_last_row_of_sums_adds_up_columns_without_codes():
    block = table(
        "单位名称|性质|编制数|在职人数",
        "甲中心|核拨|28|26",
        "乙中心|核拨|64|59",
        "合计||92|85",
        unit="",
    )
    totals = read(block).totals
    assert [texts(each.parts) for each in totals] == [["28", "64"], ["26", "59"]]


def test_a_column_of_percentages_beside_amounts_holds_their_shares():
    block = table(
        "科目|决算数|占比（%）",
        "教育支出|40.00|40.0",
        "卫生健康支出|60.00|60.0",
        "合计|100.00|100.0",
    )
    figures = read(block)
    assert named(figures, "40.0").kind is Kind.SHARE
    assert [(each.part.text, each.whole.text) for each in figures.shares] == [
        ("40.00", "100.00"),
        ("60.00", "100.00"),
    ]
    assert named(figures, "40.00").measure is Measure.FINAL


@pytest.mark.parametrize(
    ("text", "now"),
    [
        (
            "收入合计100万元，其中：拨款80万元，其他20万元。比上年增加5万元，增长6%。",
            "100",
        ),
        ("资产90万元。设备50万元，净值40万元。较上年减少10万元，下降10%。", "90"),
        ("本年收入51万元，支出50万元。比上年增加10万元，增长35%。", None),
    ],
)
def test_a_sentence_without_a_subject_speaks_of_what_its_rate_or_place_says(text, now):
    (change,) = read(text).changes
    assert (change.now.text if change.now else None) == now


def test_a_reason_before_a_comparison_is_not_what_changed():
    changes = read(
        "用车费支出决算为2.5万元，减少的主要原因是车辆停驶，与上年相比减少0.2万元。"
    ).changes
    assert changes[0].now is not None and changes[0].now.text == "2.5"


def test_the_second_of_income_and_spending_is_spending():
    figures = read("本年收入51万元，支出50万元。")
    assert named(figures, "50").subject == "本年支出"


def test_parts_belong_to_the_year_that_their_sentence_names():
    figures = read("2024年度经费10万元，其中：接待费5万元，比2023年增加1万元。")
    assert named(figures, "5").period == "2024"


def test_shares_in_lines_below_a_total_are_shares_of_it():
    figures = read(
        "支出预算合计200万元，其中：",
        "基本支出120万元，占60%；",
        "项目支出60万元，占40%；",
        "结转下年20万元，占10%。",
    )
    assert [each.whole.text for each in figures.shares if each.whole] == ["200"] * 3
