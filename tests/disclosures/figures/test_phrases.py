"""The phrase grammar, on sentences in the manner of several provinces."""

import pytest

from disclosures.figures.model import Direction, Measure
from tests.disclosures.checks.reading import named, read


def texts(figures) -> list[str]:
    return [each.text for each in figures]


@pytest.mark.parametrize(
    ("text", "against", "direction"),
    [
        ("支出90万元，比上年减少10万元，下降10%。", "上年", Direction.DOWN),
        ("支出90万元，较上年减少10万元，下浮10%。", "上年", Direction.DOWN),
        ("支出90万元，同比减少10万元，下降10%。", "上年同期", Direction.DOWN),
        (
            "支出90万元，与2024年度相比，减少10万元，降低10%。",
            "2024年度",
            Direction.DOWN,
        ),
        (
            "支出90万元。与2024年度相比，支出减少10万元，下降10%。",
            "2024年度",
            Direction.DOWN,
        ),
        ("支出0.9亿元，较年初预算增加0.1亿元，增长12.5%。", "年初预算", Direction.UP),
        ("支出90万元，比去年同期增加支出10万元，上升12.5%。", "去年同期", Direction.UP),
        (
            "支出90万元，比年初预算增加（减少）10万元。",
            "年初预算",
            Direction.UNRESOLVED,
        ),
    ],
)
def test_a_change_has_its_figure_its_base_and_its_direction(text, against, direction):
    (change,) = read(text).changes
    assert change.now is not None and change.now.text in ("90", "0.9")
    assert (change.against, change.direction) == (against, direction)
    assert change.amount is not None and change.amount.measure is Measure.CHANGE


def test_a_base_that_is_stated_belongs_to_the_change():
    (change,) = read("接待费决算数3万元，比年初预算数5万元减少2万元。").changes
    assert change.base is not None and change.base.text == "5"
    assert change.base.measure is Measure.INITIAL


def test_the_side_of_a_joint_total_that_changes_keeps_the_total():
    first, second = read(
        "收、支总计90万元，收入比上年减少10万元，下降10%；支出比上年减少9万元，下降9.09%。"
    ).changes
    assert first.now is second.now is not None


def test_a_change_of_something_else_is_not_laid_to_the_figure_before():
    (change,) = read("教育支出90万元，农林水支出比上年减少10万元。").changes
    assert change.now is None


@pytest.mark.parametrize(
    ("text", "parts", "complete"),
    [
        ("支出9万元，其中：基本支出4万元，项目支出5万元。", ["4", "5"], True),
        ("资产9万元，其中：房屋4万元；车辆1万元。", ["4", "1"], False),
        (
            "支出9万元，主要用于以下方面：教育支出4万元；住房保障支出5万元。",
            ["4", "5"],
            True,
        ),
        ("补助9万元，其中：粮食4万元，其他补助5万元。", ["4", "5"], True),
        ("支出9万元，包括堤防4万元、管网5万元。", ["4", "5"], True),
        ("支出9万元，包括堤防4万元、管网2万元等。", ["4", "2"], False),
        ("采购9万元，其中货物2万元、工程3万元、服务4万元。", ["2", "3", "4"], True),
        ("得分9分，其中：执行2分，产出3分，效益4分。", ["2", "3", "4"], True),
        (
            "收入9万元，其中：拨款4万元，占44.44%；利息5万元，占55.56%。",
            ["4", "5"],
            True,
        ),
    ],
)
def test_a_list_knows_its_parts_and_whether_it_is_complete(text, parts, complete):
    (total,) = read(text).totals
    assert (total.total.text, texts(total.parts)) == ("9", parts)
    assert total.complete is complete


def test_a_list_within_a_list_is_a_list_of_its_own():
    outer, inner = sorted(
        read(
            "采购9万元，其中：中小企业合同8万元，占88.89%，其中：小微企业合同7万元。"
        ).totals,
        key=lambda each: -each.total.value,
    )
    assert (outer.total.text, texts(outer.parts)) == ("9", ["8"])
    assert (inner.total.text, texts(inner.parts)) == ("8", ["7"])


def test_numbered_lines_below_a_total_are_its_parts_measure_by_measure():
    final, initial = read(
        "“三公”经费决算数7万元，比年初预算9万元减少2万元。其中：",
        "1.公务接待费。决算数3万元，比年初预算数4万元减少1万元。",
        "2.公务用车运行维护费。决算数4万元，比年初预算数5万元减少1万元。",
    ).totals
    assert texts((final.total, *final.parts)) == ["7", "3", "4"]
    assert texts((initial.total, *initial.parts)) == ["9", "4", "5"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("支出合计9万元，其中：教育支出3万元，占支出合计的33.33%。", "9"),
        ("本年支出9万元。本年支出中：教育支出3万元，占本年支出的33.33%。", "9"),
        ("支出9万元，其中：教育支出3万元，占33.33%；其他支出6万元，占66.67%。", "9"),
        ("教育支出3万元，占全省支出的33.33%。", None),
    ],
)
def test_a_share_finds_its_whole_by_name_or_by_its_list(text, whole):
    share = read(text).shares[0]
    assert share.part.text == "3"
    assert (share.whole.text if share.whole else None) == whole


