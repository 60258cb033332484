"""Rectification notices: what may happen to one, in which order, and what follows."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reviews.domain import commands as c
from reviews.domain import notice_commands as n
from reviews.domain import notice_events as ne
from reviews.domain.errors import NotAcceptable, NotAllowed, NotKnown, NotNow, Refused
from reviews.domain.notice_standing import standing
from reviews.domain.notices import Notice
from reviews.domain.state import Stage
from tests.reviews.domain.desk import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    INSIDER,
    PAUL,
    STRANGER,
    SYSTEM,
    Desk,
    error_in,
    kinds,
    opened,
    warning_in,
)
from tests.reviews.domain.notice_moves import MADE, identity

NAME = identity(1)
WRONG, DOUBTFUL = error_in("a"), warning_in("b")


def issue(desk: Desk, *about: str, **given: object) -> list[str]:
    items = tuple(n.Asked(kind="finding", about=each) for each in about)
    fields = {"notice": NAME, "days": 5, "items": items, "prepared": MADE, **given}
    return list(kinds(desk.do(BOB, n.IssueNotice(**fields))))  # type: ignore[arg-type]


@pytest.fixture
def desk() -> Desk:
    """Two items sent to the department: an error in a, a warning in b."""
    desk = opened(a="错1", b="疑1")
    issue(desk, WRONG, DOUBTFUL)
    return desk


def notice(desk: Desk) -> Notice:
    return desk.state.notices[-1]


def answer(desk: Desk, **said: str) -> None:
    """Answer items by number: answer(desk, _1="mended")."""
    answers = tuple((int(k[1:]), v, "说明") for k, v in said.items())
    desk.do(ALICE, n.AnswerNotice(notice=NAME, answers=answers))


def handed_in(desk: Desk) -> Desk:
    """The error is mended, the warning objected to, everything handed in again."""
    desk.do(ALICE, n.ReceiveNotice(notice=NAME))
    desk.edit(ALICE, "a", "好")
    answer(desk, _1="mended", _2="objected")
    desk.do(ALICE, c.Resubmit())
    return desk


def confirm(desk: Desk, item: int, by: object = CAROL) -> list[str]:
    return list(kinds(desk.do(by, n.ConfirmItem(notice=NAME, item=item))))  # type: ignore[arg-type]


def refuse(desk: Desk, item: int) -> None:
    desk.do(CAROL, n.RefuseItem(notice=NAME, item=item, reason="未附依据"))


def codes(desk: Desk) -> set[str]:
    return {code for code, _about in desk.state.blockers}


def test_issuing_returns_the_disclosure(desk: Desk) -> None:
    assert desk.state.stage is Stage.RETURNED
    assert {"returned", "open-notice"} <= codes(desk)
    assert (notice(desk).symbol, notice(desk).due) == ("财决改", MADE.due)
    assert [(i.item, i.section, i.severity) for i in notice(desk).items] == [
        (1, "a", "error"),
        (2, "b", "warning"),
    ]


def test_a_notice_from_beginning_to_end(desk: Desk) -> None:
    handed_in(desk)

    assert desk.state.stage is Stage.REVIEWING
    assert confirm(desk, 1) == ["NoticeItemConfirmed"]
    assert "open-notice" in codes(desk)
    assert confirm(desk, 2) == ["NoticeItemConfirmed", "NoticeClosed"]
    assert notice(desk).status == "closed"
    assert "open-notice" not in codes(desk)


def test_nothing_is_released_while_a_notice_is_open(desk: Desk) -> None:
    handed_in(desk)
    desk.verify(CAROL, "a", "b")

    assert {code for code, _ in desk.state.blockers} == {"open-notice"}
    with pytest.raises(NotNow):
        desk.release(PAUL)
    confirm(desk, 1)
    confirm(desk, 2)
    assert desk.state.stage is Stage.READY


def test_the_department_signs_before_it_answers_and_answers_before_it_hands_in(
    desk: Desk,
) -> None:
    for command, code in (
        (n.AnswerNotice(notice=NAME, answers=((1, "mended", ""),)), "not-received"),
        (c.Resubmit(), "not-received"),
    ):
        with pytest.raises(NotNow) as refused:
            desk.do(ALICE, command)
        assert refused.value.code == code
    desk.do(ALICE, n.ReceiveNotice(notice=NAME))
    answer(desk, _1="mended")
    with pytest.raises(NotNow, match="还有 1 条没有答复") as refused:
        desk.do(ALICE, c.Resubmit())
    assert refused.value.code == "unanswered"


def test_signing_twice_and_saying_the_same_again_is_no_event(desk: Desk) -> None:
    desk.do(ALICE, n.ReceiveNotice(notice=NAME))
    answer(desk, _1="explained")

    assert desk.do(ALICE, n.ReceiveNotice(notice=NAME)) == ()
    again = n.AnswerNotice(notice=NAME, answers=((1, "explained", "说明"),))
    assert desk.do(ALICE, again) == ()
    answer(desk, _1="objected")
    assert [a.answer for a in notice(desk).items[0].answers] == [
        "explained",
        "objected",
    ]


def test_explaining_and_objecting_need_words(desk: Desk) -> None:
    desk.do(ALICE, n.ReceiveNotice(notice=NAME))
    for chosen in ("explained", "objected"):
        with pytest.raises(NotAcceptable, match="请填写第 1 条的说明"):
            desk.do(ALICE, n.AnswerNotice(notice=NAME, answers=((1, chosen, " "),)))
    with pytest.raises(NotAcceptable):
        desk.do(ALICE, n.AnswerNotice(notice=NAME, answers=((1, "perhaps", "好"),)))
    with pytest.raises(NotKnown):
        desk.do(ALICE, n.AnswerNotice(notice=NAME, answers=((9, "mended", ""),)))


def test_what_is_still_wrong_is_not_confirmed(desk: Desk) -> None:
    desk.do(ALICE, n.ReceiveNotice(notice=NAME))
    answer(desk, _1="explained", _2="explained")
    desk.do(ALICE, c.Resubmit())

    with pytest.raises(NotNow) as refused:
        confirm(desk, 1)
    assert refused.value.code == "still-open"
    desk.waive(BOB, WRONG)
    with pytest.raises(NotNow):
        confirm(desk, 1)
    desk.confirm(CAROL, WRONG)
    assert standing(desk.state, notice(desk), notice(desk).items[0]) == "waived"
    assert confirm(desk, 1) == ["NoticeItemConfirmed"]
    assert confirm(desk, 2) == ["NoticeItemConfirmed", "NoticeClosed"]


def test_nobody_confirms_what_they_wrote(desk: Desk) -> None:
    handed_in(desk)
    desk.edit(BOB, "a", "更好")

    with pytest.raises(NotAllowed) as refused:
        confirm(desk, 1, BOB)
    assert (refused.value.code, refused.value.who) == ("own-work", "审核员")
    assert confirm(desk, 1, CAROL) == ["NoticeItemConfirmed"]


def test_nobody_confirms_what_they_wrote_where_the_section_is_gone(desk: Desk) -> None:
    handed_in(desk)
    desk.edit(BOB, "a", "更好")
    desk.replace_source("f2", b="疑1")

    with pytest.raises(NotAllowed):
        confirm(desk, 1, BOB)
    assert confirm(desk, 1, CAROL) == ["NoticeItemConfirmed"]


def test_who_is_of_the_department_judges_nothing_and_who_is_not_answers_nothing(
    desk: Desk,
) -> None:
    for command in (
        n.ReceiveNotice(notice=NAME),
        n.AskExtension(notice=NAME, days=2, reason="病假"),
    ):
        with pytest.raises(NotAllowed):
            desk.do(BOB, command)
        with pytest.raises(NotKnown):
            desk.do(STRANGER, command)
    desk.do(ALICE, n.AskExtension(notice=NAME, days=2, reason="病假"))
    handed_in(desk)
    for command in (
        n.GrantExtension(notice=NAME, days=2, prepared=MADE),
        n.RefuseExtension(notice=NAME, reason="否"),
        n.ConfirmItem(notice=NAME, item=1),
        n.RefuseItem(notice=NAME, item=1, reason="否"),
        n.WithdrawNotice(notice=NAME, reason="否"),
    ):
        with pytest.raises(NotAllowed) as refused:
            desk.do(INSIDER, command)
        assert refused.value.code == "own-department"


def test_another_round_keeps_the_number_and_asks_again_for_what_is_left(
    desk: Desk,
) -> None:
    handed_in(desk)
    confirm(desk, 1)
    with pytest.raises(NotNow) as refused:
        desk.do(BOB, n.OpenRound(notice=NAME, days=3, prepared=MADE))
    assert refused.value.code == "unjudged"
    refuse(desk, 2)

    (event,) = desk.do(BOB, n.OpenRound(notice=NAME, days=3, prepared=MADE))

    assert isinstance(event, ne.NoticeRoundOpened)
    assert (event.round, event.items, event.days) == (2, (), 3)
    assert desk.state.stage is Stage.RETURNED
    assert [i.item for i in notice(desk).unanswered] == [2]
    assert len(desk.state.notices) == 1
    desk.do(ALICE, n.ReceiveNotice(notice=NAME))
    with pytest.raises(NotNow, match="第 1 条已经确认"):
        answer(desk, _1="mended")
    answer(desk, _2="explained")
    desk.do(ALICE, c.Resubmit())
    assert confirm(desk, 2)[-1] == "NoticeClosed"


def test_what_is_new_can_be_added_to_another_round(desk: Desk) -> None:
    handed_in(desk)
    refuse(desk, 2)
    confirm(desk, 1)
    desk.edit(BOB, "a", "错2")
    again = n.Asked(kind="finding", about=error_in("a", "错2"))
    known = n.Asked(kind="finding", about=DOUBTFUL)

    desk.do(BOB, n.OpenRound(notice=NAME, days=3, items=(again, known), prepared=MADE))

    assert [(i.item, i.round) for i in notice(desk).items] == [(1, 1), (2, 1), (3, 2)]
    assert [i.item for i in notice(desk).left] == [2, 3]


def test_what_was_confirmed_can_be_refused_until_the_end(desk: Desk) -> None:
    handed_in(desk)
    confirm(desk, 1)
    refuse(desk, 1)

    assert [i.item for i in notice(desk).left] == [1, 2]
    assert [v.confirmed for v in notice(desk).items[0].verdicts] == [True, False]


def test_what_has_ended_is_not_worked_on(desk: Desk) -> None:
    handed_in(desk)
    confirm(desk, 1)
    confirm(desk, 2)
    for actor, command in (
        (ALICE, n.ReceiveNotice(notice=NAME)),
        (CAROL, n.ConfirmItem(notice=NAME, item=1)),
        (CAROL, n.WithdrawNotice(notice=NAME, reason="晚了")),
    ):
        with pytest.raises(NotNow) as refused:
            desk.do(actor, command)
        assert refused.value.code == "notice-ended"


def test_the_bureau_waits_for_the_department_and_the_other_way_round(
    desk: Desk,
) -> None:
    with pytest.raises(NotNow):
        confirm(desk, 1)
    handed_in(desk)
    with pytest.raises(NotNow) as refused:
        answer(desk, _1="mended")
    assert refused.value.code == "not-returned"


def test_one_notice_at_a_time_and_no_sending_back_beside_it(desk: Desk) -> None:
    handed_in(desk)
    with pytest.raises(NotNow) as refused:
        issue(desk, DOUBTFUL, notice=identity(2))
    assert refused.value.code == "open-notice"
    with pytest.raises(NotNow) as refused:
        desk.do(BOB, c.SendBack(remark="再看"))
    assert refused.value.code == "open-notice"


def test_a_notice_needs_items_that_are_there_and_a_term() -> None:
    desk = opened(a="错1")
    desk.waive(BOB, WRONG)
    desk.confirm(CAROL, WRONG)
    for about, given, code in (
        ((), {}, "no-items"),
        ((error_in("a", "错9"),), {}, "no-such-item"),
        ((WRONG,), {}, "no-such-item"),
    ):
        with pytest.raises(NotAcceptable) as refused:
            issue(desk, *about, **given)
        assert refused.value.code == code
    desk.do(CAROL, c.RevokeWaiver(fingerprint=WRONG, reason="再看"))
    for days in (0, 61, -1):
        with pytest.raises(NotAcceptable, match="1 到 60"):
            issue(desk, WRONG, days=days)
    assert issue(desk, WRONG) == ["NoticeIssued"]


def test_a_flag_can_be_an_item_and_is_resolved_with_it() -> None:
    desk = opened(a="好")
    desk.do(BOB, c.FlagSection(flag="k1", section="a", remark="与三定不符"))
    flag = (n.Asked(kind="flag", about="k1", demand="改职能"),)
    desk.do(BOB, n.IssueNotice(notice=NAME, days=5, items=flag, prepared=MADE))
    desk.do(ALICE, n.ReceiveNotice(notice=NAME))
    answer(desk, _1="mended")
    desk.do(ALICE, c.Resubmit())

    assert confirm(desk, 1) == ["FlagResolved", "NoticeItemConfirmed", "NoticeClosed"]
    assert not desk.state.flags


def test_what_no_longer_appears_is_said_and_waits_for_a_person(desk: Desk) -> None:
    desk.edit(ALICE, "a", "好")
    first, second = notice(desk).items
    assert standing(desk.state, notice(desk), first) == "gone"
    assert standing(desk.state, notice(desk), second) == "open"
    assert not first.settled
    desk.edit(ALICE, "a", "错2")
    assert standing(desk.state, notice(desk), first) == "changed"
    desk.edit(ALICE, "a", "错1")
    assert standing(desk.state, notice(desk), first) == "open"


def test_more_time_is_asked_for_once_and_granted_or_not(desk: Desk) -> None:
    ask = n.AskExtension(notice=NAME, days=2, reason="病假")
    desk.do(ALICE, ask)
    with pytest.raises(NotNow) as refused:
        desk.do(ALICE, ask)
    assert refused.value.code == "already-asked"
    desk.do(CAROL, n.RefuseExtension(notice=NAME, reason="时间充足"))
    with pytest.raises(NotNow) as refused:
        desk.do(CAROL, n.RefuseExtension(notice=NAME, reason="时间充足"))
    assert refused.value.code == "nothing-asked"
    desk.do(ALICE, ask)
    later = replace(MADE, due="2026-03-12")
    desk.do(DAVE, n.GrantExtension(notice=NAME, days=3, prepared=later))

    assert (notice(desk).due, notice(desk).round.first_due) == (
        "2026-03-12",
        MADE.due,
    )
    assert [(e.outcome, e.granted) for e in notice(desk).extensions] == [
        ("refused", 0),
        ("granted", 3),
    ]


def test_more_time_that_has_passed_already_is_none(desk: Desk) -> None:
    desk.do(ALICE, n.AskExtension(notice=NAME, days=1, reason="病假"))
    late = replace(MADE, today="2026-03-20", due="2026-03-10")

    with pytest.raises(NotAcceptable, match="仍早于今天"):
        desk.do(CAROL, n.GrantExtension(notice=NAME, days=1, prepared=late))


def test_a_wish_for_time_ends_when_the_department_hands_in(desk: Desk) -> None:
    desk.do(ALICE, n.AskExtension(notice=NAME, days=2, reason="病假"))
    handed_in(desk)

    assert notice(desk).extension is None
    assert [each.outcome for each in notice(desk).extensions] == ["lapsed"]
    with pytest.raises(NotNow) as refused:
        desk.do(CAROL, n.GrantExtension(notice=NAME, days=2, prepared=MADE))
    assert refused.value.code == "nothing-asked"


LADDER = replace(
    MADE,
    ladder=((0, "2026-03-09"), (1, "2026-03-10"), (3, "2026-03-12"), (5, "2026-03-16")),
)


def remind(desk: Desk, today: str) -> list[int]:
    made = replace(LADDER, today=today)
    events = desk.do(SYSTEM, n.RemindOverdue(prepared=made))
    return [e.step for e in events if isinstance(e, ne.NoticeOverdue)]


def days() -> Iterator[str]:
    return (f"2026-03-{number:02}" for number in range(2, 31))


def test_each_step_of_the_ladder_is_noted_once(desk: Desk) -> None:
    steps = {day: remind(desk, day) for day in days()}
    assert {day: step for day, step in steps.items() if step} == {
        "2026-03-09": [0],
        "2026-03-10": [1],
        "2026-03-12": [3],
        "2026-03-16": [5],
    }
    assert all(remind(desk, day) == [] for day in days())
    assert (notice(desk).reminded, notice(desk).late) == (5, 5)


def test_a_clock_that_stood_still_notes_where_it_is_now(desk: Desk) -> None:
    assert remind(desk, "2026-03-13") == [3]
    assert remind(desk, "2026-03-11") == []


def test_who_has_handed_in_is_not_late_and_more_time_begins_anew(desk: Desk) -> None:
    assert remind(desk, "2026-03-10") == [1]
    desk.do(ALICE, n.AskExtension(notice=NAME, days=1, reason="病假"))
    desk.do(CAROL, n.GrantExtension(notice=NAME, days=1, prepared=LADDER))
    assert notice(desk).reminded == -1
    assert remind(desk, "2026-03-10") == [1]
    handed_in(desk)
    assert remind(desk, "2026-03-30") == []


def test_withdrawing_gives_the_disclosure_back_and_keeps_the_number(
    desk: Desk,
) -> None:
    desk.do(CAROL, n.WithdrawNotice(notice=NAME, reason="发错部门"))

    assert desk.state.stage is Stage.REVIEWING
    assert notice(desk).status == "withdrawn"
    assert issue(desk, WRONG, notice=identity(2)) == ["NoticeIssued"]


def test_documents_are_named_once(desk: Desk) -> None:
    made = n.RecordDocuments(notice=NAME, round=1, docx="w", pdf="", xlsx="x")
    assert kinds(desk.do(SYSTEM, made)) == ["NoticeRendered"]
    assert desk.do(SYSTEM, replace(made, docx="other")) == ()
    assert desk.do(SYSTEM, replace(made, round=7)) == ()
    assert notice(desk).round.docx == "w"


def test_a_notice_of_another_disclosure_is_not_known(desk: Desk) -> None:
    with pytest.raises(NotKnown):
        desk.do(ALICE, n.ReceiveNotice(notice=identity(99)))
    with pytest.raises(Refused):
        desk.do(CAROL, n.ConfirmItem(notice=identity(99), item=1))
