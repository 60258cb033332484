"""What rectification notices make of the state."""

from collections.abc import Callable
from dataclasses import replace

from reviews.domain import notice_events as n
from reviews.domain.events import Recorded
from reviews.domain.notices import (
    Extension,
    Notice,
    NoticeItem,
    Round,
)
from reviews.domain.state import Disclosure


def issued(state: Disclosure, event: n.NoticeIssued, record: Recorded) -> Disclosure:
    notice = Notice(
        notice=event.notice,
        symbol=event.symbol,
        year=event.year,
        number=event.number,
        items=_items(event.items, 1),
        rounds=(_round(event, 1, record),),
    )
    return replace(
        state,
        notices=(*state.notices, notice),
        returned=True,
        returned_remark=event.remark,
    )


def round_opened(
    state: Disclosure, event: n.NoticeRoundOpened, record: Recorded
) -> Disclosure:
    def change(notice: Notice) -> Notice:
        return replace(
            notice,
            items=(*notice.items, *_items(event.items, event.round)),
            rounds=(*notice.rounds, _round(event, event.round, record)),
            reminded=-1,
        )

    state = replace(state, returned=True, returned_remark=event.remark)
    return changed(state, event.notice, change)


def rendered(
    state: Disclosure, event: n.NoticeRendered, _record: Recorded
) -> Disclosure:
    def change(notice: Notice) -> Notice:
        rounds = tuple(
            replace(each, docx=event.docx, pdf=event.pdf, xlsx=event.xlsx)
            if each.number == event.round
            else each
            for each in notice.rounds
        )
        return replace(notice, rounds=rounds)

    return changed(state, event.notice, change)


def received(
    state: Disclosure, event: n.NoticeReceived, record: Recorded
) -> Disclosure:
    def change(notice: Notice) -> Notice:
        return _last_round(
            notice,
            received_by=record.actor or 0,
            received_for=record.on_behalf_of or 0,
            received_at=record.recorded_at.isoformat(),
        )

    return changed(state, event.notice, change)


def extension_asked(
    state: Disclosure, event: n.ExtensionAsked, record: Recorded
) -> Disclosure:
    def change(notice: Notice) -> Notice:
        extension = Extension(
            round=notice.round.number,
            days=event.days,
            reason=event.reason,
            by=record.actor or 0,
            behalf=record.on_behalf_of or 0,
            position=record.position,
        )
        return replace(notice, extensions=(*notice.extensions, extension))

    return changed(state, event.notice, change)


def extension_granted(
    state: Disclosure, event: n.ExtensionGranted, record: Recorded
) -> Disclosure:
    def change(notice: Notice) -> Notice:
        last = replace(
            notice.extensions[-1],
            outcome="granted",
            granted=event.days,
            due=event.due,
            remark=event.remark,
            decided_by=record.actor or 0,
        )
        notice = replace(notice, extensions=(*notice.extensions[:-1], last))
        return replace(_last_round(notice, due=event.due), reminded=-1)

    return changed(state, event.notice, change)


def extension_refused(
    state: Disclosure, event: n.ExtensionRefused, record: Recorded
) -> Disclosure:
    def change(notice: Notice) -> Notice:
        last = replace(
            notice.extensions[-1],
            outcome="refused",
            remark=event.reason,
            decided_by=record.actor or 0,
        )
        return replace(notice, extensions=(*notice.extensions[:-1], last))

    return changed(state, event.notice, change)


def overdue(state: Disclosure, event: n.NoticeOverdue, _record: Recorded) -> Disclosure:
    def change(notice: Notice) -> Notice:
        return replace(notice, reminded=event.step, late=max(notice.late, event.step))

    return changed(state, event.notice, change)


def closed(state: Disclosure, event: n.NoticeClosed, record: Recorded) -> Disclosure:
    at = record.recorded_at.isoformat()
    return changed(
        state, event.notice, lambda it: replace(it, status="closed", ended_at=at)
    )


def withdrawn(
    state: Disclosure, event: n.NoticeWithdrawn, record: Recorded
) -> Disclosure:
    at = record.recorded_at.isoformat()
    state = replace(state, returned=False, returned_remark="")
    return changed(
        state,
        event.notice,
        lambda it: replace(
            it, status="withdrawn", ended_at=at, withdrawal=event.reason
        ),
    )


def resubmitted(state: Disclosure, record: Recorded) -> Disclosure:
    """Note on the open notice that the department handed in its answers.

    A wish for more time that nobody decided on is not needed any more.
    """
    notice = state.open_notice
    if notice is None:
        return state
    at = record.recorded_at.isoformat()

    def change(it: Notice) -> Notice:
        extensions = tuple(
            each if each.outcome else replace(each, outcome="lapsed")
            for each in it.extensions
        )
        return _last_round(replace(it, extensions=extensions), answered_at=at)

    return changed(state, notice.notice, change)


def changed(
    state: Disclosure, notice: str, change: Callable[[Notice], Notice]
) -> Disclosure:
    notices = tuple(
        change(each) if each.notice == notice else each for each in state.notices
    )
    return replace(state, notices=notices)


def _last_round(notice: Notice, **values: str | int) -> Notice:
    last = replace(notice.rounds[-1], **values)  # type: ignore[arg-type]
    return replace(notice, rounds=(*notice.rounds[:-1], last))


def _round(
    event: n.NoticeIssued | n.NoticeRoundOpened, number: int, record: Recorded
) -> Round:
    return Round(
        number=number,
        issued_on=event.issued_on,
        days=event.days,
        first_due=event.due,
        due=event.due,
        remark=event.remark,
        letter=event.letter,
        template=event.template,
        by=record.actor or 0,
        behalf=record.on_behalf_of or 0,
        position=record.position,
        at=record.recorded_at.isoformat(),
    )


def _items(entries: tuple[n.NoticeEntry, ...], number: int) -> tuple[NoticeItem, ...]:
    return tuple(
        NoticeItem(
            item=each.item,
            kind=each.kind,
            about=each.about,
            code=each.code,
            severity=each.severity,
            section=each.section,
            content=each.content,
            demand=each.demand,
            round=number,
        )
        for each in entries
    )
