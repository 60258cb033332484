import pytest

from disclosures.checks.rules.sc008_points_of_targets import points_of_targets
from tests.disclosures.checks.reading import drafts, outcomes, section, table

HEAD = "一级指标|三级指标|指标值|分值权重"


def targets(*points, head=HEAD):
    rows = [f"产出|指标{at}|≥9|{each}" for at, each in enumerate(points)]
    return section(table(head, *rows, unit=""))


@pytest.mark.parametrize("points", [(30, 30, 20, 20), (30, 30, 20, 10)])
def test_a_hundred_and_ninety_pass(points):
    assert outcomes(points_of_targets, targets(*points))
    assert drafts(points_of_targets, targets(*points)) == []


def test_another_sum_is_found():
    (draft,) = drafts(points_of_targets, targets(30, 30, 20, 25))

    assert "30+30+20+25=105" in draft.message


def test_forms_that_score_are_left_to_their_own_rule():
    scored = targets(30, 30, 20, 25, head="一级指标|三级指标|得分|分值权重")

    assert outcomes(points_of_targets, scored) == []