def test_a_rate_of_execution_finds_the_plan_and_what_was_done():
    (rate,) = read("年初预算为50万元，支出决算为40万元，完成年初预算的80%。").rates
    assert rate.base is not None
    assert (rate.now.text, rate.base.text) == ("40", "50")


def test_a_rate_after_a_list_is_of_the_total():
    (rate,) = read(
        "全年预算数50万元，其中基本支出20万元，项目支出30万元。总体支出40万元，"
        "其中基本支出20万元，项目支出20万元。预算执行率为80%。"
    ).rates
    assert rate.base is not None
    assert (rate.now.text, rate.base.text) == ("40", "50")


def test_words_alone_compare_the_last_two_figures():
    (change,) = read("年初预算为50万元，支出决算为40万元。决算数大于预算数。").changes
    assert change.now is not None and change.base is not None
    assert (change.now.text, change.base.text) == ("40", "50")
    assert change.direction is Direction.UP


@pytest.mark.parametrize(
    ("text", "number", "subject", "measure"),
    [
        ("本年收入合计90万元。", "90", "收入合计", Measure.FINAL),
        (
            "2025年度一般公共预算财政拨款支出90万元。",
            "90",
            "一般公共预算财政拨款支出",
            Measure.FINAL,
        ),
        ("公务接待费年初预算数9万元。", "9", "公务接待费", Measure.INITIAL),
        ("全年预算数90万元。", "90", "情况说明", Measure.ADJUSTED),
    ],
)
def test_a_figure_has_a_subject_and_a_measure(text, number, subject, measure):
    figure = named(read(text), number)
    assert figure.subject.removeprefix("本年").removeprefix("一、") == subject
    assert figure.measure is measure


def test_a_threshold_is_nobodys_part():
    read_ = read("资产90万元，其中：单价100万元以上的设备80万元。")
    (total,) = read_.totals
    assert texts(total.parts) == ["80"]


def test_reading_the_same_text_again_gives_the_same():
    text = "支出9万元，其中：基本支出4万元，占44.44%；项目支出5万元，占55.56%。"
    assert read(text) == read(text)


def test_percentages_told_one_after_the_other_belong_to_figures_in_that_order():
    shares = read(
        "资产9万元，其中流动资产3万元、固定资产6万元，分别占33.33%、66.67%。"
    ).shares
    assert [(each.part.text, each.percent.text) for each in shares] == [
        ("3", "33.33"),
        ("6", "66.67"),
    ]


def test_what_stands_in_brackets_is_an_aside():
    (share,) = read(
        "支出合计9万元，其中：用车费3万元（购置1万元，运行2万元），占支出合计的33.33%。"
    ).shares
    assert share.part.text == "3"


def test_a_share_of_something_named_is_not_laid_to_the_figure_before():
    shares = read("合同金额9万元，工程合同金额占工程支出的33.33%。").shares
    assert shares == ()


def test_a_plan_just_before_its_rate_is_the_rates_base():
    (rate,) = read("财政拨款支出40万元，完成调整预算50万元的80%。").rates
    assert rate.base is not None
    assert (rate.now.text, rate.base.text) == ("40", "50")


def test_a_change_from_one_level_to_another_has_both_and_its_rate():
    (change,) = read("支出由上年的40万元增加到50万元，增长25%。").changes
    assert (
        change.now is not None and change.base is not None and change.rate is not None
    )
    assert (change.base.text, change.now.text, change.rate.text) == ("40", "50", "25")
    assert change.direction is Direction.UP


def test_a_semicolon_ends_a_list_that_was_parted_by_commas():
    (total,) = read("人员9人，其中行政编制4人、事业编制5人；离退休人员6人。").totals
    assert texts(total.parts) == ["4", "5"]


def test_a_change_of_one_side_of_a_joint_total_is_about_that_side():
    figures = read("收、支总计100万元，收入比上年减少5万元；支出比上年减少6万元。")
    assert named(figures, "100").subject == "收、支总计"
    assert named(figures, "5").subject == "收入总计"
    assert named(figures, "6").subject == "支出总计"


def test_a_bare_budget_is_a_part_of_the_adjusted_one_told_before_it():
    figures = read(
        "全年预算数90万元，其中，基本支出预算数40万元，项目支出预算数50万元。"
    )
    assert named(figures, "40").measure is Measure.ADJUSTED
    assert named(figures, "50").measure is Measure.ADJUSTED


def test_a_budget_called_initial_stays_initial_behind_an_adjusted_one():
    figures = read("全年预算数90万元，年初预算数80万元，预算数70万元。")
    assert named(figures, "80").measure is Measure.INITIAL
    assert named(figures, "70").measure is Measure.INITIAL


def test_points_are_what_was_scored():
    assert named(read("综合得分95.5分。"), "95.5").measure is Measure.SCORE


def test_the_money_of_a_budget_is_about_what_it_is_for():
    figure = named(read("公园灯光改造项目，年初预算批复资金30万元。"), "30")
    assert figure.subject == "公园灯光改造项目"
    assert figure.measure is Measure.INITIAL
