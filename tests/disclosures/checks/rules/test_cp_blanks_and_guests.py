"""CP015 and CP016: units without a number, guests and receptions."""

import pytest

from tests.disclosures.checks.rules.documents import marked, says


@pytest.mark.parametrize(
    "text",
    [
        "公务用车保有量为辆。",
        "公务接待费5万元，占 %。",
        "公务接待费5万元，比上年减少 万元。",
        "支出决算为万元，完成预算的100%。",
    ],
)
def test_a_unit_without_its_number_is_found(text):
    assert len(says("CP015", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "公务用车保有量为3辆，支出决算为0万元。",
        "比上年增加5万元，增长--（基数为0，不可比）。",
        "金额单位：万元；增长率（%）。",
        "以上支出均以万元为单位。",
    ],
)
def test_a_unit_with_its_number_or_on_its_own_account_passes(text):
    assert says("CP015", text) == []


def test_fewer_guests_than_receptions_are_found():
    assert marked("CP016", "国内公务接待21批次，13人次。") == ["13"]


@pytest.mark.parametrize(
    "text",
    [
        "国内公务接待21批次，163人次，共计支出2万元。",
        "组织出国团组1个、累计2人次。",
        "接待批次为52个，接待人次为420人。",
    ],
)
def test_as_many_guests_pass(text):
    assert says("CP016", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "国内公务接待支出1.26万元，共接待国内来访团组18个，来宾96人次。",
        "国内公务接待支出1.26万元，国内公务接待批次为18个，接待人次为96人。",
    ],
)
def test_receptions_may_be_counted_as_groups_or_after_their_name(text):
    assert says("CP008", text) == []
