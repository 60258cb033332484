import pytest

from disclosures.checks.rules.un001_yuan_for_wan import yuan_for_wan
from tests.disclosures.checks.reading import drafts


def test_a_small_amount_in_yuan_amid_wan_is_told():
    (draft,) = drafts(yuan_for_wan, "教育支出46.35万元，比上年增加3.15元。")
    assert draft.expected == "3.15万元"


@pytest.mark.parametrize(
    "text",
    [
        "教育支出46.35万元，人均补助35.50元。",
        "教育支出46.35万元，年末结余0元。",
        "教育支出46.35万元，退款463500.00元。",
        "门票35.50元。",
    ],
)
def test_yuan_that_may_stand_there_pass(text: str):
    assert drafts(yuan_for_wan, text) == []
