"""Verifying, flagging, waiving: who judged what, and when it stops to count."""

from dataclasses import replace

import pytest

from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.errors import (
    NotAcceptable,
    NotAllowed,
    NotKnown,
    NotNow,
    OutOfDate,
)
from tests.reviews.domain.desk import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    INSIDER,
    SYSTEM,
    Desk,
    error_in,
    kinds,
    opened,
    warning_in,
)


def flagged(desk: Desk, flag: str = "k1", section: str = "a") -> Desk:
    desk.do(BOB, c.FlagSection(flag=flag, section=section, remark="与上年不符"))
    return desk


def test_verifying_names_the_version_the_content_and_the_figures_it_rests_on() -> None:
    desk = opened(a="y=1", b="y=1")

    desk.verify(BOB, "a")

    verified = desk.records[-1].event
    assert isinstance(verified, e.SectionVerified)
    assert verified.version == 1
    assert verified.content == desk.state.sections["a"].content
    assert verified.inputs == (("b", desk.state.sections["b"].digest),)


def test_nobody_verifies_what_they_wrote() -> None:
    desk = opened(a="好")
    desk.edit(BOB, "a", "更好")

    with pytest.raises(NotAllowed) as refused:
        desk.verify(BOB, "a")

    assert (refused.value.code, refused.value.who) == ("own-work", "审核员")


def test_who_wrote_an_earlier_version_may_not_verify_a_later_one() -> None:
    desk = opened(a="好")
    desk.edit(BOB, "a", "更好")
    desk.edit(CAROL, "a", "最好")

    with pytest.raises(NotAllowed, match="四眼"):
        desk.verify(BOB, "a")


def test_acting_for_somebody_counts_as_both() -> None:
    bob_for_dave = replace(BOB, on_behalf_of=DAVE.id)
    desk = opened(a="好")
    desk.edit(bob_for_dave, "a", "更好")

    for actor in (BOB, DAVE, replace(CAROL, on_behalf_of=DAVE.id)):
        with pytest.raises(NotAllowed, match="四眼"):
            desk.verify(actor, "a")
    desk.verify(CAROL, "a")


def test_nobody_of_the_disclosing_department_verifies() -> None:
    with pytest.raises(NotAllowed, match="内部回避"):
        opened(a="好").verify(INSIDER, "a")


def test_an_open_error_keeps_from_verifying_and_a_warning_does_not() -> None:
    desk = opened(a="错1", b="疑1")

    with pytest.raises(NotNow, match="1 个未决错误"):
        desk.verify(BOB, "a")
    desk.verify(BOB, "b")

    assert desk.stages() == {"a": "flagged", "b": "verified"}


def test_an_open_flag_keeps_from_verifying() -> None:
    with pytest.raises(NotNow, match="人工标记"):
        flagged(opened(a="好")).verify(CAROL, "a")


def test_what_was_not_seen_is_not_verified() -> None:
    desk = opened(a="好")
    desk.edit(CAROL, "a", "更好")

    with pytest.raises(OutOfDate):
        desk.do(BOB, c.VerifySection(section="a", based_on=1))


def test_verifying_twice_is_one_event() -> None:
    desk = opened(a="好")
    desk.verify(BOB, "a")

    assert desk.do(CAROL, c.VerifySection(section="a", based_on=1)) == ()


def test_a_flag_ends_the_verification_and_resolving_it_does_not_bring_it_back() -> None:
    desk = opened(a="好")
    desk.verify(CAROL, "a")

    flagged(desk)
    assert desk.stages() == {"a": "flagged"}
    desk.do(CAROL, c.ResolveFlag(flag="k1", remark="已核实"))

    assert desk.stages() == {"a": "draft"}
    lapse = desk.state.sections["a"].lapse
    assert lapse is not None
    assert (lapse.cause, lapse.by) == ("flag", "k1")


def test_a_flag_is_resolved_once_and_with_a_word() -> None:
    desk = flagged(opened(a="好"))

    with pytest.raises(NotAcceptable, match="解除说明"):
        desk.do(BOB, c.ResolveFlag(flag="k1", remark=""))
    desk.do(BOB, c.ResolveFlag(flag="k1", remark="已核实"))
    with pytest.raises(NotNow, match="已经解除"):
        desk.do(BOB, c.ResolveFlag(flag="k1", remark="已核实"))


def test_an_error_is_waived_by_two_people_and_is_open_until_then() -> None:
    desk = opened(a="错1")
    finding = desk.state.findings[error_in("a")]

    desk.waive(BOB, error_in("a"))
    assert desk.state.finding_status(finding) == "pending"
    assert desk.stages() == {"a": "flagged"}
    desk.confirm(CAROL, error_in("a"))

    assert desk.state.finding_status(finding) == "waived"
    assert desk.stages() == {"a": "draft"}
    desk.verify(BOB, "a")


def test_a_warning_is_waived_by_one() -> None:
    desk = opened(a="疑1")

    desk.waive(BOB, warning_in("a"))

    assert not desk.state.open_findings
    with pytest.raises(NotNow, match="没有待复核"):
        desk.confirm(CAROL, warning_in("a"))


def test_nobody_confirms_their_own_waiver_nor_one_said_for_them() -> None:
    desk = opened(a="错1")
    desk.waive(replace(BOB, on_behalf_of=DAVE.id), error_in("a"))

    for actor in (BOB, DAVE):
        with pytest.raises(NotAllowed) as refused:
            desk.confirm(actor, error_in("a"))
        assert refused.value.code == "own-waiver"


