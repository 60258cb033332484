from disclosures.checks.rules.un004_decimals import decimals
from tests.disclosures.checks.reading import drafts, outcomes, passes

USUAL = "".join(f"支出{each}.25万元。" for each in range(10, 32))


def test_exceptions_are_named_once():
    (draft,) = drafts(decimals, USUAL, "支出1.234万元。补助2.345万元。")
    assert "1.234、2.345" in draft.message


def test_two_decimals_throughout_pass():
    assert passes(decimals, USUAL, "支出9.6万元。")


def test_few_amounts_have_no_usual_form():
    assert outcomes(decimals, "支出1.234万元。补助2.34万元。") == []
