"""What a template leaves behind is found; what only resembles it is left alone."""

import pytest

from tests.disclosures.checks.rules.documents import (
    document,
    findings,
    marked,
    one,
    says,
    state,
    table,
)


@pytest.mark.parametrize(
    ("text", "expected", "suggestion"),
    [
        ("决算数3万元，比年初预算数5万元增加（减少）2万元。", "减少", "减少"),
        ("决算数8万元，比年初预算数5万元增加（减少）3万元。", "增加", "增加"),
        ("决算数0万元，比年初预算数0万元增加（减少）0万元。", "持平", ""),
        ("总计9万元，增加（减少）2万元。", "", ""),
        ("决算数8万元，较上年5万元下降（增长）60%。", "增长", "增长"),
    ],
)
def test_an_alternative_is_resolved_where_both_amounts_are_given(
    text, expected, suggestion
):
    found = one("TP001", ("一、情况", text))

    assert (found.expected, found.suggestion) == (expected, suggestion)


def test_a_suggestion_replaces_the_words_marked():
    text = "决算数3万元，比年初预算数5万元增加（减少）2万元。"
    found = one("TP001", ("一、情况", text))
    mark = found.evidence[0]

    mended = (
        text[: mark.offset] + found.suggestion + text[mark.offset + len(mark.text) :]
    )
    assert mended == "决算数3万元，比年初预算数5万元减少2万元。"


@pytest.mark.parametrize(
    "text",
    ["比上年增加5万元（减少会议2次）。", "增加了（含追加）2万元。", "增减变化见下表。"],
)
def test_words_of_change_that_are_no_alternative_are_left_alone(text):
    assert says("TP001", text) == []


def test_a_column_header_may_leave_the_direction_open():
    rows = table("项目 | 增加（减少）额", "办公费 | 2.00")

    assert state("TP001", ("一、表", rows)) == "nothing"


@pytest.mark.parametrize(
    "text",
    ["某市XX局本级。", "支出XXX万元。", "20XX年度决算。", "金额____万元。", "××中心"],
)
def test_a_placeholder_is_found(text):
    assert len(says("TP002", text)) == 1


@pytest.mark.parametrize("text", ["采用XL型设备。", "型号XXL20。", "A×B。", "3×4米。"])
def test_letters_and_signs_in_use_are_no_placeholder(text):
    assert says("TP002", text) == []


def test_a_placeholder_in_a_heading_is_shown_in_the_heading():
    (found,) = findings("TP002", document(("第二部分 某市XX局决算表", 1)))

    assert found.evidence[0].text == "XX"
    assert found.evidence[0].quote == "第二部分 某市XX局决算表"
    assert found.evidence[0].offset < 0


@pytest.mark.parametrize(
    "text",
    [
        "机构设置（需公开内设机构数量）。",
        "减少5万元（如持平作持平表述）。",
        "其他收入3万元（不涉及的不列）。",
        "（仅有一个单位的部门，本部分内容为机构设置）",
        "无此项支出的部门，作下述说明：",
    ],
)
def test_an_instruction_of_the_template_is_found(text):
    assert len(says("TP003", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "（六）改进措施（整改安排、下一步举措）",
        "设备（单价100万元以上）3台。",
        "由局办公室根据年度计划组织培训。",
        "公务接待费（含外宾接待）2万元。",
    ],
)
def test_a_bracket_that_belongs_to_the_text_is_no_instruction(text):
    assert says("TP003", text) == []


def test_unused_rows_of_a_form_are_one_finding_with_all_the_rows():
    rows = table(
        "一级指标 | 三级指标 | 指标值 | 分值",
        "产出 | 指标1：检查次数 | 12 | 10",
        " | 指标2： |  | ",
        "效益 | …… |  | ",
    )
    found = one("TP004", ("一、自评表", rows))

    assert [each.text for each in found.evidence] == ["指标2：", "……"]


def test_a_form_whose_rows_are_all_filled_is_clean():
    rows = table("三级指标 | 指标值", "指标1：检查次数 | 12", "指标2： | 3")

    assert state("TP004", ("一、自评表", rows)) == "clean"


@pytest.mark.parametrize(
    ("text", "dots"),
    [("包括：办公费、……。", ["……"]), ("占5%……。", ["……"]), ("“等一等……”他说", [])],
)
def test_dots_stand_for_contents_only_after_a_list(text, dots):
    assert marked("TP005", text) == dots
