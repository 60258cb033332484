"""The same body, unit or class is called the same everywhere."""

import pytest

from tests.disclosures.checks.rules.documents import (
    document,
    findings,
    marked,
    one,
    state,
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("青禾湖滨街道推进工作。", ["青禾湖滨街道"]),
        ("青禾湖湖滨街道推进工作。", []),
        ("青禾湖湖滨街街道推进工作。", ["青禾湖湖滨街街道"]),
        ("青禾湖湖滨街道街道级中心。", []),
        ("青禾区财政局印发通知。", []),
    ],
)
def test_the_units_name_is_whole(text, wrong):
    assert marked("NM001", text) == wrong


def test_a_wrong_name_is_mended():
    assert one("NM001", ("一、情况", "青禾湖滨街道。")).suggestion == "青禾湖湖滨街道"


LIST = (
    "内设5个部门：综合办公室、城市管理办公室、平安建设办公室、民生保障办公室、"
    "社区协调服务办公室。"
)


def headed(*names):
    return [
        (f"（{at}）{name}", 5, "负责有关工作。") for at, name in enumerate(names, 1)
    ]


COMMON = ("综合办公室", "城市管理办公室", "平安建设办公室", "民生保障办公室")


def test_a_body_called_otherwise_elsewhere_is_found():
    found = one("NM002", ("一、机构", LIST), *headed(*COMMON, "社区协调办公室"))

    assert (found.stated, found.expected) == ("社区协调办公室", "社区协调服务办公室")


@pytest.mark.parametrize("last", ["社区协调服务办公室", "市民服务中心"])
def test_the_same_names_and_other_bodies_are_left_alone(last):
    parts = (("一、机构", LIST), *headed(*COMMON, last))

    assert state("NM002", *parts) == "clean"


def test_a_class_with_the_same_amount_and_another_name_is_found():
    found = one(
        "NM003",
        ("（一）总体", "城乡社区支出75.26万元，教育支出20.00万元。"),
        ("（二）具体", "城乡社区事务支出75.26万元。"),
    )

    assert (found.stated, found.expected) == ("城乡社区事务支出", "城乡社区支出")


@pytest.mark.parametrize(
    "text",
    [
        "城乡社区支出75.26万元。",
        "城乡社区环境卫生支出43.62万元。",
        "城乡社区管理事务支出75.26万元。",
    ],
)
def test_the_class_itself_and_its_parts_are_left_alone(text):
    parts = (("（一）总体", "城乡社区支出75.26万元。"), ("（二）具体", text))

    assert findings("NM003", document(*parts)) == []
