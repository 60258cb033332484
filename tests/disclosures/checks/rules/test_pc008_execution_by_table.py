from disclosures.checks.rules.pc008_execution_by_table import execution_by_table
from tests.disclosures.checks.reading import drafts, outcomes, passes, section, table

TABLE = section(
    table("公务接待费|", "预算数|决算数", "10.00|8.00", header=2), key="s000"
)
TEXT = (
    "“三公”经费支出决算为8.00万元，其中：公务接待费支出决算为8.00万元，完成预算的{}。"
)


def test_a_rate_that_follows_from_the_table_passes():
    assert passes(execution_by_table, TABLE, TEXT.format("80.00%"))


def test_another_rate_is_told():
    (draft,) = drafts(execution_by_table, TABLE, TEXT.format("90.00%"))
    assert draft.expected == "80.00%"
    assert {each.section for each in draft.marks} == {"s000", "s002"}


def test_without_a_budget_of_that_name_there_is_nothing_to_look_at():
    assert outcomes(execution_by_table, TEXT.format("90.00%")) == []
