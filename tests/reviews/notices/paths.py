"""Notices through the one door, in an office; their documents made as a worker does."""

from uuid import uuid4

from django.utils import timezone

from reviews.domain import commands as c
from reviews.domain import notice_commands as n
from reviews.domain.notices import Notice
from reviews.models import OutboxRecord
from tests.reviews import scenarios
from tests.reviews.scenarios import Office
from workers import outbox
from workers.tasks import render_notice


def issued(desk: Office, *, days: int = 5, demand: str = "", remark: str = "") -> str:
    """Bob sends the open error and a flag to the department; return the notice's id."""
    scenarios.read(desk)
    flag = c.FlagSection(flag="k1", section="s001", remark="与三定不符", quote="本局")
    desk.do("bob", flag)
    return issue(desk, days=days, demand=demand, remark=remark)


def issue(desk: Office, *, days: int = 5, demand: str = "", remark: str = "") -> str:
    name = str(uuid4())
    items = [n.Asked(kind="flag", about=each) for each in desk.state.flags]
    items += [
        n.Asked(kind="finding", about=f.fingerprint, demand=demand)
        for f in desk.state.open_errors
    ]
    command = n.IssueNotice(notice=name, days=days, items=tuple(items), remark=remark)
    desk.do("bob", command)
    return name


def handed_in(desk: Office, **given: str) -> str:
    """The department mends the sum, answers everything, hands in again."""
    name = issued(desk, **given)  # type: ignore[arg-type]
    answer(desk, name)
    desk.edit("alice", "s002", scenarios.SUMS)
    desk.do("alice", c.Resubmit())
    return name


def answer(desk: Office, name: str) -> None:
    desk.do("alice", n.ReceiveNotice(notice=name))
    said = tuple((item.item, "explained", "已核对原始凭证") for item in the(desk).left)
    desk.do("alice", n.AnswerNotice(notice=name, answers=said))


def second_round(desk: Office) -> str:
    """Carol accepts the sum, not the flag, and sends it back once more."""
    name = handed_in(desk)
    desk.do("carol", n.RefuseItem(notice=name, item=1, reason="三定方案仍不一致"))
    desk.do("carol", n.ConfirmItem(notice=name, item=2))
    desk.do("carol", n.OpenRound(notice=name, days=3, remark="请附三定方案"))
    return name


def closed(desk: Office) -> str:
    name = handed_in(desk)
    for item in (1, 2):
        desk.do("carol", n.ConfirmItem(notice=name, item=item))
    return name


def the(desk: Office) -> Notice:
    return desk.state.notices[-1]


def render(desk: Office) -> None:
    """Make the documents that wait to be made."""
    for row in OutboxRecord.objects.filter(job="render-notice", stream=desk.stream):
        work = outbox.take(row.pk, "tests", row.not_before)
        assert work is not None
        render_notice.run(work)
        outbox.finish(work)


def received(desk: Office) -> None:
    desk.do("alice", n.ReceiveNotice(notice=issued(desk)))


def asked(desk: Office) -> None:
    """The department asks for two more working days, today: the term still runs."""
    desk.at = timezone.now()
    command = n.AskExtension(notice=issued(desk), days=2, reason="核对凭证")
    desk.do("alice", command)


def refused(desk: Office) -> None:
    """Carol refuses the flag's answer and accepts the sum."""
    name = handed_in(desk)
    desk.do("carol", n.RefuseItem(notice=name, item=1, reason="未附三定方案"))
    desk.do("carol", n.ConfirmItem(notice=name, item=2))
