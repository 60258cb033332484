"""Slips of the pen are found, lawful repetitions are not."""

import pytest

from tests.disclosures.checks.rules.documents import document, findings, marked, one


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("财政拨款。。", ["。。"]),
        ("上升3%。，支出下降2%。", ["。，"]),
        ("排名第4，；平均第5。", ["，；"]),
        ("完成任务。", []),
        ("“好！”他说。", []),
        ("等等。。。。。。", []),
        ("主要原因：。", []),
    ],
)
def test_punctuation_stands_once(text, wrong):
    assert marked("WD001", text) == wrong


def test_a_doubled_mark_is_mended_and_a_mixed_one_is_not():
    assert one("WD001", ("一、情况", "财政拨款。。")).suggestion == "。"
    assert one("WD001", ("一、情况", "上升3%。，下降。")).suggestion == ""


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("项目验收项目验收、满意度调查。", ["项目验收项目验收"]),
        ("上半年年确定对象。", ["半年年"]),
        ("资金的的使用。", ["的的"]),
        ("逐条逐项研究研究。", []),
        ("和和美美过大年，的的确确有成效。", []),
        ("物业管理管理办法。", []),
        ("年年增长。", []),
    ],
)
def test_words_stand_once(text, wrong):
    assert marked("WD002", text) == wrong


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        (("设备3台（单价100万元以上；车辆2辆。",), ["（单价100万元以上；"]),
        (("设备3台单价100万元以上）。",), ["）"]),
        (("根据《办法规定，完成“一街”建设。",), ["《办法规定，"]),
        (("（其中：优3个；", "良2个）。"), []),
        (("1）制定方案。", "（2）组织实施。"), []),
        (("设备（不含车辆)3台。",), []),
    ],
)
def test_signs_come_in_pairs(texts, wrong):
    assert marked("WD003", *texts) == wrong


LONG = (
    "全年围绕中心工作开展检查二十次，发现并整改隐患十二处，群众满意度稳步提升。"
    "下一步继续加强管理"
)


def test_paragraphs_that_break_off_are_one_line_of_information():
    whole = [f"{LONG}。"] * 6
    found = findings("WD004", document(("一、情况", *whole, LONG)))

    assert [each.severity for each in found] == ["info"]
    assert LONG.endswith(found[0].evidence[0].text)


def test_a_document_that_ends_no_paragraph_with_a_stop_is_left_alone():
    assert findings("WD004", document(("一、情况", LONG, LONG))) == []
