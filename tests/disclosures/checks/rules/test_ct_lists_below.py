"""Announced numbers against the items, and the table of units, below them."""

import pytest

from disclosures.checks.rules.ct001_listed_count import listed_count
from disclosures.checks.rules.ct004_numbered_below import numbered_below
from disclosures.checks.rules.ct005_units_in_table import units_in_table
from tests.disclosures.checks.reading import drafts, passes, section, table

ITEMS = ("1.教育支出5万元。", "2.卫生支出3万元。", "3.住房支出2万元。")


def announced(words):
    return section(f"财政拨款支出10万元，{words}", *ITEMS)


def test_as_many_items_as_announced_pass():
    assert passes(numbered_below, announced("按功能分类科目分为3类："))


def test_one_item_more_or_less_is_found():
    (draft,) = drafts(numbered_below, announced("按功能分类科目分为4类："))

    assert (draft.stated, draft.expected) == ("4", "3")


def test_examples_are_not_counted():
    assert drafts(numbered_below, announced("例如其中的4类：")) == []


def test_items_with_amounts_are_counted_as_well():
    text = (
        "安排重点项目{}个，合计资金9万元，"
        "分别为：甲工程5万元、乙工程3万元、丙工程1万元。"
    )

    assert passes(listed_count, text.format(3))
    assert drafts(listed_count, text.format(4))


@pytest.mark.parametrize(("count", "found"), [(2, False), (3, True)])
def test_units_below_are_those_of_the_table_without_the_body_itself(count, found):
    units = table("序号|单位名称", "1|某局（本级）", "2|某中心", "3|某站", unit="")
    told = section(f"从预算单位构成看，包括本级和{count}个下属单位。", units)

    assert bool(drafts(units_in_table, told)) is found
