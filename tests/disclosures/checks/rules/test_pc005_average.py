from disclosures.checks.rules.pc005_average import average
from tests.disclosures.checks.reading import drafts, outcomes, passes

TEXT = "公务用车运行维护费决算数6.00万元。公务用车保有量3辆，车均运行维护费{}万元。"


def test_an_average_that_follows_passes():
    assert passes(average, TEXT.format("2.00"))


def test_another_average_is_told():
    (draft,) = drafts(average, TEXT.format("3.00"))
    assert "6.00万元 ÷ 3辆 = 2.00万元" in draft.message


def test_without_vehicles_there_is_nothing_to_look_at():
    assert outcomes(average, "运行维护费决算数6.00万元，车均运行维护费3.00万元。") == []
