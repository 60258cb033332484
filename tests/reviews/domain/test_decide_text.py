"""Submitting, reading, editing and checking: what happens to the text."""

from dataclasses import replace

import pytest

from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.errors import NotAcceptable, NotKnown, NotNow, OutOfDate
from tests.reviews.domain.desk import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    SYSTEM,
    Desk,
    content,
    edit,
    error_in,
    kinds,
    opened,
    reading,
    warning_in,
)


def test_a_submission_waits_for_its_reader() -> None:
    desk = Desk().submit()

    assert (desk.state.reading, desk.state.submitted_by) == ("pending", ALICE.id)
    assert desk.state.stage == "reading"
    assert desk.state.blockers == (("unread", ""),)


def test_a_department_submits_once_in_a_campaign() -> None:
    with pytest.raises(NotNow, match="已提交过") as refused:
        opened().submit(file="f2")

    assert refused.value.code == "already-submitted"


def test_reading_makes_sections_that_their_submitter_wrote() -> None:
    desk = opened(a="好", b="错1")

    assert desk.stages() == {"a": "draft", "b": "flagged"}
    assert desk.state.sections["a"].contributors == (ALICE.id,)
    assert desk.state.sections["a"].content == content("好")


def test_a_reading_of_a_file_that_was_replaced_since_says_nothing() -> None:
    desk = opened(a="好")
    desk.do(ALICE, c.ReplaceSource(file="f2", file_name=""))

    assert desk.do(SYSTEM, reading({"a": "旧"}, file="f1")) == ()
    late = c.RecordFailure(file="f1", code="damaged", message="坏")
    assert desk.do(SYSTEM, late) == ()


def test_what_could_not_be_read_can_be_tried_again_or_replaced() -> None:
    desk = Desk().submit()
    desk.do(SYSTEM, c.RecordFailure(file="f1", code="damaged", message="文件已损坏。"))
    assert desk.state.stage == "failed"
    assert desk.state.failure[0] == "damaged"

    desk.do(ALICE, c.RetryReading())
    desk.read(a="好")

    assert desk.state.failure == ("", "")
    assert desk.state.stage == "reviewing"


def test_the_same_file_again_is_no_event() -> None:
    assert opened().do(ALICE, c.ReplaceSource(file="f1", file_name="再来")) == ()


def test_a_new_file_keeps_what_it_leaves_unchanged_and_drops_no_verification() -> None:
    desk = opened(a="好", b="旧")
    desk.verify(BOB, "a", "b")

    desk.replace_source("f2", a="好", b="新")

    assert desk.stages() == {"a": "verified", "b": "draft"}
    lapse = desk.state.sections["b"].lapse
    assert lapse is not None
    assert (lapse.cause, lapse.verifier) == ("replaced", BOB.id)


def test_a_heading_that_says_something_else_is_a_new_version() -> None:
    desk = opened(a="好")
    desk.verify(BOB, "a")
    desk.do(ALICE, c.ReplaceSource(file="f2", file_name=""))

    desk.do(SYSTEM, reading({"a": "好"}, file="f2", headings={"a": "另一个标题"}))

    assert desk.stages() == {"a": "draft"}
    assert desk.state.sections["a"].version == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("三、收入情况", "四、收入情况"),
        ("（一）收入", "（二）收入"),
        ("1.收入", "2．收入"),
    ],
)
def test_a_heading_that_only_moved_on_in_the_numbering_is_not(
    before: str, after: str
) -> None:
    desk = Desk().submit()
    desk.do(SYSTEM, reading({"a": "好"}, headings={"a": before}))
    desk.verify(BOB, "a")
    desk.do(ALICE, c.ReplaceSource(file="f2", file_name=""))

    desk.do(SYSTEM, reading({"a": "好"}, file="f2", headings={"a": after}))

    assert desk.stages() == {"a": "verified"}
    assert desk.state.sections["a"].heading == after


def test_who_wrote_in_a_section_that_went_and_came_back_stays_known() -> None:
    desk = opened(a="好", b="好")
    desk.edit(BOB, "b", "更好")

    desk.replace_source("f2", a="好")
    assert BOB.id in desk.state.contributors
    desk.replace_source("f3", a="好", b="更好")

    section = desk.state.sections["b"]
    assert section.contributors == (ALICE.id, BOB.id)
    assert section.version == 2


def test_an_edit_makes_a_version_and_its_checks_in_one_decision() -> None:
    desk = opened(a="好", b="好")

    events = desk.edit(BOB, "a", "错1")

    assert kinds(events) == ["SectionEdited", "ChecksRun"]
    assert desk.stages() == {"a": "flagged", "b": "draft"}
    assert desk.state.sections["a"].version == 2
    assert desk.state.sections["a"].contributors == (ALICE.id, BOB.id)


