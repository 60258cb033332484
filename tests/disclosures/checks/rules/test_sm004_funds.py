from disclosures.checks.rules.sm004_funds import funds
from tests.disclosures.checks.reading import drafts, outcomes, passes


def document(capital: str, income: str = "9.00") -> str:
    return (
        f"本年收入合计{income}万元。本年支出合计9.00万元。财政拨款收、支总计9.00万元。"
        "一般公共预算财政拨款支出6.00万元。政府性基金预算财政拨款支出2.00万元。"
        f"国有资本经营预算财政拨款支出{capital}万元。"
    )


def test_three_funds_that_make_the_whole_pass():
    assert passes(funds, document("1.00"))


def test_three_funds_that_do_not_are_told():
    (draft,) = drafts(funds, document("1.50"))
    assert "6.00 + 2.00 + 1.50 = 9.50" in draft.message


def test_with_money_from_elsewhere_nothing_follows():
    assert outcomes(funds, document("1.50", income="11.00")) == []
