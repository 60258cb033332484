"""What was announced or is demanded and is not there is found."""

from dataclasses import replace

import pytest

from disclosures.checks.template import Template
from tests.disclosures.checks.rules.documents import (
    CONTEXT,
    document,
    findings,
    one,
    says,
    state,
    table,
)


def test_a_numbered_heading_with_nothing_below_is_found():
    found = one(
        "CP001",
        ("（2）组织情况", 5, "组织有序。"),
        ("（3）存在的问题。", 5),
        ("3.产出情况", 4, "如期完成。"),
    )

    assert found.evidence[0].text == "（3）存在的问题。"


def test_a_heading_followed_by_its_first_item_or_words_is_not_empty():
    parts = (
        ("2.组织情况", 4),
        ("（1）制度建设情况", 5, "健全。"),
        ("（2）存在的问题", 5, "无。"),
    )

    assert state("CP001", *parts) == "clean"


def test_lines_of_a_plain_list_are_no_headings():
    text = ("1.拟订规划方案。", "2.研究重大问题。", "3.开展调查分析。")

    assert findings("CP001", document(("一、职责", *text))) == []


def test_contents_taken_for_headings_are_not_told_one_by_one():
    names = (
        "一、总体情况",
        "二、收入情况",
        "三、支出情况",
        "四、采购情况",
        "五、其他情况",
    )

    assert findings("CP001", document(*((each, 2) for each in names))) == []


def test_a_phase_announced_and_not_described_is_named():
    found = one(
        "CP002",
        ("3.工作过程", 4, "包括准备、实施、总结三个阶段，具体如下："),
        ("3.1准备阶段", 5, "成立小组。"),
        ("3.2实施阶段", 5, "组织评价。"),
    )

    assert found.message.endswith("缺“总结”")
    assert (found.stated, found.expected) == ("3", "2")


def test_phases_that_are_all_described_are_clean():
    parts = [("3.工作过程", 4, "包括准备、实施、总结三个阶段，具体如下：")]
    parts += [
        (f"3.{at}{name}阶段", 5, "如下。") for at, name in ((1, "准备"), (2, "实施"))
    ]

    assert state("CP002", *parts, ("3.3总结阶段", 5, "完成。")) == "clean"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("减少5万元，主要原因：。", 1),
        ("减少5万元，主要原因是。支出持平。", 1),
        ("减少5万元，主要原因：", 1),
        ("减少5万元，主要原因：会议减少。", 0),
        ("减少5万元，主要原因是人员减少。", 0),
        ("存在的问题及原因分析如下。", 0),
    ],
)
def test_a_reason_follows_the_word(text, count):
    assert len(says("CP003", text)) == count


def test_a_reason_in_the_next_paragraph_counts():
    assert says("CP003", "减少5万元，主要原因：", "会议减少。") == []


def test_a_purchase_that_is_not_stated_is_found():
    text = "公务用车购置及运行维护费3万元，其中：公务用车运行维护费3万元。"

    assert len(says("CP004", text)) == 1
    assert says("CP004", text, "公务用车购置费0万元，购置0辆。") == []


def test_the_explanation_of_terms_states_no_purchase():
    terms = ("名词解释", 2, "公务用车购置费指购置支出5万元以内的车辆。")
    text = "公务用车购置及运行维护费3万元，其中：公务用车运行维护费3万元。"

    assert one("CP004", ("一、三公", text), terms).evidence[0].section == "s000"


def test_tables_in_an_annex_are_said_once_as_information():
    found = one("CP005", ("一、情况", "正文。"), ("四、报表", "详见附件：决算报表。"))

    assert found.severity == "info"
    assert found.evidence[0].section == "s001"


def test_a_document_with_its_tables_is_clean():
    rows = table("项目 | 决算数", "总计 | 5.00", title="收入支出决算总表", unit="万元")

    assert state("CP005", ("收入支出决算总表", rows)) == "clean"


