from disclosures.checks.rules.sm009_receptions import receptions
from tests.disclosures.checks.reading import drafts, passes

TEXT = (
    "公务接待费支出决算为5.00万元。国内公务接待9批次、70人次，支出4.50万元；"
    "外宾接待2批次、9人次，支出{abroad}万元。"
)


def test_both_receptions_make_the_whole():
    assert passes(receptions, TEXT.format(abroad="0.50"))


def test_receptions_that_do_not_add_up_are_found():
    (draft,) = drafts(receptions, TEXT.format(abroad="1.50"))

    assert "4.50 + 1.50 = 6.00" in draft.message
    assert draft.stated == "5.00万元"


def test_the_amount_behind_guests_is_not_the_whole_again():
    assert (
        drafts(receptions, "公务接待费5.00万元。国内公务接待9批次，支出5.00万元。")
        == []
    )
