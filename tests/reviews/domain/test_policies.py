"""The table itself: complete, and asked in the right order."""

import pytest

from reviews.domain import commands as c
from reviews.domain import policies
from reviews.domain.errors import NotAllowed, NotKnown, NotNow
from reviews.domain.policies import Actor
from tests.reviews.domain.desk import (
    ALICE,
    AUDITOR,
    BOB,
    INSIDER,
    PAUL,
    STRANGER,
    opened,
    person,
)


def test_every_command_has_its_rows_and_every_row_a_command() -> None:
    assert {each.ACTION for each in c.Command.__args__} == set(policies.ACTIONS)


def test_every_row_can_be_read_aloud() -> None:
    for row in policies.TABLE:
        assert row.says
        assert all(role in policies.ROLE_NAMES for role in row.roles)
        assert all(stage in policies.STAGE_NAMES for stage in row.stages)


@pytest.mark.parametrize("action", policies.ACTIONS)
def test_an_auditor_and_an_administrator_change_nothing(action: str) -> None:
    desk = opened(a="好")
    for actor in (AUDITOR, person(20, "administrator")):
        assert not policies.allows(action, actor, desk.state, "a")


@pytest.mark.parametrize("action", policies.ACTIONS)
def test_a_stranger_learns_nothing_not_even_that_there_is_something(
    action: str,
) -> None:
    desk = opened(a="好")
    elsewhere = Actor(id=2, ledger=2, roles=frozenset({"reviewer", "publisher"}))
    for actor in (STRANGER, elsewhere, person(21)):
        with pytest.raises(NotKnown):
            policies.require(action, actor, desk.state, "a")


def test_the_wrong_role_is_told_who_could() -> None:
    with pytest.raises(NotAllowed, match="可由审核员办理") as refused:
        policies.require("verify", PAUL, opened(a="好").state, "a")

    assert (refused.value.code, refused.value.who) == ("wrong-role", "审核员")


def test_another_time_is_not_the_same_as_never() -> None:
    desk = opened(a="好")
    with pytest.raises(NotNow):
        policies.require("resubmit", ALICE, desk.state)
    with pytest.raises(NotAllowed):
        policies.require("resubmit", BOB, desk.state)


def test_one_of_several_roles_is_enough() -> None:
    desk = opened(a="好")
    both = person(22, "submitter", "reviewer", department=101)

    assert policies.allows("replace-source", both, desk.state)
    assert not policies.allows("edit", both, desk.state, "a")
    desk.do(BOB, c.SendBack(remark="请改"))
    assert policies.allows("edit", both, desk.state, "a")


def test_who_belongs_to_the_department_sees_it_and_judges_nothing() -> None:
    desk = opened(a="好")

    assert policies.may_see(INSIDER, desk.state)
    for action in ("verify", "flag", "waive", "edit", "assign", "send-back", "release"):
        with pytest.raises(NotAllowed) as refused:
            policies.require(action, INSIDER, desk.state, "a")
        assert refused.value.code == "own-department"
