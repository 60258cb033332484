"""What is not concluded from pages that were not read, or that a machine read."""

from dataclasses import replace

import pytest

from disclosures.checks.context import Context
from disclosures.checks.doubt import BY_MACHINE, NOT_CONCLUDED
from disclosures.checks.finding import Severity
from disclosures.checks.memo import Memo
from disclosures.checks.runner import check
from disclosures.ingest.scan_pages import UNREAD
from disclosures.parse.model import TextBlock
from disclosures.parse.unread import is_unread
from tests.disclosures.checks.rules.documents import document

WRONG = "决算数10.00万元，比年初预算数15.00万元减少4.00万元。"
MISSING = UNREAD.format(page=3)
GAP = (
    ("一、概况", WRONG),
    ("二、支出情况", "支出按照批复的预算执行。"),
    ("四、其他情况", "没有其他需要说明的情况。"),
)
CONTEXT = Context(kind="决算", year=2024)


def run(sections, memo=None):
    return check(sections, CONTEXT, memo=memo)


def by_code(found):
    return {each.code: each for each in found.findings}


def read_by_machine(sections, *keys):
    return tuple(
        replace(s, blocks=tuple(replace(b, ocr=80) for b in s.blocks))
        if s.key in keys
        else s
        for s in sections
    )


def test_the_line_for_a_page_not_read_is_known_by_its_form():
    assert is_unread(TextBlock(MISSING))
    assert not is_unread(TextBlock("第3页没有读取的内容"))


def test_what_a_machine_read_is_told_as_a_warning_and_says_so():
    plain = by_code(run(document(*GAP)))["CH001"]
    (section, *_) = document(*GAP)

    doubted = by_code(run(read_by_machine(document(*GAP), section.key)))["CH001"]

    assert plain.severity is Severity.ERROR
    assert doubted.severity is Severity.WARNING
    assert doubted.message == plain.message + BY_MACHINE
    assert doubted.fingerprint == plain.fingerprint


def test_a_finding_beside_what_a_machine_read_stays_as_it_is():
    sections = document(*GAP)

    found = run(read_by_machine(sections, sections[1].key))

    assert by_code(found)["CH001"].severity is Severity.ERROR


def test_nothing_is_missed_where_a_page_was_not_read():
    whole = run(document(*GAP))
    torn = run(document(*GAP, ("五、末尾", MISSING)))

    assert "NO001" in by_code(whole)
    assert "NO001" not in by_code(torn)
    assert any(
        each.code == "NO001" and each.reason == NOT_CONCLUDED for each in torn.unchecked
    )
    assert "CH001" in by_code(torn)


def test_the_page_itself_is_an_error_until_its_text_is_there():
    torn = document(*GAP, ("五、末尾", MISSING, "其余内容。"))
    typed = document(*GAP, ("五、末尾", "补录的内容。", "其余内容。"))

    told = by_code(run(torn))["RD001"]

    assert told.severity is Severity.ERROR
    assert told.evidence[0].text == MISSING
    assert "第 3 页" in told.message
    assert "RD001" not in by_code(run(typed))


@pytest.mark.parametrize("text", [MISSING, "补录的内容。"])
def test_an_edit_gives_what_a_whole_run_gives(text):
    memo = Memo()
    run(document(*GAP, ("五、末尾", "还没有。")), memo)
    edited = document(*GAP, ("五、末尾", text))

    assert run(edited, memo) == run(edited)
