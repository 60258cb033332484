"""Announced counts are held against what is listed."""

import pytest

from tests.disclosures.checks.rules.documents import document, findings, one, says


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("内设3个科室：办公室、财务科、法规科、审计科。", 1),
        ("内设4个科室：办公室、财务科、法规科、审计科。", 0),
        ("下属有三个事业单位：服务中心、监测站、档案馆。", 0),
        ("下属有四个事业单位：服务中心、监测站、档案馆。", 1),
        ("内设2个科室：办公室（财务、人事）、法规科（信访、应急）。", 0),
        ("内设9个科室：办公室、财务科、法规科等。", 0),
        ("一级指标4个：资金、产出、效益、满意度指标。", 0),
        ("开展活动5个，其中：甲3个、乙2个。", 0),
        ("新增3个项目，包括甲项目。", 0),
        ("新增5个项目，包括甲项目、乙项目。", 0),
        ("下设3个科室，包括办公室、财务科。", 1),
        ("分为准备、实施、总结四个阶段。", 1),
        ("分为准备、实施、总结三个阶段。", 0),
        ("遵循公正、统筹、激励和公开四项原则。", 0),
        ("围绕城建、民生、党建等五个方面推进。", 0),
        ("即1个目标、4个载体、4个主题方向。", 0),
    ],
)
def test_as_many_are_listed_as_announced(text, count):
    assert len(says("CT001", text)) == count


def test_a_wrong_count_gives_the_number_listed():
    found = one("CT001", ("一、机构", "内设3个科室：办公室、财务科、法规科、审计科。"))

    assert (found.stated, found.expected) == ("3", "4")


def test_inner_bodies_counted_with_attached_ones_are_explained():
    found = one(
        "CT002",
        ("一、机构", "内设8个职能部门；4个所属事业单位。"),
        ("二、概况", "办事处设置以下12个内设机构。"),
    )

    assert "8+4=12" in found.message
    assert len(found.evidence) == 3


@pytest.mark.parametrize(
    "other",
    ["设置8个内设机构。", "执法大队设有3个内设机构。", "内设机构中有2个受表彰。"],
)
def test_the_same_number_and_other_bodies_are_left_alone(other):
    parts = (("一、机构", "内设8个职能部门。"), ("二、概况", other))

    assert findings("CT002", document(*parts)) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("绩效自评项目9个（“优”的项目6个；“良”的项目2个）。", 1),
        ("绩效自评项目9个（“优”的项目6个；“良”的项目3个）。", 0),
        ("自评发现问题5个，已经完成整改的3个，正在整改的1个。", 1),
        ("自评发现问题5个，已经完成整改的3个，正在整改的2个。", 0),
    ],
)
def test_grades_and_problems_add_up(text, count):
    assert len(says("CT003", text)) == count


def test_bodies_may_be_listed_before_their_number():
    said = "内设办公室、财务科、法规科、乡村振兴和民政科{}个科室。"
    assert says("CT001", said.format(4)) == []
    assert len(says("CT001", said.format(5))) == 1


def test_names_that_are_no_bodies_are_not_counted():
    assert says("CT001", "设置人员编制、职责、权限等3个机构。") == []


@pytest.mark.parametrize(("below", "count"), [(3, 0), (4, 1)])
def test_all_units_are_the_body_itself_and_those_below_it(below, count):
    said = f"本局共有预算单位4个，包括局本级和{below}个所属二级预算单位。"

    assert len(says("CT001", said)) == count


@pytest.mark.parametrize(
    ("bands", "count"),
    [
        ("90分以上的项目10个，80分至90分的项目2个", 0),
        ("90分以上的项目10个，80分至90分的项目3个", 1),
        ("90分以上的项目8个，70分至80分的项目2个", 0),
    ],
)
def test_bands_of_scores_that_follow_on_each_other_add_up(bands, count):
    text = f"开展项目自评，共涉及项目12个。其中，得分{bands}。"

    assert len(says("CT003", text)) == count
