from disclosures.checks.rules.sm005_balance import balance
from tests.disclosures.checks.reading import drafts, outcomes, passes


def document(net: str) -> str:
    return f"固定资产原值9.00万元，固定资产累计折旧4.00万元，固定资产净值{net}万元。"


def test_what_balances_passes():
    assert passes(balance, document("5.00"))
    assert passes(balance, "资产总额9.00万元，负债总额4.00万元，净资产5.00万元。")


def test_what_does_not_is_told():
    (draft,) = drafts(balance, document("6.00"))
    assert "差 1.00万元" in draft.message


def test_without_all_three_there_is_nothing_to_look_at():
    assert outcomes(balance, "固定资产原值9.00万元，固定资产净值6.00万元。") == []


def test_what_is_carried_over_balances_in_one_sentence():
    text = "年初结转和结余5万元，本年收入40万元，本年支出42万元，年末结转和结余{}万元。"
    assert passes(balance, text.format(3))
    (draft,) = drafts(balance, text.format(8))
    assert draft.expected == "3万元"
