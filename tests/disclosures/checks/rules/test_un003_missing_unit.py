import pytest

from disclosures.checks.rules.un003_missing_unit import missing_unit
from tests.disclosures.checks.reading import drafts, passes


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("公务接待费支出12.50万，均为国内接待。", "12.50万"),
        ("公务接待费支出12.50，均为国内接待。", "12.50"),
        ("公务接待费5.00万元，占总支出的45.20。", "45.20"),
    ],
)
def test_a_number_without_its_unit_is_told(text: str, stated: str):
    (draft,) = drafts(missing_unit, text)
    assert draft.stated == stated


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出12.50万元，占总支出的45.20%。",
        "公务接待费支出 12.50 万元。",
        "支出标准为12.50元。",
    ],
)
def test_numbers_with_units_pass(text: str):
    assert passes(missing_unit, text)
