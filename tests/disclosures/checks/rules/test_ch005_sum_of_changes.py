import pytest

from disclosures.checks.rules.ch005_sum_of_changes import sum_of_changes
from tests.disclosures.checks.reading import drafts, passes

LIST = (
    "“三公”经费预算安排4.80万元，比上年减少0.70万元。其中：因公出国（境）费0万元，"
    "与上年持平；公务用车运行维护费4.20万元，比上年减少0.50万元；"
    "公务接待费0.60万元，比上年{change}万元。"
)
ROW = (
    "与上年相比，“三公”经费减少0.64万元。其中：公务用车运行维护费减少{car}万元，"
    "公务接待费减少0.15万元。"
)


def test_parts_that_make_the_change_pass():
    assert passes(sum_of_changes, LIST.format(change="减少0.20"))
    assert passes(sum_of_changes, ROW.format(car="0.49"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LIST.format(change="增加0.20"), "减少 0.30"),
        (ROW.format(car="0.94"), "减少 1.09"),
    ],
)
def test_a_part_turned_round_or_mistyped_is_found(text, said):
    (draft,) = drafts(sum_of_changes, text)

    assert said in draft.message


def test_what_is_gone_since_last_year_may_be_missing():
    assert drafts(sum_of_changes, ROW.format(car="0.33")) == []
