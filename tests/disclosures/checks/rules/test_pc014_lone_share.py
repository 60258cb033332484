from disclosures.checks.rules.pc014_lone_share import lone_share
from tests.disclosures.checks.reading import drafts, outcomes, passes

TEXT = "政府采购总额1.92亿元；面向中小企业采购1.50亿元，占{share}。"


def test_a_share_of_the_first_amount_passes():
    assert passes(lone_share, TEXT.format(share="78.13%"))


def test_a_share_one_slip_off_is_found():
    (draft,) = drafts(lone_share, TEXT.format(share="87.13%"))

    assert draft.expected == "78.13%"


def test_a_share_of_something_else_is_left_alone():
    assert outcomes(lone_share, TEXT.format(share="45.20%")) == []
