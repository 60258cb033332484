"""Gaps, repetitions and headings without a number are found."""

import pytest

from tests.disclosures.checks.rules.documents import (
    document,
    findings,
    one,
    says,
    state,
)


def headings(*names, level=3):
    return [(each, level, "正文如下所述。") for each in names]


def test_a_gap_names_the_headings_without_a_number_that_fill_it():
    found = one(
        "NO001", *headings("（一）背景", "（二）过程", "主要做法", "（四）建议")
    )

    assert (
        found.message
        == "编号由“（二）”跳到“（四）”，缺（三），其间的标题“主要做法”没有编号"
    )
    assert found.evidence[0].text == "（四）建议"


def test_a_repeated_number_is_told_once():
    found = one(
        "NO001",
        ("一、职责", "（一）甲。", "（二）乙。", "（二）丙。", "（四）丁。"),
    )

    assert found.expected == "（三）"


def test_numbers_out_of_order_are_found():
    found = one("NO001", *headings("一、甲", "二、乙", "四、丙", level=2))

    assert found.stated == "四、"


@pytest.mark.parametrize(
    "lines",
    [
        ("1.甲。", "2.乙。", "1.丙。", "2.丁。", "3.戊。"),
        ("（一）总则", "1.甲", "（一）子甲", "（二）子乙", "2.乙", "（二）分则"),
        (
            "一、甲",
            "（一）乙",
            "1.丙",
            "（1）丁",
            "（2）戊",
            "2.己",
            "（二）庚",
            "二、辛",
        ),
        ("1.甲包括：（1）乙；（2）丙。", "（3）丁。", "2.戊。"),
        (
            *(f"（{each}）己。" for each in "一二三四五六"),
            "（七）庚。（八）辛。",
            "（九）壬。",
        ),
        ("1.66%为场租。", "2.8万元为餐费。"),
    ],
)
def test_lists_within_lists_and_lists_begun_anew_are_in_order(lines):
    assert findings("NO001", document(("一、说明", *lines))) == []


def test_a_list_that_begins_with_two_blames_the_heading_before_it():
    found = one(
        "NO001",
        ("1.目标", 4),
        ("总体目标", 5, "正文。"),
        ("（2）阶段目标", 5, "正文。"),
    )

    assert found.evidence[0].text == "总体目标"


def test_a_title_page_without_its_part_number_is_forgiven_when_announced():
    contents = ("目录", 1, "第一部分 概况", "第二部分 决算表", "第三部分 说明")
    body = [("第一部分 概况", 1, "正文。"), ("第三部分 说明", 1, "正文。")]

    assert findings("NO001", document(contents, *body)) == []


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (("一是完善制度。二是加强管理。三是抓好落实。",), 0),
        (("一是完善制度。三是加强管理。",), 1),
        (("一是完善制度。二是加强管理。二是抓好落实。",), 1),
        (("一是完善制度。", "二是分类施策，一是精准。二是务实。", "三是落实。"), 0),
        (("一是完善。", "二是推进。三是举办。", "三是落实。"), 1),
        (("这是一是一、二是二的工作。",), 0),
    ],
)
def test_ordinal_words_follow_one_another(texts, count):
    assert len(says("NO002", *texts)) == count


def test_headings_beside_a_numbered_one_are_numbered_too():
    found = one(
        "NO003",
        ("（一）机构职责", 3, "正文。"),
        ("机构设置", 3, "正文。"),
        ("二、收支情况", 2, "正文。"),
    )

    assert found.evidence[0].text == "机构设置"


def test_headings_none_of_which_is_numbered_are_left_alone():
    assert state("NO003", *headings("产出数量", "产出质量")) == "nothing"
    assert state("NO003", *headings("（一）甲", "（二）乙")) == "clean"
