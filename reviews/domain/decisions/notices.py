"""Decisions of the bureau on notices: issued, another round, more time, taken back."""

from collections.abc import Sequence

from reviews.domain import notice_commands as c
from reviews.domain import notice_events as n
from reviews.domain.decision import Decision, required, short
from reviews.domain.errors import NotAcceptable, NotKnown, NotNow, said
from reviews.domain.notices import Notice
from reviews.domain.state import Disclosure

MOST_DAYS = 60
"""Working days that a term or its extension may have."""
MOST_ITEMS = 500


def issue(state: Disclosure, command: c.IssueNotice, decision: Decision) -> None:
    if state.open_notice is not None:
        raise NotNow(
            "open-notice",
            said(
                "本材料的%(notice)s还没有办结，请在该通知书上继续办理。",
                notice=state.open_notice.reference,
            ),
        )
    if not command.items:
        raise NotAcceptable("no-items", "请至少选择一个问题，再发出整改通知书。")
    term(command.days)
    made = command.prepared
    decision.events.append(
        n.NoticeIssued(
            notice=command.notice,
            symbol=made.symbol,
            year=int(made.today[:4]),
            # The next number is known under the ledger's lock alone, where the
            # handler puts it in.
            number=0,
            issued_on=made.today,
            days=command.days,
            due=made.due,
            items=entries(state, command.items, decision, after=0),
            remark=decision.keep_text(short(command.remark, "补充说明")),
            letter=decision.keep_text(made.letter),
            template=made.template,
        )
    )


def open_round(state: Disclosure, command: c.OpenRound, decision: Decision) -> None:
    notice = open_notice(state, command.notice)
    if notice.unjudged:
        raise NotNow(
            "unjudged",
            said(
                "还有 %(count)s 条答复没有确认或退回，请先逐条处理。",
                count=len(notice.unjudged),
            ),
        )
    known = {(each.kind, each.about) for each in notice.left}
    added = tuple(a for a in command.items if (a.kind, a.about) not in known)
    if not (notice.left or added):
        raise NotAcceptable("no-items", "没有需要继续整改的问题。")
    term(command.days)
    made = command.prepared
    last = notice.items[-1].item
    decision.events.append(
        n.NoticeRoundOpened(
            notice=notice.notice,
            round=notice.round.number + 1,
            issued_on=made.today,
            days=command.days,
            due=made.due,
            items=entries(state, added, decision, after=last),
            remark=decision.keep_text(short(command.remark, "补充说明")),
            letter=decision.keep_text(made.letter),
            template=made.template,
        )
    )


def record_documents(
    state: Disclosure, command: c.RecordDocuments, decision: Decision
) -> None:
    notice = notice_of(state, command.notice)
    rounds = [each for each in notice.rounds if each.number == command.round]
    if not rounds or rounds[0].docx:
        return
    decision.events.append(
        n.NoticeRendered(
            notice=notice.notice,
            round=command.round,
            docx=command.docx,
            pdf=command.pdf,
            xlsx=command.xlsx,
        )
    )


def grant_extension(
    state: Disclosure, command: c.GrantExtension, decision: Decision
) -> None:
    notice = _asked(state, command.notice)
    term(command.days)
    made = command.prepared
    if made.due < made.today:
        raise NotAcceptable(
            "still-overdue",
            said(
                "延长 %(days)s 个工作日后限期为 %(due)s，仍早于今天，"
                "请增加天数，或者不批准。",
                days=command.days,
                due=made.due,
            ),
        )
    decision.events.append(
        n.ExtensionGranted(
            notice=notice.notice,
            days=command.days,
            due=made.due,
            remark=decision.keep_text(short(command.remark, "说明")),
        )
    )


def refuse_extension(
    state: Disclosure, command: c.RefuseExtension, decision: Decision
) -> None:
    notice = _asked(state, command.notice)
    reason = required(command.reason, "不批准的理由")
    decision.events.append(
        n.ExtensionRefused(notice=notice.notice, reason=decision.keep_text(reason))
    )


def remind(state: Disclosure, command: c.RemindOverdue, decision: Decision) -> None:
    """Note the highest step reached that is not noted yet, and none below it.

    A clock that stood still for some days sends one reminder, not one a step.
    """
    notice = state.open_notice
    if notice is None or not state.returned:
        return
    made = command.prepared
    reached = [step for step, first in made.ladder if first <= made.today]
    step = max(reached, default=-1)
    if step > notice.reminded:
        decision.events.append(
            n.NoticeOverdue(
                notice=notice.notice,
                round=notice.round.number,
                due=notice.due,
                step=step,
            )
        )


def withdraw(state: Disclosure, command: c.WithdrawNotice, decision: Decision) -> None:
    notice = open_notice(state, command.notice)
    reason = required(command.reason, "撤回理由")
    decision.events.append(
        n.NoticeWithdrawn(notice=notice.notice, reason=decision.keep_text(reason))
    )


def entries(
    state: Disclosure, asked: Sequence[c.Asked], decision: Decision, *, after: int
) -> tuple[n.NoticeEntry, ...]:
    """Return the items in the document's order, counted on from `after`."""
    if len(asked) > MOST_ITEMS:
        raise NotAcceptable(
            "too-many",
            said("一份通知书最多 %(most)s 条，请分次发出。", most=MOST_ITEMS),
        )
    unique = {(each.kind, each.about): each for each in asked}
    order = {key: place for place, key in enumerate(state.sections)}
    found = [_entry(state, each, decision) for each in unique.values()]
    found.sort(key=lambda each: order.get(each["section"], len(order)))
    return tuple(
        n.NoticeEntry(item=number, **each)
        for number, each in enumerate(found, after + 1)
    )


def _entry(state: Disclosure, asked: c.Asked, decision: Decision) -> dict[str, str]:
    entry = {
        "kind": asked.kind,
        "about": asked.about,
        "demand": decision.keep_text(short(asked.demand.strip(), "整改要求")),
    }
    if asked.kind == "flag" and asked.about in state.flags:
        flag = state.flags[asked.about]
        return entry | {
            "code": "",
            "severity": "error",
            "section": flag.section,
            "content": flag.remark,
        }
    finding = state.findings.get(asked.about) if asked.kind == "finding" else None
    if finding is None or state.waived(finding):
        raise NotAcceptable(
            "no-such-item",
            "所选的问题有的已经不存在或已不予采纳，请刷新页面后重新选择。",
        )
    return entry | {
        "code": finding.code,
        "severity": finding.severity,
        "section": finding.section,
        "content": finding.content,
    }


def notice_of(state: Disclosure, notice: str) -> Notice:
    """Return one of the disclosure's notices, or raise `NotKnown`."""
    found = next((each for each in state.notices if each.notice == notice), None)
    if found is None:
        raise NotKnown("no-such-notice", "没有这份整改通知书，或您无权查看。")
    return found


def open_notice(state: Disclosure, notice: str) -> Notice:
    """Return a notice that is being worked on, or raise `NotNow`."""
    found = notice_of(state, notice)
    if not found.open:
        closed = found.status == "closed"
        template = "%(notice)s已经办结。" if closed else "%(notice)s已经撤回。"
        raise NotNow("notice-ended", said(template, notice=found.reference))
    return found


def term(days: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        raise NotAcceptable(
            "bad-term",
            said("限期请填 1 到 %(most)s 之间的工作日天数。", most=MOST_DAYS),
        )


def _asked(state: Disclosure, notice: str) -> Notice:
    found = open_notice(state, notice)
    if found.extension is None:
        raise NotNow("nothing-asked", "没有待批准的延期申请。")
    return found
