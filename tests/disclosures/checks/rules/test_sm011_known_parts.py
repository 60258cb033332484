from disclosures.checks.rules.sm011_known_parts import known_parts
from tests.disclosures.checks.reading import drafts, outcomes, passes

TEXT = (
    "基本支出100.00万元。其中：人员经费80.00万元，较上年增加2.00万元。"
    "人员经费用途主要包括工资。公用经费{running}万元，用途主要包括办公费。"
)


def test_parts_in_two_sentences_add_up():
    assert passes(known_parts, TEXT.format(running="20.00"))


def test_a_part_that_does_not_fit_is_found():
    (draft,) = drafts(known_parts, TEXT.format(running="30.00"))

    assert "80.00 + 30.00 = 110.00" in draft.message


def test_a_list_in_one_sentence_is_left_to_the_lists():
    text = "基本支出100万元，其中：人员经费80万元、公用经费30万元。"

    assert outcomes(known_parts, text) == []


def test_vehicles_and_the_three_public_costs_add_up_as_well():
    text = (
        "“三公”经费支出决算9.00万元。公务用车购置及运行维护费支出7.00万元，"
        "较上年减少1.00万元。公务用车购置费支出{bought}万元，购置1辆。"
        "公务用车运行维护费支出3.00万元。因公出国（境）费支出0万元。公务接待费支出2.00万元。"
    )

    assert passes(known_parts, text.format(bought="4.00"))
    (draft,) = drafts(known_parts, text.format(bought="3.50"))
    assert "3.50 + 3.00 = 6.50" in draft.message
