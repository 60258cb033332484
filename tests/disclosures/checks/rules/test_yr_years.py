"""Another year where this one is meant is found; comparisons are left alone."""

from dataclasses import replace

import pytest

from disclosures.checks.context import Context
from tests.disclosures.checks.rules.documents import (
    CONTEXT,
    document,
    findings,
    one,
    says,
    state,
    table,
)


@pytest.mark.parametrize(
    "heading",
    ["第三部分 2023年度部门决算情况说明", "2023年度其他重要事项的情况说明"],
)
def test_a_heading_with_another_year_is_found_and_mended(heading):
    found = one("YR001", (heading, 1, "正文。"))

    assert (found.stated, found.suggestion) == ("2023", "2024")
    assert found.evidence[0].text == "2023"


def test_a_form_of_another_year_is_found():
    rows = table("项目绩效自评表", "（2022年度）", "项目 | 青禾项目")

    assert one("YR001", ("一、自评", rows)).evidence[0].text == "2022"


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("第三部分 2024年度部门决算情况说明", "正文。"),
        ("一、与2023年度决算相比的变化", "正文。"),
        ("五、2025年度预算安排", "正文。"),
        ("三、2022年至2024年收支情况", "正文。"),
        ("四、2023年度绩效评价问题整改情况", "正文。"),
        ("一、情况", "2023年度部门决算情况说明，比上年少3万元。"),
    ],
)
def test_this_year_and_comparisons_in_headings_are_left_alone(heading, text):
    assert findings("YR001", document((heading, text))) == []


def test_balances_of_last_year_are_found():
    text = "截至2023年12月31日，本单位共有车辆3辆。"

    assert one("YR002", ("一、资产", text)).suggestion == "2024"


@pytest.mark.parametrize(
    "text",
    [
        "截至2024年12月31日，本单位共有车辆3辆。",
        "资产总额5万元，比2023年末增加1万元。",
        "项目自2023年底启动。",
    ],
)
def test_this_years_balances_and_comparisons_are_left_alone(text):
    assert says("YR002", text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("截至2023年12月31日，本单位共有车辆3辆。", 0),
        ("截至2022年12月31日，本单位共有车辆3辆。", 0),
        ("截至2032年12月31日，本单位共有车辆3辆。", 1),
        ("截至2013年12月31日，本单位共有车辆3辆。", 1),
        ("2024年末预计共有车辆3辆。", 0),
    ],
)
def test_a_budget_states_balances_of_the_year_before(text, count):
    budget = replace(CONTEXT, kind="预算")

    assert len(findings("YR002", document(("一、资产", text)), budget)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("与2022年度相比，支出总计减少5万元。", 1),
        ("与2023年度相比，支出总计减少5万元。", 0),
        ("比2024年度年初预算减少5万元的支出。", 0),
        ("与2024年度相比，支出总计减少5万元。", 1),
        ("较2019年，空气优良天数增加5天。", 0),
        ("收入比2010年增加5万元。", 0),
    ],
)
def test_the_accounts_are_compared_with_the_year_before(text, count):
    assert len(says("YR003", text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("202 年度部门决算情况说明", 1),
        ("20244年度部门决算情况说明", 1),
        ("2024年度部门决算情况说明", 0),
        ("共安排202项年度决算工作", 0),
    ],
)
def test_a_year_has_four_digits(text, count):
    assert len(says("YR004", text)) == count


def test_an_amount_given_to_this_year_and_to_another_is_found():
    found = one(
        "YR005",
        ("一、投入", "本年度支出123,456.70元。"),
        ("二、评价", "2023年实施的项目，资金支出共计123,456.70元。"),
    )

    assert found.evidence[0].text == "2023"
    assert [each.section for each in found.evidence] == ["s001", "s001", "s000"]


@pytest.mark.parametrize(
    "text",
    [
        "2023年实施的项目，资金支出共计123,456.80元。",
        "与2023年的123,456.70元相比持平。",
        "2024年实施的项目，资金支出共计123,456.70元。",
    ],
)
def test_other_amounts_and_comparisons_are_left_alone(text):
    parts = (("一、投入", "本年度支出123,456.70元。"), ("二、评价", text))

    assert findings("YR005", document(*parts)) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1—10月共受理诉求600件。", 1),
        ("截止10月31日，共查处57起。", 1),
        ("1-12月共受理诉求600件。", 0),
        ("截至2024年12月31日，共有3辆。", 0),
        ("开展了上半年绩效运行监控。", 0),
    ],
)
def test_results_that_end_before_the_year_does_are_told(text, count):
    assert len(says("YR006", text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2023年度收入支出总计100万元。", 1),
        ("2024年度收入支出总计100万元。", 0),
        ("2023年度决算数5万元，2024年度决算数6万元。", 0),
        ("比2023年度支出合计5万元减少1万元。", 0),
        ("2023年度本年支出合计5万元，较上年增加1万元。", 1),
        ("2023年度支出合计5万元，与上年相比增加1万元，比较平稳。", 0),
    ],
)
def test_what_is_stated_is_stated_of_this_year(text, count):
    assert len(says("YR007", text)) == count


@pytest.mark.parametrize("code", ["YR001", "YR003", "YR005", "YR007"])
def test_without_a_known_year_nothing_is_concluded(code):
    context = replace(CONTEXT, year=None)
    sections = document(("2023年度部门决算说明", "2023年度收入支出总计100万元。"))

    assert findings(code, sections, context) == []
    assert state("YR001", ("一、情况", "正文。")) == "nothing"


def test_last_years_accounts_may_have_their_place_in_a_budget():
    budget = Context(kind="预算", year=2025, unit_name="云岭市某局")
    text = "二、2024年“三公”经费决算情况"
    assert says("YR001", text, context=budget) == []
    assert len(says("YR001", "二、2023年“三公”经费决算情况", context=budget)) == 1


def test_last_years_figures_beside_this_years_are_a_comparison():
    said = "{}年度“三公”经费支出{}万元。"
    both = (said.format(2023, 10), said.format(2024, 8))
    assert says("YR007", *both) == []
    assert len(says("YR007", said.format(2023, 10))) == 1
    ends = "2023年末固定资产120万元，2024年末固定资产150万元。"
    assert says("YR002", ends) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公务接待费。2023年预算数1.20万元，比2023年预算数1.50万元减少0.30万元。", 1),
        ("我校2023年预算收支情况说明如下。", 1),
        ("公务接待费。2024年预算数1.20万元，比2023年预算数1.50万元减少0.30万元。", 0),
        ("2023年预算执行数1.20万元。", 0),
        ("截至2023年末资产总额5.00万元。", 0),
    ],
)
def test_a_budget_states_no_plan_of_last_year_as_its_own(text, expected):
    budget = replace(CONTEXT, kind="预算")

    assert len(findings("YR007", document(("一、说明", text)), budget)) == expected
