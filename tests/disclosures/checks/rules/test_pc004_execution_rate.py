from disclosures.checks.finding import Severity
from disclosures.checks.rules.pc004_execution_rate import execution_rate
from tests.disclosures.checks.reading import drafts, passes

TEXT = "年初预算为{}万元，支出决算为40,000.00万元，完成年初预算的{}。"


def test_a_rate_that_follows_passes():
    assert passes(execution_rate, TEXT.format("60,000.00", "66.67%"))


def test_a_rate_cut_off_is_a_warning():
    (draft,) = drafts(execution_rate, TEXT.format("60,000.00", "66.66%"))
    assert draft.severity is Severity.WARNING


def test_another_rate_is_told_with_the_right_one():
    (draft,) = drafts(execution_rate, TEXT.format("60,000.00", "76.67%"))
    assert draft.expected == "66.67%"


def test_a_budget_of_zero_has_no_rate():
    (draft,) = drafts(execution_rate, TEXT.format("0", "100%"))
    assert "没有执行率" in draft.message
