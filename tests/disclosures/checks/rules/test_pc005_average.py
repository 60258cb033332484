from disclosures.checks.rules.pc005_average import average
from tests.disclosures.checks.reading import drafts, outcomes, passes, section

TEXT = "公务用车运行维护费决算数6.00万元。公务用车保有量3辆，车均运行维护费{}万元。"


def test_an_average_that_follows_passes():
    assert passes(average, TEXT.format("2.00"))


def test_another_average_is_told():
    (draft,) = drafts(average, TEXT.format("3.00"))
    assert "6.00万元 ÷ 3辆 = 2.00万元" in draft.message


def test_without_vehicles_there_is_nothing_to_look_at():
    assert outcomes(average, "运行维护费决算数6.00万元，车均运行维护费3.00万元。") == []


def test_the_cost_may_stand_in_the_section_beside():
    sections = (
        section(
            "公务车运行维护费7.20万元。公务接待费1.55万元。",
            key="s001",
            path=("三、经费", "（二）分项"),
        ),
        section(
            "公务车保有量为3辆；国内公务接待26批次201人。人均接待费77.11元，"
            "车均维护费4.20万元。",
            key="s002",
            path=("三、经费", "（三）实物量"),
        ),
    )
    (draft,) = drafts(average, *sections)
    assert draft.stated == "4.20万元"
    assert draft.expected == "2.40万元"
