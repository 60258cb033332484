"""One thing stated twice has one value; what only looks alike is left alone."""

import pytest

from tests.disclosures.checks.rules.documents import (
    document,
    findings,
    one,
    says,
    table,
)


def test_an_alias_is_the_same_thing():
    found = one(
        "EQ001",
        ("六、民生", "最低生活保障金支出95.80万元。"),
        ("（四）成效", "审核发放低保金85.80万元。"),
    )

    assert (found.stated, found.expected) == ("85.80万元", "95.80万元")
    assert "相差10万元" in found.message


@pytest.mark.parametrize(
    "other",
    [
        "发放低保金95.8万元。",
        "发放低保金958000元。",
        "发放农村低保金20.00万元。",
        "2023年度低保金85.80万元。",
        "低保金比上年增加5.00万元。",
    ],
)
def test_equal_amounts_other_things_years_and_changes_are_left_alone(other):
    parts = (("六、民生", "最低生活保障金支出95.80万元。"), ("（四）成效", other))

    assert findings("EQ001", document(*parts)) == []


def test_spending_of_another_fund_is_another_thing():
    parts = (
        ("三、支出决算", "其中：基本支出50.00万元，项目支出60.00万元。"),
        ("五、政府性基金预算财政拨款", "其中：项目支出3.00万元。"),
    )

    assert findings("EQ001", document(*parts)) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2024年预算项目15个全部填报目标。", 1),
        ("2024年预算项目20个全部填报目标。", 0),
        ("2023年预算项目15个全部填报目标。", 0),
        ("抽查项目15个，占项目总数的75%。", 0),
        ("重点项目5个均已完成。", 0),
    ],
)
def test_the_number_of_all_projects(text, count):
    first = ("一、绩效", "评价项目20个，占部门项目总数的100%。")

    assert len(findings("EQ002", document(first, ("二、管理", text)))) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("财政拨款1,433,456.7元。", 1),
        ("财政拨款1,433,456.8元。", 0),
        ("财政拨款1,433,456.76元。", 0),
        ("财政拨款143,345.67元。", 0),
    ],
)
def test_a_long_number_that_lost_a_digit(text, count):
    parts = (("一、资金", "年度资金1,433,456.76元。"), ("二、来源", text))

    assert len(findings("EQ003", document(*parts))) == count


def test_what_was_not_spent_is_not_listed():
    basic = ("七、基本支出", "商品和服务支出包括办公费、公务接待费等支出。")
    zero = ("一、三公", "公务接待费决算数0万元。")
    some = ("一、三公", "公务接待费决算数2万元。")

    assert one("EQ004", basic, zero).evidence[0].text == "公务接待费"
    assert findings("EQ004", document(basic, some)) == []


@pytest.mark.parametrize(("total", "count"), [("500.00", 1), ("330.00", 0)])
def test_all_assets_are_not_the_fixed_assets_at_cost(total, count):
    parts = (
        ("四、资产", "固定资产原值500.00万元，固定资产累计折旧200.00万元。"),
        ("2.管理", f"年末资产总额{total}万元，其中：货币资金30.00万元。"),
    )

    assert len(findings("EQ005", document(*parts))) == count


@pytest.mark.parametrize(
    ("target", "severity"), [("90", "warning"), ("85", "info"), ("85.40", None)]
)
def test_an_indicator_has_one_value_in_form_and_text(target, severity):
    rows = table(
        "一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分",
        f"产出 | 指标1：场租费 | {target} | % | 50 | 50",
    )
    found = findings(
        "EQ006", document(("一、自评", rows), ("二、资金", "场租费85.40%。"))
    )

    assert [each.severity for each in found] == ([severity] if severity else [])


TOTALS = table(
    "项目 | 决算数 | 项目 | 决算数",
    "本年收入合计 | 90.00 | 本年支出合计 | 88.00",
    "总计 | 95.39 | 总计 | 95.39",
    title="收入支出决算总表",
    unit="万元",
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2024年度收入支出总计0.30万元。", 1),
        ("2024年度收入支出总计95.39万元。", 0),
        ("2024年度收入支出总计953900元。", 0),
        ("本年支出合计89.00万元。", 1),
        ("2024年度财政拨款收入支出总计80.00万元。", 0),
    ],
)
def test_the_totals_of_the_text_are_those_of_the_table(text, count):
    parts = (("收入支出决算总表", TOTALS), ("一、说明", text))

    assert len(findings("EQ007", document(*parts))) == count


BASIC = table(
    "编码 | 名称 | 决算数",
    "30101 | 基本工资 | 50.00",
    "30305 | 生活补助 | ",
    "30309 | 奖励金 | 0.31",
    title="一般公共预算财政拨款基本支出决算表",
    unit="万元",
)


def test_items_listed_are_those_with_an_amount():
    text = "人员经费50.31万元，主要包括：基本工资、生活补助；"
    found = one("EQ008", ("基本支出决算表", BASIC), ("六、基本支出", text))

    assert (found.stated, found.expected) == ("生活补助", "奖励金")


@pytest.mark.parametrize("tail", ["奖励金；", "奖励金等；"])
def test_lists_that_fit_the_table_are_left_alone(tail):
    text = f"人员经费50.31万元，主要包括：基本工资、{tail}"
    parts = (("基本支出决算表", BASIC), ("六、基本支出", text))

    assert findings("EQ008", document(*parts)) == []


def test_texts_without_a_second_statement_have_nothing_to_compare():
    assert says("EQ001", "最低生活保障金支出95.80万元。") == []


def test_parts_of_last_years_total_are_last_years():
    said = "{}年度“三公”经费支出{}万元，其中：公务接待费{}万元。"
    assert says("EQ001", said.format(2023, 10, 5), said.format(2024, 8, 3)) == []
