import pytest

from disclosures.checks.finding import Severity
from disclosures.checks.rules.ch003_direction import direction
from tests.disclosures.checks.reading import drafts, passes

PLAN = "年初预算为{}万元，支出决算为40.00万元。"


@pytest.mark.parametrize(
    "text",
    [
        PLAN.format("50.00") + "决算数小于预算数的主要原因是压减支出。",
        PLAN.format("30.00") + "决算数大于预算数的主要原因是人员增加。",
        PLAN.format("40.00") + "决算数与预算数持平。",
        PLAN.format("40.05") + "决算数与预算数基本持平。",
        "决算数10.00万元，比年初预算数15.00万元减少5.00万元。",
    ],
)
def test_words_that_say_what_the_figures_show_pass(text: str):
    assert passes(direction, text)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (PLAN.format("50.00") + "决算数大于预算数的主要原因是人员增加。", "减少"),
        (PLAN.format("30.00") + "决算数等于预算数。", "增加"),
        ("决算数10.00万元，比年初预算数15.00万元增加5.00万元。", "减少"),
    ],
)
def test_words_that_do_not_are_told(text: str, right: str):
    (draft,) = drafts(direction, text)
    assert draft.expected == right
    assert len(draft.marks) == 3


@pytest.mark.parametrize(
    "text",
    [
        "支出40.00万元，比上年减少5.00万元，增长11.11%。",
        "差旅费决算降低至6.00万元，与上一年度一致。",
    ],
)
def test_two_words_that_contradict_each_other_are_told(text: str):
    (draft,) = drafts(direction, text)
    assert "相互矛盾" in draft.message


def test_a_growth_by_less_than_nothing_is_a_warning_told_once():
    found = drafts(
        direction,
        "资产9.00万元，较上年增长-2.75%。负债4.00万元，较上年增长-1.20%。",
    )
    assert {each.severity for each in found} == {Severity.WARNING}
    assert len({each.cause for each in found}) == 1


def test_whole_numbers_that_differ_are_not_level():
    text = "年初预算为40万元，支出决算为41万元，决算数与年初预算数持平。"
    assert len(drafts(direction, text)) == 1


def test_a_rate_without_an_amount_has_a_direction_as_well():
    text = "接待费支出46.80万元，比上年48.20万元{}2.90%。"

    assert passes(direction, text.format("下降"))
    assert drafts(direction, text.format("增长"))
