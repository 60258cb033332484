from decimal import Decimal

import pytest

from disclosures.figures.model import Kind
from disclosures.figures.numbers import numbers
from disclosures.figures.plain import plain


def only(text: str):
    (number,) = numbers(plain(text))
    return number


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("支出1,234.50万元", "1234.50", "万元", Kind.AMOUNT),
        ("支出１２．５０万元", "12.50", "万元", Kind.AMOUNT),
        ("支出 0.03 亿元", "0.03", "亿元", Kind.AMOUNT),
        ("支出80.28万，", "80.28", "万", Kind.AMOUNT),
        ("增长12.5%", "12.5", "%", Kind.RATE),
        ("增长12.5％", "12.5", "%", Kind.RATE),
        ("提高3个百分点", "3", "个百分点", Kind.RATE),
        ("增长-2.75%", "-2.75", "%", Kind.RATE),
        ("得分96.5分", "96.5", "分", Kind.SCORE),
        ("接待12批次", "12", "批次", Kind.COUNT),
        ("惠及3万余人次", "3", "万余人次", Kind.COUNT),
        ("于2025年度", "2025", "年度", Kind.YEAR),
        ("于10月", "10", "月", Kind.DATE),
        ("第3季度", "3", "", Kind.ORDINAL),
        ("1.基本工资", "1", "", Kind.ORDINAL),
    ],
)
def test_a_number_has_its_value_unit_and_kind(text, value, unit, kind):
    number = only(text)
    assert (number.value, number.unit, number.kind) == (Decimal(value), unit, kind)


def test_the_step_is_one_unit_of_the_last_digit_shown():
    assert only("支出12.50万元").step == Decimal("0.01")
    assert only("支出12万元").step == Decimal(1)


def test_a_dash_between_two_numbers_is_no_sign():
    first, second = numbers("得分80-90分")
    assert (first.value, second.value) == (80, 90)


def test_offsets_are_those_of_the_number_as_written():
    text = plain("合计１，２３４．５０万元")
    number = only(text)
    assert (text[number.start : number.end], number.text) == ("1,234.50",) * 2
    assert text[number.start : number.stop] == "1,234.50万元"


@pytest.mark.parametrize("text", ["", "没有数字", "（一）概况", "ＡＢＣ：；，％"])
def test_folding_keeps_the_length(text: str):
    assert len(plain(text)) == len(text)
    assert len(plain(text * 40)) == len(text * 40)
    assert plain(text * 40) == plain(text) * 40
