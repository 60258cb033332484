from disclosures.checks.rules.pc003_shares_of_hundred import shares_of_hundred
from tests.disclosures.checks.reading import drafts, outcomes, passes

TEXT = "支出9.00万元，其中：基本支出4.00万元，占44.44%；项目支出5.00万元，占{}%。"


def test_shares_that_make_a_hundred_pass():
    assert passes(shares_of_hundred, TEXT.format("55.56"))


def test_what_rounding_explains_passes():
    assert passes(shares_of_hundred, TEXT.format("55.55"))


def test_shares_that_do_not_are_told():
    (draft,) = drafts(shares_of_hundred, TEXT.format("56.56"))
    assert "44.44 + 56.56 = 101" in draft.message


def test_a_part_without_a_share_leaves_nothing_to_look_at():
    text = "支出9.00万元，其中：基本支出4.00万元，占44.44%；项目支出5.00万元。"
    assert outcomes(shares_of_hundred, text) == []
