"""Totals that lines below divide by one thing and another."""

import pytest

from tests.disclosures.checks.rules.documents import document, findings

SAID = (
    "支出预算总额为{whole}万元。",
    "按支出类别分：基本支出{basic}万元，占60.00%；项目支出400.00万元，占{share}%。",
    "按功能科目分：教育支出700.00万元，占70.00%；住房保障支出300.00万元，占30.00%。",
)


def found(code, whole="1,000.00", basic="600.00", share="40.00"):
    lines = [each.format(whole=whole, basic=basic, share=share) for each in SAID]
    return findings(code, document(("二、支出情况", *lines)))


@pytest.mark.parametrize("code", ["SM001", "PC001", "PC003"])
def test_a_total_divided_twice_is_in_order(code):
    assert found(code) == []


def test_a_part_of_a_line_below_that_is_wrong_is_held_against_the_total():
    (one,) = found("SM001", basic="660.00")
    assert "1,060.00" in one.message


def test_a_slip_in_the_total_that_both_lines_show_is_told_once():
    assert len(found("SM001", whole="1,000.30")) == 1


def test_a_total_of_something_else_is_left_alone():
    assert found("SM001", whole="1,384.75") == []


def test_a_wrong_share_in_a_line_below_is_found():
    assert len(found("PC001", share="44.00")) == 1
