from disclosures.checks.rules.pc006_composition import composition
from tests.disclosures.checks.reading import drafts, outcomes, passes


def test_a_composition_of_a_hundred_passes():
    assert passes(composition, "场地费60.50%；人员费30.20%；材料费9.30%。")


def test_a_composition_of_less_is_told():
    (draft,) = drafts(composition, "场地费60.50%；人员费30.20%；材料费9.10%。")
    assert "99.8%" in draft.message


def test_rates_that_are_no_composition_are_nothing_to_look_at():
    assert outcomes(composition, "满意率98.50%；解决率1.20%；响应率0.10%。") == []
    assert outcomes(composition, "甲10%；乙20%；丙30%。") == []
