import pytest

from disclosures.checks.finding import Severity
from disclosures.checks.rules.pc001_share import share
from tests.disclosures.checks.reading import drafts, passes

TEXT = "支出合计30,000.00万元，其中：基本支出20,000.00万元，占支出合计的{}。"


@pytest.mark.parametrize("percent", ["66.67%", "66.7%", "67%"])
def test_a_share_rounded_right_passes(percent: str):
    assert passes(share, TEXT.format(percent))


def test_a_share_cut_off_is_a_warning_with_a_suggestion():
    (draft,) = drafts(share, TEXT.format("66.66%"))
    assert (draft.severity, draft.suggestion) == (Severity.WARNING, "66.67")


def test_a_share_further_off_has_the_rules_own_weight():
    (draft,) = drafts(share, TEXT.format("76.67%"))
    assert (draft.severity, draft.suggestion) == (None, "")
    assert draft.expected == "66.67%"


def test_zero_of_something_is_zero_per_cent():
    text = "支出合计300.00万元，其中：经营支出0万元，占支出合计的0%。"
    assert passes(share, text)
