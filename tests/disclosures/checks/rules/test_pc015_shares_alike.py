"""PC015: shares of an unnamed whole."""

from disclosures.checks.rules.pc015_shares_alike import shares_alike
from tests.disclosures.checks.reading import drafts, outcomes, passes

LIST = "教育支出50万元，占50%；卫生健康支出30万元，占30%；住房保障支出20万元，占{}%。"


def test_the_share_that_leads_to_another_whole_is_found():
    (draft,) = drafts(shares_alike, LIST.format(25))
    assert draft.stated == "25%"
    assert "约 100万元" in draft.message


def test_a_wrong_amount_is_found_by_its_share():
    (draft,) = drafts(shares_alike, LIST.format(20).replace("50万元", "80万元"))
    assert "80万元" in draft.message


def test_shares_of_one_whole_pass():
    assert passes(shares_alike, LIST.format(20))


def test_two_shares_accuse_nobody():
    text = "教育支出50万元，占50%；卫生健康支出30万元，占40%。"
    assert outcomes(shares_alike, text) == []
