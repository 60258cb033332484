from disclosures.checks.rules.un002_column_in_yuan import column_in_yuan
from tests.disclosures.checks.reading import drafts, passes, section, table

TEXT = section("本年度支出1,380,000元。", key="s000")


def form(amount: str):
    return section(table("资金（万元）|执行数", f"年度资金总额|{amount}", unit=""))


def test_yuan_under_a_heading_of_wan_are_told_with_what_is_meant():
    (draft,) = drafts(column_in_yuan, TEXT, form("1,380,000"))
    assert draft.expected == "138"


def test_wan_under_a_heading_of_wan_pass():
    assert passes(column_in_yuan, TEXT, form("138.00"))


def test_codes_are_no_amounts():
    coded = section(table("科目编码|决算数", "2050101|3.00", "2050102|4.00"))
    assert drafts(column_in_yuan, coded) == []
