import pytest

from disclosures.checks.finding import Severity
from disclosures.checks.rules.ch002_rate_of_change import rate_of_change
from tests.disclosures.checks.reading import drafts, passes


@pytest.mark.parametrize(
    "text",
    [
        "支出90.00万元，比上年减少10.00万元，下降10.00%。",
        "支出110.00万元，较年初预算增加10.00万元，增长10%。",
        "支出110.00万元，比上年支出100.00万元增加10.00万元，上升10.00%。",
        "支出0万元，比上年支出0万元增加0万元，增长0%。",
        "支出0.9万元，比上年减少0.39万元，下降30.23%。",
    ],
)
def test_a_rate_that_follows_passes(text: str):
    assert passes(rate_of_change, text)


def test_the_base_is_derived_and_shown():
    (draft,) = drafts(
        rate_of_change, "支出90.00万元，比上年减少10.00万元，下降11.11%。"
    )
    assert "即 100.00万元" in draft.message
    assert draft.expected == "10.00%"


def test_a_rate_cut_off_is_a_warning():
    text = "支出40,000.00万元，比上年增加10,002.00万元，增长33.33%。"
    (draft,) = drafts(rate_of_change, text)
    assert (draft.severity, draft.suggestion) == (Severity.WARNING, "33.34")


def test_a_base_of_zero_has_no_rate():
    (draft,) = drafts(
        rate_of_change, "支出5.00万元，比上年支出0万元增加5.00万元，增长100%。"
    )
    assert "没有增减率" in draft.message
