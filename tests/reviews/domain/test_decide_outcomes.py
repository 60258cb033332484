"""Sending back, releasing, correcting, withdrawing."""

import pytest

from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.errors import NotAcceptable, NotAllowed, NotNow
from tests.reviews.domain.desk import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    INSIDER,
    PAUL,
    Desk,
    opened,
    person,
)

PETRA = person(12, "publisher")


def ready(**texts: str) -> Desk:
    desk = opened(**(texts or {"a": "好", "b": "好"}))
    desk.verify(BOB, *desk.state.sections)
    return desk


def test_what_is_verified_throughout_is_ready() -> None:
    desk = opened(a="好", b="错1")
    mark = next(iter(desk.state.findings))
    assert desk.state.blockers == (
        ("open-error", mark),
        ("unverified", "a"),
        ("unverified", "b"),
    )

    desk.edit(CAROL, "b", "好")
    desk.verify(BOB, "a", "b")

    assert desk.state.blockers == ()
    assert desk.state.stage == "ready"


def test_what_is_not_ready_is_not_released() -> None:
    with pytest.raises(NotNow) as refused:
        opened(a="好").release(PAUL)

    assert refused.value.code == "wrong-stage"
    assert "待公开" in refused.value.message


def test_a_release_names_every_section_by_version_and_content() -> None:
    desk = ready()

    (released,) = desk.release(PAUL)

    assert isinstance(released, e.DisclosureReleased)
    assert released.sections == tuple(
        (key, section.version, section.content)
        for key, section in desk.state.sections.items()
    )
    assert desk.state.stage == "released"
    assert set(desk.stages().values()) == {"published"}


def test_a_release_needs_the_secrecy_opinion() -> None:
    desk = ready()
    command = c.ReleaseDisclosure(
        release="00000000-0000-0000-0000-000000000001", secrecy_review="", page=b"p"
    )

    with pytest.raises(NotAcceptable, match="保密审查"):
        desk.do(PAUL, command)


def test_who_wrote_or_verified_any_of_it_does_not_release() -> None:
    both = person(11, "reviewer", "publisher")
    writer = opened(a="好", b="好")
    writer.edit(both, "a", "更好")
    writer.verify(BOB, "a", "b")
    verifier = opened(a="好", b="好")
    verifier.verify(both, "a")
    verifier.verify(BOB, "b")

    for desk in (writer, verifier):
        with pytest.raises(NotAllowed) as refused:
            desk.release(both)
        assert refused.value.code == "own-work"
        desk.release(PAUL)


def test_who_wrote_a_section_that_is_gone_does_not_release_the_rest() -> None:
    both = person(11, "reviewer", "publisher")
    desk = opened(a="好", b="好")
    desk.edit(both, "b", "更好")
    desk.replace_source("f2", a="好")
    desk.verify(BOB, "a")

    with pytest.raises(NotAllowed):
        desk.release(both)


def test_nobody_of_the_department_releases() -> None:
    with pytest.raises(NotAllowed, match="内部回避"):
        ready().release(INSIDER)


def test_a_correction_starts_from_what_is_public_and_ends_in_a_second_release() -> None:
    desk = ready()
    desk.release(PAUL)
    desk.do(PETRA, c.OpenCorrection(reason="合计数有误"))
    assert desk.state.stage == "ready"

    with pytest.raises(NotNow, match="没有可以更正"):
        desk.release(PAUL, 2)
    desk.edit(CAROL, "a", "更好")
    assert desk.stages() == {"a": "draft", "b": "published"}
    desk.verify(BOB, "a")
    desk.release(PAUL, 2)

    assert [each.status for each in desk.state.releases] == ["superseded", "current"]
    assert [each.number for each in desk.state.releases] == [1, 2]
    assert desk.state.releases[1].reason


def test_what_is_public_is_not_edited_without_a_correction() -> None:
    desk = ready()
    desk.release(PAUL)

    with pytest.raises(NotNow) as refused:
        desk.edit(BOB, "a", "更好")

    assert refused.value.code == "wrong-stage"


def test_what_was_withdrawn_is_not_public_and_can_be_corrected() -> None:
    desk = ready()
    desk.release(PAUL)

    desk.do(PAUL, c.WithdrawRelease(reason="附件有误"))
    assert desk.state.stage == "withdrawn"
    assert set(desk.stages().values()) == {"verified"}
    with pytest.raises(NotNow, match="没有公开的版本"):
        desk.do(PAUL, c.WithdrawRelease(reason="再撤"))

    desk.do(PAUL, c.OpenCorrection(reason="重新公开"))
    desk.release(PAUL, 2)
    assert desk.state.stage == "released"


def test_sent_back_the_department_edits_and_reports_again() -> None:
    desk = opened(a="错1")
    with pytest.raises(NotNow):
        desk.edit(ALICE, "a", "好")

    desk.do(BOB, c.SendBack(remark="请更正合计数"))
    assert desk.state.stage == "returned"
    with pytest.raises(NotNow):
        desk.edit(BOB, "a", "好")
    desk.edit(ALICE, "a", "好")
    desk.do(ALICE, c.Resubmit(remark="已更正"))

    assert desk.state.stage == "reviewing"
    desk.verify(DAVE, "a")
    assert desk.state.stage == "ready"


def test_sending_back_says_why() -> None:
    with pytest.raises(NotAcceptable, match="退回原因"):
        opened().do(BOB, c.SendBack(remark=" "))
