from disclosures.checks.finding import Severity
from disclosures.checks.rules.pc007_deviation import deviation
from tests.disclosures.checks.reading import drafts, passes, section, table

TEXT = section(
    "公务接待费决算数{}万元，比年初预算数10.00万元减少2.00万元。".format("8.00")
)


def rates(percent: str):
    row = f"公务接待费预决算差异率|{percent}"
    return section(table("指标名称|差异率", row, unit=""), key="s002")


def test_a_rate_that_follows_from_the_text_passes():
    assert passes(deviation, TEXT, rates("-20.00%"))


def test_another_rate_is_told():
    (draft,) = drafts(deviation, TEXT, rates("-25.00%"))
    assert (draft.severity, draft.expected) == (None, "-20.00%")


def test_what_rounding_can_explain_is_information():
    (draft,) = drafts(deviation, TEXT, rates("-20.03%"))
    assert draft.severity is Severity.INFO
