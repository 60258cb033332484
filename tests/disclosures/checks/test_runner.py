"""Runs: outcomes, settings, crashes, and that an edit changes only what it touches."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from disclosures.checks import ruleset as rulesets
from disclosures.checks.context import Context, Settings
from disclosures.checks.finding import Severity
from disclosures.checks.memo import Memo
from disclosures.checks.rule import LOOKED, CouldNot, Draft, Mark, Material, rule
from disclosures.checks.ruleset import ruleset
from disclosures.checks.runner import check
from disclosures.parse.model import Section, TextBlock
from tests.disclosures.checks.reading import section

WRONG = "支出9.00万元，其中：基本支出4.00万元，项目支出7.00万元。"
RIGHT = "支出9.00万元，其中：基本支出4.00万元，项目支出5.00万元。"
CONTEXT = Context(kind="决算", year=2025)


def outcome(run, code: str) -> str:
    return dict(run.outcomes)[code]


def sections(*texts: str) -> list[Section]:
    return [section(text, key=f"s{number}") for number, text in enumerate(texts)]


def test_a_rule_finds_passes_or_has_nothing_to_look_at():
    assert outcome(check(sections(WRONG), CONTEXT), "SM001") == "found"
    assert outcome(check(sections(RIGHT), CONTEXT), "SM001") == "clean"
    assert outcome(check(sections("没有数字。"), CONTEXT), "SM001") == "nothing"


def test_a_finding_quotes_the_document_and_says_where():
    run = check(sections("没有数字。", WRONG), CONTEXT)
    (finding,) = [each for each in run.findings if each.code == "SM001"]
    first = finding.evidence[0]
    assert (finding.section, first.text, first.offset) == ("s1", "9.00", 2)
    assert first.quote in WRONG
    assert len(finding.fingerprint) == 64


def test_a_fingerprint_survives_edits_elsewhere_and_not_its_own():
    def fingerprint(*texts: str) -> str:
        run = check(sections(*texts), CONTEXT)
        return next(each.fingerprint for each in run.findings if each.code == "SM001")

    assert fingerprint(WRONG) == fingerprint("另有一段。", "前文。" + WRONG)
    assert fingerprint(WRONG) != fingerprint(WRONG.replace("7.00", "8.00"))


def test_settings_turn_a_rule_off_or_change_its_weight():
    off = replace(CONTEXT, settings=Settings(disabled=frozenset({"SM001"})))
    lighter = replace(CONTEXT, settings=Settings(severities={"SM001": Severity.INFO}))
    assert "SM001" not in dict(check(sections(WRONG), off).outcomes)
    (finding,) = [
        each
        for each in check(sections(WRONG), lighter).findings
        if each.code == "SM001"
    ]
    assert finding.severity is Severity.INFO


def test_the_ruleset_names_rules_template_and_settings():
    off = replace(CONTEXT, settings=Settings(disabled=frozenset({"SM001"})))
    assert ruleset(CONTEXT) == check([], CONTEXT).ruleset
    assert ruleset(CONTEXT) != ruleset(off)


def test_two_sections_of_one_key_are_refused():
    with pytest.raises(ValueError, match="same key"):
        check([section("一"), section("二")], CONTEXT)


@rule("ZZ001", "crashes", severity=Severity.ERROR)
def crashing(material: Material) -> Iterator[Draft]:
    """Divide by zero where there is a figure."""
    yield Draft(str(1 // 0), ())


@rule("ZZ002", "could not", severity=Severity.ERROR, scope="document")
def unable(material: Material) -> Iterator[CouldNot]:
    """Say that something is missing."""
    yield CouldNot("没有报表。")


def test_a_rule_that_crashes_is_reported_and_stops_no_other(monkeypatch):
    known = rulesets.all_rules()
    monkeypatch.setattr(rulesets, "all_rules", lambda: (*known, crashing, unable))
    run = check(sections(WRONG), CONTEXT)
    assert outcome(run, "ZZ001") == "crashed"
    assert [code for code, _ in run.crashed] == ["ZZ001"]
    assert outcome(run, "SM001") == "found"


def test_what_could_not_be_checked_is_said_with_its_reason(monkeypatch):
    monkeypatch.setattr(rulesets, "all_rules", lambda: (unable,))
    (unchecked,) = check(sections(WRONG), CONTEXT).unchecked
    assert (unchecked.code, unchecked.reason) == ("ZZ002", "没有报表。")


def test_an_edit_rereads_its_section_alone():
    memo = Memo()
    first = sections(RIGHT, WRONG, "没有数字。")
    check(first, CONTEXT, memo=memo)
    assert memo.reread == 3
    everything = memo.rerun
    edited = [first[0], section(RIGHT, key="s1"), first[2]]
    run = check(edited, CONTEXT, memo=memo)
    assert memo.reread == 1
    assert memo.rerun < everything
    assert run == check(edited, CONTEXT)


def test_a_run_without_a_change_calls_no_rule():
    memo = Memo()
    first = sections(RIGHT, WRONG)
    run = check(first, CONTEXT, memo=memo)
    again = check(sections(RIGHT, WRONG), CONTEXT, memo=memo)
    assert (memo.reread, memo.rerun) == (0, 0)
    assert again == run


def test_a_rule_whose_facts_did_not_change_is_not_called_again(monkeypatch):
    called = []

    @rule(
        "ZZ003",
        "counts its calls",
        severity=Severity.INFO,
        scope="document",
        gather=lambda section, read: len(read.figures),
    )
    def counting(material: Material):
        """Look."""
        called.append(dict(material.facts))
        yield LOOKED

    monkeypatch.setattr(rulesets, "all_rules", lambda: (counting,))
    memo = Memo()
    check(sections(RIGHT), CONTEXT, memo=memo)
    check(sections("前文，" + RIGHT), CONTEXT, memo=memo)
    assert called == [{"s0": 3}]
    check(sections("没有数字。"), CONTEXT, memo=memo)
    assert called == [{"s0": 3}, {"s0": 0}]


def test_another_context_forgets_what_was_found():
    memo = Memo()
    check(sections(WRONG), CONTEXT, memo=memo)
    off = replace(CONTEXT, settings=Settings(disabled=frozenset({"SM001"})))
    assert check(sections(WRONG), off, memo=memo) == check(sections(WRONG), off)


def test_sections_that_are_gone_are_forgotten():
    memo = Memo()
    check(sections(WRONG, RIGHT), CONTEXT, memo=memo)
    assert check(sections(RIGHT), CONTEXT, memo=memo) == check(sections(RIGHT), CONTEXT)


def test_a_verdict_names_the_sections_it_read():
    run = check(
        sections(
            "本年支出合计90.00万元，比上年减少10.00万元。",
            "本年支出90.00万元，比上年减少11.00万元。",
            "没有数字。",
        ),
        CONTEXT,
    )
    assert dict(run.reads) == {"s0": ("s1",), "s1": ("s0",)}


def test_a_sentence_that_stands_twice_is_quoted_so_that_each_quote_stands_once():
    once = Section(
        "s0",
        ("一",),
        1,
        "一",
        (TextBlock(f"甲组：{WRONG}"), TextBlock(f"乙组：{WRONG}")),
    )
    run = check([once], CONTEXT)
    found = [each for each in run.findings if each.code == "SM001"]
    quotes = {one.quote for each in found for one in each.evidence}
    assert all(once.text.count(quote) == 1 for quote in quotes)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(("前文。" + WRONG, WRONG), id="a quote comes to stand twice"),
        pytest.param(("前文。" + WRONG, RIGHT), id="what was found is gone"),
    ],
)
def test_after_edits_to_and_fro_all_is_quoted_as_a_whole_run_would(texts):
    first, second = sections("前文。" + WRONG, "没有数字。")
    edits = [replace(second, blocks=(TextBlock(text),)) for text in texts]
    memo = Memo()
    for other in (second, *edits, second):
        run = check([first, other], CONTEXT, memo=memo)
        assert run == check([first, other], CONTEXT)


def test_marks_of_a_section_are_code_points():
    run = check([section("𠮷" + WRONG)], CONTEXT)
    (finding,) = [each for each in run.findings if each.code == "SM001"]
    first = finding.evidence[0]
    text = "𠮷" + WRONG
    assert text[first.offset : first.offset + len(first.text)] == first.text
    assert Mark("s001", 3, 7).end == first.offset + len(first.text)
