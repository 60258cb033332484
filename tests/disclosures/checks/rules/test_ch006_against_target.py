import pytest

from disclosures.checks.rules.ch006_against_target import against_target
from tests.disclosures.checks.reading import drafts, passes


@pytest.mark.parametrize(
    "text", ["成活率91.5%，高于85%的指标值。", "差错率1%，低于目标值2%。"]
)
def test_a_target_met_as_said_passes(text):
    assert passes(against_target, text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("成活率81.5%，高于85%的指标值。", "高于"),
        ("建成28个，未达到目标25个。", "未达到"),
    ],
)
def test_a_target_not_met_as_said_is_found(text, word):
    (draft,) = drafts(against_target, text)

    assert draft.stated == word


def test_other_comparisons_are_not_looked_at():
    assert drafts(against_target, "利率3%，高于5%的上限。") == []
