"""Templates: data that comes with the product, and data that extends it."""

from dataclasses import replace

import pytest

from disclosures.checks.context import Context
from disclosures.checks.finding import Finding, Severity
from disclosures.checks.runner import check
from disclosures.checks.template import SHIPPED, shipped, template, usual
from tests.disclosures.checks.reading import section

WHOLE = (
    "主要职责是管理，机构设置有3个科室。收入合计5万元，基本支出5万元。",
    "“三公”经费0万元。机关运行经费1万元。没有政府采购。",
    "国有资产9万元。绩效自评1个项目。",
    "名词解释：财政拨款收入指当年拨付的资金。",
)


def demanded(kind: str, *texts: str) -> tuple[list[Finding], bool]:
    """Return what CP011 finds, and whether it could not check."""
    made = [section(each, key=f"s{at:03}") for at, each in enumerate(texts, 1)]
    run = check(made, Context(kind=kind, year=2025, template=usual(kind)))
    return (
        [each for each in run.findings if each.code == "CP011"],
        any(each.code == "CP011" for each in run.unchecked),
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_every_template_can_be_read(name):
    assert shipped(name).classes


def test_no_other_name_is_looked_for():
    with pytest.raises(KeyError):
        shipped("../general")


def test_each_kind_of_disclosure_has_its_usual_demands():
    assert usual("决算").kind == "决算"
    assert usual("预算").kind == "预算"
    assert usual("").statements == ()


def test_a_template_may_extend_one_that_comes_with_the_product():
    made = template({"name": "某市", "like": "shanghai-2024", "terms": ["事业收入"]})

    assert made == replace(shipped("shanghai-2024"), name="某市", terms=("事业收入",))


@pytest.mark.parametrize("kind", ["决算", "预算"])
def test_a_whole_document_lacks_nothing(kind):
    assert demanded(kind, *WHOLE) == ([], False)


def test_one_thing_missing_is_a_warning():
    (found,), _ = demanded("预算", *WHOLE[:3])

    assert found.severity is Severity.WARNING
    assert found.expected == "说明“名词解释”"


def test_two_things_missing_are_only_told():
    (found,), _ = demanded("决算", WHOLE[0], WHOLE[1], WHOLE[3])

    assert found.severity is Severity.INFO


def test_a_part_of_a_document_cannot_be_checked():
    assert demanded("决算", WHOLE[0]) == ([], True)