def test_who_wrote_there_neither_waives_nor_confirms() -> None:
    desk = opened(a="好")
    desk.edit(BOB, "a", "错1")

    with pytest.raises(NotAllowed, match="不能由您说明"):
        desk.waive(BOB, error_in("a"))
    desk.waive(CAROL, error_in("a"))
    with pytest.raises(NotAllowed, match="不能由您说明"):
        desk.confirm(BOB, error_in("a"))


def test_a_waiver_ends_when_who_gave_it_writes_in_the_section() -> None:
    desk = opened(a="错1 y=1", b="y=1")
    desk.waive(BOB, error_in("a"))
    desk.confirm(CAROL, error_in("a"))

    events = desk.edit(CAROL, "a", "错1 y=1 补充")

    (lapsed,) = [each for each in events if isinstance(each, e.WaiverLapsed)]
    assert lapsed.cause == "author"
    assert desk.stages()["a"] == "flagged"


def test_a_waiver_of_both_sections_error_ends_the_other_ones_verification_too() -> None:
    desk = opened(a="y=1", b="y=2")
    (mark,) = desk.state.findings
    desk.waive(BOB, mark)
    desk.confirm(CAROL, mark)
    desk.verify(DAVE, "b")

    events = desk.edit(BOB, "a", "y=1 补充")

    assert kinds(events)[-2:] == ["WaiverLapsed", "VerificationLapsed"]
    assert desk.stages() == {"a": "flagged", "b": "flagged"}


def test_a_waiver_stays_while_others_write_around_its_evidence() -> None:
    desk = opened(a="错1")
    desk.waive(BOB, error_in("a"))
    desk.confirm(CAROL, error_in("a"))

    desk.edit(DAVE, "a", "错1 补充说明")

    assert not desk.state.open_errors


def test_a_waiver_ends_when_its_evidence_reads_otherwise() -> None:
    desk = opened(a="错1")
    desk.waive(BOB, error_in("a"))
    desk.confirm(CAROL, error_in("a"))

    events = desk.edit(DAVE, "a", "错2")

    assert e.WaiverLapsed(fingerprint=error_in("a"), cause="evidence") in events
    assert [f.fingerprint for f in desk.state.open_errors] == [error_in("a", "错2")]


def test_a_waiver_ends_after_its_last_day_and_takes_the_verification_along() -> None:
    desk = opened(a="错1")
    command = c.WaiveFinding(fingerprint=error_in("a"), reason="可", until="2026-05-01")
    desk.do(BOB, command)
    desk.confirm(CAROL, error_in("a"))
    desk.verify(DAVE, "a")

    assert desk.do(SYSTEM, c.LapseWaivers(today="2026-05-01")) == ()
    events = desk.do(SYSTEM, c.LapseWaivers(today="2026-05-02"))

    assert kinds(events) == ["WaiverLapsed", "VerificationLapsed"]
    assert desk.stages() == {"a": "flagged"}


@pytest.mark.parametrize("day", ["2026-13-01", "明天", "2026-02-30", "2026-2-1"])
def test_a_last_day_is_a_day(day: str) -> None:
    desk = opened(a="错1")

    with pytest.raises(NotAcceptable, match="日期"):
        desk.do(BOB, c.WaiveFinding(fingerprint=error_in("a"), reason="可", until=day))


def test_a_waiver_taken_back_opens_the_finding_and_ends_the_verification() -> None:
    desk = opened(a="错1")
    desk.waive(BOB, error_in("a"))
    desk.confirm(CAROL, error_in("a"))
    desk.verify(DAVE, "a")

    asked = c.RevokeWaiver(fingerprint=error_in("a"), reason="凭证不足")
    events = desk.do(CAROL, asked)

    assert kinds(events) == ["WaiverRevoked", "VerificationLapsed"]
    with pytest.raises(NotNow, match="没有不予采纳"):
        desk.do(CAROL, asked)


def test_a_finding_is_waived_once_and_only_while_it_is_there() -> None:
    desk = opened(a="疑1")
    desk.waive(BOB, warning_in("a"))

    with pytest.raises(NotNow, match="已经有人"):
        desk.waive(CAROL, warning_in("a"))
    with pytest.raises(NotKnown, match="已不存在"):
        desk.waive(CAROL, error_in("z"))


@pytest.mark.parametrize(
    ("reason", "code"), [("", "required"), ("长" * 2001, "too-long")]
)
def test_a_waiver_gives_its_reason_in_so_many_words(reason: str, code: str) -> None:
    desk = opened(a="疑1")

    with pytest.raises(NotAcceptable) as refused:
        desk.do(BOB, c.WaiveFinding(fingerprint=warning_in("a"), reason=reason))

    assert refused.value.code == code


def test_a_remark_is_kept_with_the_version_that_it_was_about() -> None:
    desk = opened(a="好")
    desk.edit(BOB, "a", "更好")

    desk.do(
        ALICE, c.CommentSection(comment="c1", section="a", remark="请看", quote="更好")
    )

    (comment,) = desk.state.comments
    assert (comment.by, comment.version) == (ALICE.id, 2)


def test_assigning_to_who_has_it_is_no_event() -> None:
    desk = opened(a="好")
    assign = c.AssignSection(section="a", assignee=CAROL.id or 0)
    desk.do(BOB, assign)

    assert desk.do(BOB, assign) == ()
    assert desk.do(BOB, c.AssignSection(section="a", assignee=0))
    assert desk.state.sections["a"].assignee == 0
