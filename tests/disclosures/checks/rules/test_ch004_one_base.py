from disclosures.checks.rules.ch004_one_base import one_base
from tests.disclosures.checks.reading import drafts, outcomes, passes

JOINT = "收、支总计90.00万元，收入比上年减少10.00万元；支出比上年减少{}万元。"


def test_one_base_passes():
    assert passes(one_base, JOINT.format("10.00"))


def test_two_bases_of_a_joint_total_are_told():
    (draft,) = drafts(one_base, JOINT.format("12.00"))
    assert "100.00万元" in draft.message and "102.00万元" in draft.message


def test_two_bases_of_one_thing_in_two_sections_are_told():
    found = drafts(
        one_base,
        "本年支出合计90.00万元，比上年减少10.00万元。",
        "本年支出90.00万元，比上年减少11.00万元。",
    )
    assert len(found) == 1


def test_changes_against_different_things_are_not_compared():
    text = "支出90.00万元，比上年减少10.00万元。支出90.00万元，比年初预算减少1.00万元。"
    assert outcomes(one_base, text) == []
