import pytest

from disclosures.checks.rules.ch001_amount_of_change import amount_of_change
from tests.disclosures.checks.reading import drafts, outcomes, passes

TEXT = "决算数10.00万元，比年初预算数15.00万元{}万元。"


@pytest.mark.parametrize("change", ["减少5.00", "增加（减少）5.00", "增加5.00"])
def test_a_difference_that_is_right_passes_whatever_its_word(change: str):
    assert passes(amount_of_change, TEXT.format(change))


def test_another_difference_is_told():
    (draft,) = drafts(amount_of_change, TEXT.format("减少4.00"))
    assert "15.00万元 − 10.00万元 = 5.00万元" in draft.message


def test_without_a_base_there_is_nothing_to_look_at():
    assert outcomes(amount_of_change, "决算数10.00万元，比上年减少4.00万元。") == []
