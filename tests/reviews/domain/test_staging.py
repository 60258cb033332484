"""What is staged for a joint release, and what ends its readiness."""

from dataclasses import replace
from uuid import UUID

import pytest

from reviews.domain import commands as c
from reviews.domain.errors import NotAllowed, NotNow
from reviews.domain.state import Stage
from tests.reviews.domain.desk import (
    BOB,
    CAROL,
    DEPARTMENT,
    INSIDER,
    PAUL,
    SYSTEM,
    Desk,
    kinds,
    opened,
    person,
)

PLAN = str(UUID(int=70))
PETRA = person(30, "publisher", "reviewer")


def stage(desk: Desk, actor=PAUL, number: int = 1):
    command = c.StageRelease(
        plan=PLAN, release=str(UUID(int=number)), secrecy_review="无", page=b"page"
    )
    return desk.do(actor, command)


def render(desk: Desk):
    page = desk.state.staging.page
    return desk.do(SYSTEM, c.RecordFiles(page=page, files=(("pdf", "f" * 64, 9),)))


def settle(desk: Desk):
    return desk.do(SYSTEM, c.SettleRelease(plan=PLAN, position=40, at="2026-03-01"))


@pytest.fixture
def desk() -> Desk:
    """Everything verified by Carol."""
    desk = opened(a="好", b="好")
    desk.verify(CAROL, "a", "b")
    return desk


def test_it_is_ready_once_its_files_are_there(desk):
    stage(desk)
    assert desk.state.staging_status == "rendering"
    render(desk)

    assert desk.state.staging_status == "staged"
    assert desk.state.stage == Stage.READY


def test_staging_again_what_is_staged_does_nothing(desk):
    stage(desk)
    render(desk)

    assert stage(desk, number=2) == ()
    assert render(desk) == ()


def test_an_edit_ends_its_readiness_even_when_it_is_taken_back(desk):
    stage(desk)
    render(desk)
    desk.edit(BOB, "a", "更好")
    assert desk.state.staging_status == "stale"
    desk.edit(BOB, "a", "好")
    desk.verify(CAROL, "a")
    assert desk.state.staging_status == "stale"

    assert kinds(stage(desk, number=2)) == ["ReleaseStaged"]
    assert desk.state.staging_status == "staged"


def test_a_flag_ends_its_readiness_until_it_is_resolved(desk):
    stage(desk)
    render(desk)
    desk.do(BOB, c.FlagSection(flag="k", section="a", remark="看"))

    assert desk.state.staging_status == "stale"


def test_who_staged_it_and_then_judged_it_may_not_have_it_released(desk):
    stage(desk, PETRA)
    render(desk)
    desk.do(BOB, c.FlagSection(flag="k", section="a", remark="看"))
    desk.do(BOB, c.ResolveFlag(flag="k", remark="好"))
    desk.verify(PETRA, "a")

    assert desk.state.stage == Stage.READY
    assert desk.state.staging_status == "stale"


@pytest.mark.parametrize(
    "actor",
    [
        pytest.param(INSIDER, id="of the department"),
        pytest.param(person(3, "publisher", "reviewer"), id="verified it"),
        pytest.param(replace(PAUL, on_behalf_of=3), id="for who verified it"),
        pytest.param(person(31, "publisher", department=DEPARTMENT), id="insider"),
    ],
)
def test_whoever_may_not_release_it_may_not_stage_it(desk, actor):
    with pytest.raises(NotAllowed):
        stage(desk, actor)


def test_it_becomes_public_where_the_whole_campaign_did(desk):
    stage(desk)
    render(desk)
    (event,) = settle(desk)
    (release,) = desk.state.releases

    assert (release.position, release.at, release.plan) == (40, "2026-03-01", PLAN)
    assert (release.page, release.sections) == (event_page(desk), desk.state.contents)
    assert desk.state.stage == Stage.RELEASED
    assert desk.state.staging is None
    assert settle(desk) == ()
    assert event.release == release.release


def event_page(desk):
    return next(
        each.event.page
        for each in desk.records
        if kinds([each.event])[0] == "ReleaseStaged"
    )


def test_what_is_not_ready_cannot_be_told_that_it_is_public(desk):
    stage(desk)
    with pytest.raises(NotNow):
        settle(desk)


def test_released_by_itself_it_is_staged_no_more(desk):
    stage(desk)
    render(desk)
    desk.release(PAUL, 9)

    assert desk.state.staging is None
    assert desk.state.staging_status == ""
