import pytest

from disclosures.checks.rules.sc007_scores_in_text import scores_in_text
from tests.disclosures.checks.reading import drafts, passes

PAIRS = "自评得分{whole}分。执行10分，得9分；产出60分，得{got}分；效益{of}分，得28分。"
BARE = "执行得分9分；产出得分{got}分，效益得分28分，总分92分，评定为优。"


def test_points_and_scores_that_agree_pass():
    assert passes(scores_in_text, PAIRS.format(whole=92, got=55, of=30))
    assert passes(scores_in_text, BARE.format(got=55))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PAIRS.format(whole=93, got=55, of=30), "9+55+28=92"),
        (PAIRS.format(whole=92, got=55, of=40), "10+60+40=110"),
        (PAIRS.format(whole=99, got=62, of=30), "得分62分超过了满分60分"),
        (BARE.format(got=56), "9+56+28=93"),
    ],
)
def test_scores_that_do_not_agree_are_found(text, said):
    (draft,) = drafts(scores_in_text, text)

    assert said in draft.message


def test_two_totals_in_a_paragraph_are_not_guessed_about():
    text = "甲项目得分90分，乙项目得分80分，其中执行9分，产出50分，效益28分。"

    assert drafts(scores_in_text, text) == []
