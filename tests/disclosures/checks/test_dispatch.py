"""Which rules look at a section: by the words it holds and by what was read in it."""

import pytest

from disclosures.checks.dispatch import dispatch
from disclosures.checks.finding import Severity
from disclosures.checks.rule import Rule, rule
from disclosures.figures.plain import plain
from disclosures.figures.reading import read_section
from disclosures.parse.model import Section, TableBlock
from tests.disclosures.checks.reading import section


def made(code: str, words=(), needs=(), **more) -> Rule:
    return rule(code, code, severity=Severity.INFO, words=words, needs=needs, **more)(
        lambda material: iter(())
    )


RULES = (
    made("ZZ001"),
    made("ZZ002", words=("公务", "出国")),
    made("ZZ003", needs=("totals", "shares")),
    made("ZZ004", words=("公务",), needs=("figures",)),
    made("ZZ005", scope="document", gather=lambda section, read: 1, words=("出国",)),
    made("ZZ006", scope="document"),
    made("ZZ007", needs=("tables",)),
)


def looking(each: Section) -> set[str]:
    read = read_section(each)
    words = f"{plain(each.heading)}\n{read.plain}"
    found = dispatch(RULES).concerned(each, read, words)
    assert len(found) == len(set(found))
    return {one.code for one in found}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("没有什么。", set(), id="nothing is held"),
        pytest.param("出国培训。", {"ZZ002", "ZZ005"}, id="any of the words"),
        pytest.param("公务活动。", {"ZZ002"}, id="a word without what is needed"),
        pytest.param("公务接待费2万元。", {"ZZ002", "ZZ004"}, id="both"),
        pytest.param(
            "支出9万元，其中：甲4万元，乙5万元。", {"ZZ003"}, id="any of the needs"
        ),
    ],
)
def test_a_rule_looks_where_one_of_its_words_and_of_its_needs_is(text, codes):
    assert looking(section(text)) == {"ZZ001"} | codes


def test_a_word_of_the_heading_counts_as_one_of_the_text():
    assert "ZZ002" in looking(Section("s1", ("公务",), 1, "公务", ()))


def test_a_table_is_needed_even_if_it_holds_no_figure():
    table = TableBlock((("名称", "备注"), ("甲", "无")))
    assert "ZZ007" in looking(Section("s1", (), 1, "", (table,)))


def test_a_rule_on_the_whole_document_without_facts_looks_at_no_section():
    assert "ZZ006" not in looking(section("公务出国9万元。"))
