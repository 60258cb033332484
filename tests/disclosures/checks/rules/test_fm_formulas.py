"""Formulas written as text are held against their siblings and their results."""

import pytest

from tests.disclosures.checks.rules.documents import (
    document,
    findings,
    one,
    says,
    state,
)

RIGHT = "人员经费：（决算数－预算数）/预算数*100%"


def test_a_bracket_elsewhere_than_in_the_siblings_is_mended():
    wrong = "公用经费：（决算数－预算数/预算数）*100%"
    found = one("FM001", ("5.差异率", RIGHT, RIGHT.replace("人员", "会议"), wrong))

    assert found.evidence[0].text == "（决算数－预算数/预算数）*100%"
    assert found.suggestion == "（决算数－预算数）/预算数*100%"


def test_a_number_divided_by_itself_needs_no_sibling():
    assert len(says("FM001", "差异率=（决算数-预算数/预算数）×100%")) == 1


def test_siblings_built_alike_are_clean():
    assert state("FM001", ("5.差异率", RIGHT, RIGHT)) == "clean"


@pytest.mark.parametrize(
    "text",
    ["每周一/三/五开放。", "平均浓度95微克/立方米。", "甲/乙-丙为三类。"],
)
def test_strokes_in_prose_are_no_formula(text):
    assert findings("FM001", document(("一、情况", text))) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("得分＝95.20＋93.60÷2＝94.40分", 1),
        ("得分＝（95.20＋93.60）÷2＝94.40分", 0),
        ("增长（105-100）/100=5%", 0),
        ("增长（105-100）/100=6%", 1),
        ("2+3=5个", 0),
        ("（105-100）/100*100=5%", 0),
        ("10÷3=3.33", 0),
        ("按“1+2+2+11”模式推进。", 0),
    ],
)
def test_a_computation_gives_its_result(text, count):
    assert len(says("FM002", text)) == count


def test_a_missing_bracket_is_explained():
    found = one("FM002", ("一、打分", "抽查得分＝95.20＋93.60÷2＝94.40分"))

    assert "加括号(95.20+93.60)÷2才得94.40" in found.message
