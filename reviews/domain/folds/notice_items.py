"""What answers and verdicts make of a notice's items."""

from collections.abc import Callable
from dataclasses import replace

from reviews.domain import notice_events as n
from reviews.domain.events import Recorded
from reviews.domain.folds.notices import changed
from reviews.domain.notices import Answer, Notice, NoticeItem, Verdict
from reviews.domain.state import Disclosure


def answered(
    state: Disclosure, event: n.NoticeAnswered, record: Recorded
) -> Disclosure:
    answer = Answer(
        round=event.round,
        answer=event.answer,
        remark=event.remark,
        by=record.actor or 0,
        behalf=record.on_behalf_of or 0,
        position=record.position,
    )

    def change(item: NoticeItem) -> NoticeItem:
        return replace(item, answers=(*item.answers, answer))

    return _item_changed(state, event.notice, event.item, change)


def confirmed(
    state: Disclosure, event: n.NoticeItemConfirmed, record: Recorded
) -> Disclosure:
    return _judged(state, event, event.remark, confirmed=True, record=record)


def refused(
    state: Disclosure, event: n.NoticeItemRefused, record: Recorded
) -> Disclosure:
    return _judged(state, event, event.reason, confirmed=False, record=record)


def _judged(
    state: Disclosure,
    event: n.NoticeItemConfirmed | n.NoticeItemRefused,
    remark: str,
    *,
    confirmed: bool,
    record: Recorded,
) -> Disclosure:
    verdict = Verdict(
        round=event.round,
        confirmed=confirmed,
        remark=remark,
        by=record.actor or 0,
        behalf=record.on_behalf_of or 0,
        position=record.position,
    )

    def change(item: NoticeItem) -> NoticeItem:
        return replace(item, verdicts=(*item.verdicts, verdict))

    return _item_changed(state, event.notice, event.item, change)


def _item_changed(
    state: Disclosure,
    notice: str,
    number: int,
    change: Callable[[NoticeItem], NoticeItem],
) -> Disclosure:
    def apply(it: Notice) -> Notice:
        items = tuple(
            change(each) if each.item == number else each for each in it.items
        )
        return replace(it, items=items)

    return changed(state, notice, apply)
