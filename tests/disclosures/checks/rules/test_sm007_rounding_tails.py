from disclosures.checks.finding import Severity
from disclosures.checks.rules.sm007_rounding_tails import rounding_tails
from tests.disclosures.checks.reading import drafts, outcomes, passes

EXACT = "支出9.00万元，其中：基本支出4.00万元，项目支出5.00万元。"
TAIL = "支出9.00万元，其中：基本支出4.00万元，项目支出5.01万元。"


def test_all_tails_are_one_piece_of_information():
    (draft,) = drafts(rounding_tails, TAIL, EXACT, TAIL)
    assert len(draft.marks) == 2
    assert rounding_tails.severity is Severity.INFO


def test_exact_sums_pass():
    assert passes(rounding_tails, EXACT)


def test_a_difference_beyond_rounding_is_no_tail():
    wrong = "支出9.00万元，其中：基本支出4.00万元，项目支出5.50万元。"
    assert drafts(rounding_tails, wrong) == []


def test_without_sums_there_is_nothing_to_look_at():
    assert outcomes(rounding_tails, "没有数字。") == []
