"""The manual holds every rule, and the page in docs/ is what the rules say now."""

import re
from pathlib import Path

import pytest

from disclosures.checks.manual import FAMILIES, PARTS, explained, manual
from disclosures.checks.registry import all_rules

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rules.md"
MINE = ("EQ", "CT", "YR", "SC", "CP", "TP", "NO", "FM", "NM", "WD", "PI")


def test_the_page_is_what_the_rules_say_now():
    assert PAGE.read_text(encoding="utf-8") == manual(all_rules())


@pytest.mark.parametrize("each", all_rules(), ids=lambda each: each.code)
def test_each_rule_says_why_and_gives_an_example_that_fails_and_one_that_passes(each):
    summary, parts = explained(each)

    assert summary
    assert {"Why", "Fails", "Passes"} <= parts.keys()
    assert all(parts.values())


@pytest.mark.parametrize("each", all_rules(), ids=lambda each: each.code)
def test_what_a_reviewer_reads_of_a_rule_is_chinese(each):
    summary, parts = explained(each)

    for words in (each.title, summary, parts["Why"]):
        assert re.search(r"[\u4e00-\u9fff]", words)
    for words in (each.title, summary, *parts.values()):
        assert not re.search(r"[a-z]{3,}", words), words


@pytest.mark.parametrize("each", all_rules(), ids=lambda each: each.code)
def test_each_rule_stands_in_a_module_that_has_its_code(each):
    assert each.code.lower() in each.check.__module__
    assert each.code[:2] in FAMILIES


def test_every_family_of_text_has_a_rule():
    assert set(MINE) <= {each.code[:2] for each in all_rules()}


def test_an_entry_names_the_parts_in_chinese():
    page = manual(all_rules()[:1])

    assert f"- {PARTS['Why']}：" in page
    assert "Why:" not in page
