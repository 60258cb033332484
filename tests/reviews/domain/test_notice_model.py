"""Every way through a small notice: nobody settles their own work, nothing is lost.

Four people of every role, one of them of the disclosing department, do everything that
there is to do about one notice, in every order, to a depth. What must hold is worked
out from the events.
"""

from collections.abc import Iterator

from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain import notice_commands as n
from reviews.domain import notice_events as ne
from reviews.domain.errors import Refused
from reviews.domain.notice_commands import NoticeCommand
from reviews.domain.state import Disclosure, Stage
from tests.reviews.domain import history
from tests.reviews.domain.desk import (
    DEPARTMENT,
    SYSTEM,
    Desk,
    blocks,
    error_in,
    person,
)
from tests.reviews.domain.notice_moves import MADE, identity

ALL = ("reviewer", "publisher", "submitter")
CLERK = person(9, "submitter", department=DEPARTMENT)
INSIDER = person(1, *ALL, department=DEPARTMENT)
PEOPLE = (INSIDER, CLERK, person(2, *ALL), person(3, *ALL), SYSTEM)
OUTSIDERS = {2, 3}
NAME = identity(1)
DEPTH = 7


def moves(state: Disclosure) -> Iterator[c.Command]:
    """Everything that anybody could ask of the notice, and of the text under it."""
    section = state.sections["a"]
    for text in ("好", "错1"):
        yield c.EditSection(
            section="a", based_on=section.version, blocks=blocks(text), reason="改"
        )
    item = n.Asked(kind="finding", about=error_in("a"))
    yield n.IssueNotice(notice=NAME, days=5, items=(item,), prepared=MADE)
    yield c.Resubmit()
    yield c.SendBack(remark="退")
    yield n.ReceiveNotice(notice=NAME)
    yield n.AnswerNotice(notice=NAME, answers=((1, "explained", "已核对"),))
    yield n.ConfirmItem(notice=NAME, item=1)
    yield n.RefuseItem(notice=NAME, item=1, reason="否")
    yield n.OpenRound(notice=NAME, days=3, prepared=MADE)
    yield n.WithdrawNotice(notice=NAME, reason="错")
    yield n.AskExtension(notice=NAME, days=2, reason="忙")
    yield n.GrantExtension(notice=NAME, days=2, prepared=MADE)
    yield n.RefuseExtension(notice=NAME, reason="否")
    yield n.RemindOverdue(prepared=MADE)
    yield n.RecordDocuments(notice=NAME, round=1, docx="w", pdf="", xlsx="x")


def identity_of(desk: Desk) -> object:
    """What the future depends on; how often something was said is left out."""
    state = desk.state
    notices = tuple(
        (
            notice.status,
            notice.round.number,
            bool(notice.round.received_by),
            bool(notice.round.docx),
            notice.reminded,
            notice.extension is not None,
            tuple(
                (
                    item.settled,
                    item.answered(notice.round.number) is not None,
                    item.judged(notice.round.number) is not None,
                )
                for item in notice.items
            ),
        )
        for notice in state.notices
    )
    section = state.sections["a"]
    return notices, state.returned, section.content, section.contributors


def check(before: Desk, after: Desk, events: tuple[e.Event, ...], by: int) -> None:
    wrote = history.writers(before.records)["a"]
    notice = after.state.notices[-1] if after.state.notices else None
    for event in events:
        match event:
            case ne.NoticeItemConfirmed():
                assert by in OUTSIDERS - wrote
                assert not before.state.open_errors
                assert not before.state.returned
            case (
                ne.NoticeItemRefused()
                | ne.NoticeIssued()
                | ne.NoticeRoundOpened()
                | ne.ExtensionGranted()
                | ne.ExtensionRefused()
                | ne.NoticeWithdrawn()
            ):
                assert by in OUTSIDERS
            case ne.NoticeReceived() | ne.NoticeAnswered() | ne.ExtensionAsked():
                assert by in {1, 9}
            case e.Resubmitted():
                waits = before.state.open_notice
                assert waits is None or not waits.unanswered
            case ne.NoticeClosed():
                assert notice is not None and not notice.left
    assert sum(each.open for each in after.state.notices) <= 1
    if after.state.open_notice is not None:
        assert after.state.stage is not Stage.READY
    elif after.state.notices:
        assert after.state.notices[-1].status in ("closed", "withdrawn")


def test_whatever_is_done_about_a_notice_nobody_settles_their_own_work() -> None:
    begin = Desk().submit(CLERK).read(a="错1")
    seen, frontier, done = {identity_of(begin)}, [begin], set()
    for _ in range(DEPTH):
        reached = []
        for desk in frontier:
            for actor in PEOPLE:
                for command in moves(desk.state):
                    after = desk.copy()
                    try:
                        events = after.do(actor, command)
                    except Refused:
                        continue
                    check(desk, after, events, actor.id or 0)
                    done.add(command.ACTION)
                    if (known := identity_of(after)) not in seen:
                        seen.add(known)
                        reached.append(after)
        frontier = reached

    assert {each.ACTION for each in NoticeCommand.__args__} <= done
    assert len(seen) > 500
