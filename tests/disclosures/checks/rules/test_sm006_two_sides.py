from disclosures.checks.rules.sm006_two_sides import two_sides
from tests.disclosures.checks.reading import drafts, outcomes, passes

TEXT = "财政拨款收入总计27.45万元，财政拨款支出总计{}万元。"


def test_sides_that_balance_pass():
    assert passes(two_sides, TEXT.format("27.45"))


def test_sides_that_do_not_are_told_with_the_difference():
    (draft,) = drafts(two_sides, TEXT.format("27.54"))
    assert "差 0.09万元" in draft.message


def test_sides_of_different_things_are_not_compared():
    text = "财政拨款收入总计27.45万元，事业支出总计9.00万元。"
    assert outcomes(two_sides, text) == []


def test_a_budget_has_two_sides_as_well():
    text = "收入预算总额90万元。支出预算总额{}万元。"
    assert passes(two_sides, text.format(90))
    assert len(drafts(two_sides, text.format(80))) == 1