def test_a_save_that_changes_nothing_is_no_event() -> None:
    assert opened(a="好").edit(BOB, "a", "好") == ()


def test_an_edit_of_a_version_that_is_past_is_refused_with_the_present_one() -> None:
    desk = opened(a="好")
    stale = edit(desk.state, "a", "二")
    desk.edit(BOB, "a", "一")

    with pytest.raises(OutOfDate, match="第 2 版"):
        desk.do(CAROL, stale)


def test_two_people_edit_two_sections_and_neither_is_out_of_date() -> None:
    desk = opened(a="好", b="好")
    second = edit(desk.state, "b", "二")
    desk.edit(BOB, "a", "一")

    desk.do(CAROL, second)

    assert desk.texts() == {"a": "一", "b": "二"}


def test_an_edit_needs_a_reason() -> None:
    desk = opened(a="好")

    with pytest.raises(NotAcceptable, match="修改原因"):
        desk.do(BOB, replace(edit(desk.state, "a", "二"), reason="  "))


def test_a_section_that_is_not_there_is_not_known() -> None:
    desk = opened(a="好")

    with pytest.raises(NotKnown):
        desk.do(BOB, replace(edit(desk.state, "a", "二"), section="z"))


def test_an_edit_that_raises_an_error_elsewhere_flags_that_section_and_says_why() -> (
    None
):
    desk = opened(a="y=1", b="y=1")
    desk.verify(BOB, "a", "b")

    events = desk.edit(CAROL, "a", "y=2")

    (lapsed,) = [each for each in events if isinstance(each, e.VerificationLapsed)]
    assert (lapsed.section, lapsed.cause) == ("b", "finding")
    assert desk.stages() == {"a": "flagged", "b": "flagged"}


def test_a_verification_ends_when_a_figure_that_it_rests_on_changes() -> None:
    desk = opened(a="y=1", b="y=1")
    desk.verify(BOB, "a", "b")

    desk.edit(CAROL, "a", "好")

    assert desk.stages() == {"a": "draft", "b": "draft"}
    lapse = desk.state.sections["b"].lapse
    assert lapse is not None
    assert (lapse.cause, lapse.by) == ("input", "a")


def test_a_verification_ends_when_the_section_it_rests_on_is_gone() -> None:
    desk = opened(a="y=1", b="y=1")
    desk.verify(BOB, "a", "b")

    desk.replace_source("f2", b="y=1")

    assert desk.stages() == {"b": "draft"}


def test_words_that_no_figure_rests_on_end_nobody_elses_verification() -> None:
    desk = opened(a="y=1", b="y=1")
    desk.verify(BOB, "a", "b")

    desk.edit(CAROL, "a", "y=1 另行说明")

    assert desk.stages() == {"a": "draft", "b": "verified"}


def test_a_correction_clears_the_finding() -> None:
    desk = opened(a="错1")

    desk.edit(BOB, "a", "好")

    assert not desk.state.findings
    assert desk.stages() == {"a": "draft"}


def test_a_finding_that_stays_keeps_the_position_at_which_it_was_found() -> None:
    desk = opened(a="错1")
    found_at = desk.state.findings[error_in("a")].position

    desk.edit(BOB, "a", "错1 补充")

    assert desk.state.findings[error_in("a")].position == found_at


def test_a_recheck_that_finds_everything_as_it_was_is_no_event() -> None:
    assert opened(a="错1").do(BOB, c.Recheck()) == ()


def test_a_rule_that_weighs_more_now_flags_what_was_verified() -> None:
    desk = opened(a="疑1")
    desk.verify(BOB, "a")
    desk.severe = True

    events = desk.do(SYSTEM, c.Recheck())

    assert kinds(events) == ["ChecksRun", "VerificationLapsed"]
    assert desk.stages() == {"a": "flagged"}


def test_a_warning_waived_by_one_counts_no_more_when_it_weighs_as_an_error() -> None:
    desk = opened(a="疑1")
    desk.waive(BOB, warning_in("a"))
    desk.verify(CAROL, "a")
    desk.severe = True

    desk.do(SYSTEM, c.Recheck())

    finding = desk.state.findings[warning_in("a")]
    assert desk.state.finding_status(finding) == "pending"
    assert desk.stages() == {"a": "flagged"}
    desk.confirm(DAVE, warning_in("a"))
    assert desk.state.finding_status(finding) == "waived"