def test_a_self_evaluation_form_is_not_the_tables():
    form = table(
        "三级指标 | 分值", "检查 | 10", title="项目支出绩效自评表", unit="万元"
    )

    assert state("CP005", ("一、自评", form), ("四、报表", "详见附件。")) == "found"


CONTENTS = (
    "目录",
    1,
    "第二部分 某局2024年度部门决算表",
    "一、收入支出决算总表",
    "二、支出决算表",
    "三、财政拨款收入支出决算总表",
)


def test_a_table_listed_and_not_there_is_found_whatever_longer_names_end_alike():
    rows = table("项目 | 决算数", "总计 | 5.00")
    whole = replace(rows, title="收入支出决算总表")
    funds = replace(rows, title="财政拨款收入支出决算总表")
    found = one("CP006", CONTENTS, ("第二部分", 1, whole, funds))

    assert found.evidence[0].text == "支出决算表"


def test_all_tables_listed_are_there():
    titles = ("收入支出决算总表", "支出决算表", "财政拨款收入支出决算总表")
    rows = [table("项目 | 决算数", "总计 | 5.00", title=each) for each in titles]

    assert state("CP006", CONTENTS, ("第二部分", 1, *rows)) == "clean"


def test_a_table_without_data_says_why():
    rows = table("预算数 | 决算数", " | ", title="“三公”经费支出决算表")
    note = "注：本年度没有“三公”经费支出，故本表无数据。"

    assert one("CP007", ("“三公”经费支出决算表", rows)).evidence[0].offset < 0
    assert state("CP007", ("“三公”经费支出决算表", rows, note)) == "clean"


def test_a_table_of_zeros_holds_data():
    rows = table("预算数 | 决算数", "0.00 | 0.00", title="“三公”经费支出决算表")

    assert state("CP007", ("“三公”经费支出决算表", rows)) == "clean"


def test_domestic_receptions_are_counted_apart_from_foreign_ones():
    foreign = "国内公务接待支出0.00万元。其中：接待外宾0批次、0人次。"

    assert len(says("CP008", foreign)) == 1
    assert says("CP008", foreign, "国内公务接待0批次、0人次。") == []


FORM = (
    "一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分",
    "产出 | 检查次数 | 12 | 12 | 50 | 50",
)


def test_a_value_that_is_only_a_unit_is_found_with_its_indicator():
    rows = table(*FORM, "满意度 | 群众满意度 | 90 | % | 10 | 10")
    found = one("CP009", ("一、自评", rows))

    assert [each.text for each in found.evidence] == ["%", "群众满意度"]


def test_values_with_numbers_or_words_are_clean():
    rows = table(*FORM, "满意度 | 群众满意度 | 90% | 达到 | 10 | 10")

    assert state("CP009", ("一、自评", rows)) == "clean"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("做法得当，成效明显。", "found"), ("无", "clean"), ("仍有不足。", "clean")],
)
def test_a_heading_that_promises_problems_is_followed_by_some(text, expected):
    heading = "（五）主要做法、存在的问题及原因分析"

    assert state("CP010", (heading, 3, text), ("（六）建议", 3, "问题。")) == expected


def test_what_the_template_demands_and_lacks_is_one_finding():
    demands = Template(
        name="某市2024",
        parts=("第四部分名词解释",),
        sections=("机关运行经费支出情况",),
        terms=("事业收入",),
        statements=(("国有资产", r"共有车辆\d+辆"),),
    )
    context = replace(CONTEXT, template=demands)
    parts = (
        ("第三部分 说明", 1, "共有车辆3辆。"),
        ("（一）机关运行经费支出情况", 3, "支出5万元。"),
    )
    found = one("CP011", *parts, context=context)

    assert found.expected == "部分“第四部分名词解释”、名词“事业收入”"


def test_the_general_template_demands_nothing():
    assert state("CP011", ("一、情况", "正文。")) == "nothing"


def test_duties_left_out_under_their_heading_are_found():
    found = one(
        "CP001",
        ("一、职能简介", 2),
        ("二、机构设置", 2, "内设三个科室。"),
    )

    assert found.stated == "一、职能简介"
