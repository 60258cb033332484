from disclosures.checks.rules.ch007_rate_elsewhere import rate_elsewhere
from tests.disclosures.checks.reading import drafts, passes

THERE = "2025年支出合计200万元，其中：基本支出105.00万元，项目支出95.00万元。"
HERE = "其中：基本支出较上年增加5.00万元，增长{rate}。"


def test_a_rate_that_fits_the_figure_elsewhere_passes():
    assert passes(rate_elsewhere, THERE, HERE.format(rate="5.00%"))


def test_a_rate_that_does_not_fit_is_found():
    (draft,) = drafts(rate_elsewhere, THERE, HERE.format(rate="6.00%"))

    assert (draft.stated, draft.expected) == ("6.00%", "5.00%")


def test_two_different_figures_of_the_name_prove_nothing():
    other = "2025年基本支出115.00万元。"

    assert drafts(rate_elsewhere, THERE, other, HERE.format(rate="6.00%")) == []
