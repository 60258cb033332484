"""Decisions on what a notice holds: signed for, answered, confirmed or refused."""

from reviews.domain import notice_commands as c
from reviews.domain import notice_events as n
from reviews.domain.decision import Decision, required, short
from reviews.domain.decisions.notices import open_notice, term
from reviews.domain.errors import NotAcceptable, NotAllowed, NotKnown, NotNow, said
from reviews.domain.events import FlagResolved
from reviews.domain.notice_standing import confirmable
from reviews.domain.notices import ANSWERS, Notice, NoticeItem
from reviews.domain.state import Disclosure


def receive(state: Disclosure, command: c.ReceiveNotice, decision: Decision) -> None:
    notice = open_notice(state, command.notice)
    if not notice.round.received_by:
        decision.events.append(
            n.NoticeReceived(notice=notice.notice, round=notice.round.number)
        )


def answer(state: Disclosure, command: c.AnswerNotice, decision: Decision) -> None:
    """Keep the answers that are new or changed; the others are no event."""
    notice = _with_department(state, command.notice)
    if not notice.round.received_by:
        raise NotNow("not-received", "请先签收整改通知书，再逐条答复。")
    for number, chosen, words in command.answers:
        item = _item(notice, number)
        if item.settled:
            raise NotNow(
                "settled",
                said("第 %(item)s 条已经确认，不需要再答复。", item=number),
            )
        if chosen not in ANSWERS:
            raise NotAcceptable(
                "bad-answer", "答复请选择“已修改”“说明情况”或“有异议”。"
            )
        if chosen == "mended":
            remark = short(words.strip(), "答复说明")
        else:
            remark = required(words, f"第 {number} 条的说明")
        kept = decision.keep_text(remark)
        before = item.answered(notice.round.number)
        if before and (before.answer, before.remark) == (chosen, kept):
            continue
        decision.events.append(
            n.NoticeAnswered(
                notice=notice.notice,
                round=notice.round.number,
                item=number,
                answer=chosen,
                remark=kept,
            )
        )


def ask_extension(
    state: Disclosure, command: c.AskExtension, decision: Decision
) -> None:
    notice = _with_department(state, command.notice)
    if notice.extension is not None:
        raise NotNow("already-asked", "已有一份延期申请等待批准，请等候答复。")
    term(command.days)
    reason = required(command.reason, "申请延期的理由")
    decision.events.append(
        n.ExtensionAsked(
            notice=notice.notice, days=command.days, reason=decision.keep_text(reason)
        )
    )


def confirm(state: Disclosure, command: c.ConfirmItem, decision: Decision) -> None:
    """Accept an item as settled; the last one closes the notice.

    A finding of error severity must be gone or waived before: what is still wrong
    is not settled by saying so. A flag that is confirmed is resolved with it.
    """
    notice = _with_bureau(state, command.notice)
    item = _item(notice, command.item)
    if item.settled:
        return
    _wrote_none(state, item, decision)
    remark = decision.keep_text(short(command.remark.strip(), "说明"))
    if not confirmable(state, item):
        raise NotNow(
            "still-open",
            said(
                "第 %(item)s 条的错误仍在，不能确认；说明成立的，"
                "请先在工作台办理不予采纳并由另一人复核。",
                item=item.item,
            ),
        )
    if item.kind == "flag" and item.about in state.flags:
        decision.events.append(
            FlagResolved(
                flag=item.about,
                section=item.section,
                remark=remark or decision.keep_text("整改已确认。"),
            )
        )
    decision.events.append(
        n.NoticeItemConfirmed(
            notice=notice.notice,
            round=notice.round.number,
            item=item.item,
            remark=remark,
        )
    )
    if notice.left == (item,):
        decision.events.append(n.NoticeClosed(notice=notice.notice))


def refuse(state: Disclosure, command: c.RefuseItem, decision: Decision) -> None:
    notice = _with_bureau(state, command.notice)
    item = _item(notice, command.item)
    reason = required(command.reason, "退回的理由")
    decision.events.append(
        n.NoticeItemRefused(
            notice=notice.notice,
            round=notice.round.number,
            item=item.item,
            reason=decision.keep_text(reason),
        )
    )


def require_answers(state: Disclosure) -> None:
    """Refuse that a disclosure is handed in again while its notice is unanswered."""
    notice = state.open_notice
    if notice is None:
        return
    if not notice.round.received_by:
        raise NotNow(
            "not-received",
            said("请先签收%(notice)s，逐条答复后再重新报送。", notice=notice.reference),
        )
    if notice.unanswered:
        raise NotNow(
            "unanswered",
            said(
                "%(notice)s还有 %(count)s 条没有答复，请逐条答复后再重新报送。",
                notice=notice.reference,
                count=len(notice.unanswered),
            ),
        )


def _with_department(state: Disclosure, notice: str) -> Notice:
    found = open_notice(state, notice)
    if not state.returned:
        raise NotNow("not-returned", "材料已经重新报送，现由审核员逐条核对。")
    return found


def _with_bureau(state: Disclosure, notice: str) -> Notice:
    found = open_notice(state, notice)
    if state.returned:
        raise NotNow("returned", "部门还没有重新报送，现在不能核对。")
    return found


def _item(notice: Notice, number: int) -> NoticeItem:
    item = notice.item(number)
    if item is None:
        raise NotKnown("no-such-item", said("通知书没有第 %(item)s 条。", item=number))
    return item


def _wrote_none(state: Disclosure, item: NoticeItem, decision: Decision) -> None:
    """Four eyes also where a new file no longer has the section.

    Sections that are there are the policy table's.
    """
    section = state.gone.get(item.section)
    if section and not decision.actor.people.isdisjoint(section.contributors):
        raise NotAllowed(
            "own-work",
            "您编写或修改过这一条所在的章节，不能由您确认整改结果。",
            "审核员",
        )
