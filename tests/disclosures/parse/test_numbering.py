import pytest

from disclosures.parse.numbering import Style, chinese_value, number_of


@pytest.mark.parametrize(
    ("text", "style", "value", "rest"),
    [
        ("第三部分 情况说明", Style.PART, 3, "情况说明"),
        ("第十一部分：附件", Style.PART, 11, "附件"),
        ("第2章 概况", Style.PART, 2, "概况"),
        ("第一节 收入", Style.CHAPTER, 1, "收入"),
        ("二十一、其他", Style.CHINESE, 21, "其他"),
        ("一.概况", Style.CHINESE, 1, "概况"),
        ("（十二）其他", Style.CHINESE_BRACKETED, 12, "其他"),
        ("(三)收入", Style.CHINESE_BRACKETED, 3, "收入"),
        ("10．其他", Style.ARABIC, 10, "其他"),
        ("3、收入", Style.ARABIC, 3, "收入"),
        ("3.1组织阶段", Style.DECIMAL, 1, "组织阶段"),
        ("（4）收入", Style.ARABIC_BRACKETED, 4, "收入"),
        ("5）收入", Style.ARABIC_BRACKETED, 5, "收入"),
        ("③收入", Style.CIRCLED, 3, "收入"),
    ],
)
def test_each_manner_of_numbering_is_known(text, style, value, rest):
    number = number_of(text)

    assert number is not None
    assert (number.style, number.value, number.rest) == (style, value, rest)


@pytest.mark.parametrize(
    "text",
    ["第一条 总则", "2023年度", "12.30万元", "1.66%", "1,234.56", "一是坚持", "", "3.5",
     "十分重要", "（含）以上"],
)  # fmt: skip
def test_what_only_begins_like_a_number_is_none(text):
    assert number_of(text) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("九", 9), ("十", 10), ("十九", 19), ("二十", 20), ("九十九", 99),
     ("一百零五", 105), ("一百一十", 110)],
)  # fmt: skip
def test_chinese_numerals_are_counted(numeral, value):
    assert chinese_value(numeral) == value
