"""What can be asked of rectification notices in a made-up history."""

from collections.abc import Callable, Iterator
from uuid import UUID

from reviews.domain import commands as c
from reviews.domain import notice_commands as n
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure
from tests.reviews.domain.desk import ALICE, BOB, CAROL, DAVE, SYSTEM, Desk

Attempt = Callable[[Desk, Actor, c.Command], bool]

MADE = n.Prepared(
    today="2026-03-02",
    due="2026-03-09",
    symbol="财决改",
    letter="{}",
    ladder=((0, "2026-03-02"), (1, "2026-03-10"), (3, "2026-03-12"), (5, "2026-03-16")),
)


def identity(number: int) -> str:
    return str(UUID(int=number))


def asked(state: Disclosure) -> tuple[n.Asked, ...]:
    """Everything that is open, as a notice would bundle it."""
    findings = [n.Asked(kind="finding", about=f.fingerprint) for f in state.open_errors]
    return (*findings, *(n.Asked(kind="flag", about=each) for each in state.flags))


def about_notices(state: Disclosure) -> Iterator[c.Command]:
    yield n.IssueNotice(
        notice=identity(len(state.notices) + 1),
        days=5,
        items=asked(state),
        prepared=MADE,
    )
    yield n.RemindOverdue(prepared=MADE)
    if not state.notices:
        return
    notice = state.notices[-1]
    name, number = notice.notice, notice.round.number
    yield n.RecordDocuments(notice=name, round=number, docx="w", pdf="", xlsx="x")
    yield n.ReceiveNotice(notice=name)
    yield n.AnswerNotice(
        notice=name, answers=tuple((i.item, "mended", "") for i in notice.left)
    )
    yield n.OpenRound(notice=name, days=3, items=asked(state), prepared=MADE)
    yield n.AskExtension(notice=name, days=2, reason="人手不足")
    yield n.GrantExtension(notice=name, days=2, prepared=MADE)
    yield n.RefuseExtension(notice=name, reason="时间充足")
    yield n.WithdrawNotice(notice=name, reason="发错了")
    for item in notice.items:
        yield n.ConfirmItem(notice=name, item=item.item)
        yield n.RefuseItem(notice=name, item=item.item, reason="仍不符")


def settle(desk: Desk, attempt: Attempt) -> None:
    """Let everybody do their duty by the open notice, up to its end."""
    if (notice := desk.state.open_notice) is None:
        return
    name = notice.notice
    attempt(desk, ALICE, n.ReceiveNotice(notice=name))
    said = tuple((i.item, "explained", "已核对") for i in notice.unanswered)
    attempt(desk, ALICE, n.AnswerNotice(notice=name, answers=said))
    attempt(desk, ALICE, c.Resubmit())
    for item in notice.left:
        for actor in (BOB, CAROL, DAVE):
            attempt(desk, actor, n.ConfirmItem(notice=name, item=item.item))


def quarrel(desk: Desk, attempt: Attempt) -> None:
    """Let a notice go the long way: more time, late, refused, another round."""
    name = identity(len(desk.state.notices) + 1)
    issue = n.IssueNotice(notice=name, days=5, items=asked(desk.state), prepared=MADE)
    if not attempt(desk, BOB, issue):
        return
    attempt(desk, ALICE, n.ReceiveNotice(notice=name))
    for decision in (
        n.RefuseExtension(notice=name, reason="时间充足"),
        n.GrantExtension(notice=name, days=2, prepared=MADE),
    ):
        attempt(desk, ALICE, n.AskExtension(notice=name, days=2, reason="人手不足"))
        attempt(desk, CAROL, decision)
    attempt(desk, SYSTEM, n.RemindOverdue(prepared=MADE))
    items = desk.state.notices[-1].items
    said = tuple((i.item, "objected", "口径不同") for i in items)
    attempt(desk, ALICE, n.AnswerNotice(notice=name, answers=said))
    attempt(desk, ALICE, c.Resubmit())
    for item in items:
        refuse = n.RefuseItem(notice=name, item=item.item, reason="未附依据")
        attempt(desk, CAROL, refuse)
    attempt(desk, BOB, n.OpenRound(notice=name, days=3, prepared=MADE))
