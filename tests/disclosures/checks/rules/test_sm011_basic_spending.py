from disclosures.checks.rules.sm011_basic_spending import basic_spending
from tests.disclosures.checks.reading import drafts, outcomes, passes

TEXT = (
    "基本支出100.00万元。其中：人员经费80.00万元，较上年增加2.00万元。"
    "人员经费用途主要包括工资。公用经费{running}万元，用途主要包括办公费。"
)


def test_parts_in_two_sentences_add_up():
    assert passes(basic_spending, TEXT.format(running="20.00"))


def test_a_part_that_does_not_fit_is_found():
    (draft,) = drafts(basic_spending, TEXT.format(running="30.00"))

    assert "80.00 + 30.00 = 110.00" in draft.message


def test_a_list_in_one_sentence_is_left_to_the_lists():
    text = "基本支出100万元，其中：人员经费80万元、公用经费30万元。"

    assert outcomes(basic_spending, text) == []
