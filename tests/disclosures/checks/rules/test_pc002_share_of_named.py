from disclosures.checks.context import Context
from disclosures.checks.rule import CouldNot
from disclosures.checks.rules.pc002_share_of_named import share_of_named
from tests.disclosures.checks.reading import drafts, outcomes, passes
from tests.disclosures.checks.rules.documents import says

WHOLE = "2025年度财政拨款收、支总计300.00万元。"
SHARES = (
    "主要用于以下方面：教育支出200.00万元，占本年财政拨款支出{}；"
    "住房保障支出60.00万元，占本年财政拨款支出20.00%。"
)


def test_a_share_of_what_stands_in_another_section_passes():
    assert passes(share_of_named, WHOLE, SHARES.format("66.67%"))


def test_a_wrong_share_is_told_against_the_whole_its_neighbours_agree_on():
    (draft,) = drafts(share_of_named, WHOLE, SHARES.format("56.67%"))
    assert "÷ 300.00万元" in draft.message
    assert [each.section for each in draft.marks] == ["s002", "s002", "s001"]


def test_a_whole_that_stands_nowhere_is_said_to_be_missing():
    (one,) = outcomes(share_of_named, SHARES.format("66.67%"))
    assert isinstance(one, CouldNot)


def test_a_whole_of_exactly_that_name_comes_before_one_that_is_merely_alike():
    first = "收、支总计120万元。本年支出合计100万元。"
    assert passes(share_of_named, first, "拨款支出90万元，占本年支出合计的90%。")
    (draft,) = drafts(share_of_named, first, "拨款支出90万元，占本年支出合计的75%。")
    assert draft.expected == "90%"


def test_income_of_the_year_is_not_the_grand_total():
    first = "收入总计120万元，其中：本年收入100万元，年初结转20万元。"
    assert passes(share_of_named, first, "拨款收入90万元，占本年收入的90%。")


def test_the_whole_of_a_budget_may_be_what_is_planned():
    budget = Context(kind="预算", year=2025, unit_name="云岭市某局")
    whole = "2025年支出预算总额为300.00万元。"
    said = "按科目划分：教育支出200.00万元，占支出预算总额的{}%。"
    assert says("PC002", whole, said.format("66.67"), context=budget) == []
    assert len(says("PC002", whole, said.format("67.66"), context=budget)) == 1
