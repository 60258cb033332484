"""What a decision on a notice needs from outside: a term, a letter, a number."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from reviews import store
from reviews.domain import events as e
from reviews.domain import notice_commands as c
from reviews.domain import notice_events as n
from reviews.domain.notices import LADDER
from reviews.domain.state import Disclosure
from reviews.domain.workdays import Calendar, add_working_days
from reviews.letters.model import Letter, from_json, to_json
from reviews.noticing.terms import calendar_of, due, style_of
from reviews.noticing.words import letter_of
from reviews.projections.numbers import next_number

Noticed = c.IssueNotice | c.OpenRound | c.GrantExtension | c.RemindOverdue


def prepared(state: Disclosure, command: Noticed, today: date) -> Noticed:
    """Return the command with what it needs to be decided; nothing is stored."""
    calendar = calendar_of(state.ledger)
    if isinstance(command, c.RemindOverdue):
        return replace(command, prepared=_ladder(state, today, calendar))
    if isinstance(command, c.GrantExtension):
        notice = state.open_notice
        start = date.fromisoformat(notice.due) if notice else today
        last = due(start, command.days, calendar)
        made = c.Prepared(today=today.isoformat(), due=last.isoformat())
        return replace(command, prepared=made)
    style = style_of(state.ledger)
    made = c.Prepared(
        today=today.isoformat(),
        due=due(today, command.days, calendar).isoformat(),
        symbol=style.symbol,
        template=style.template,
    )
    letter = to_json(letter_of(state, command, made, style.contact))
    return replace(command, prepared=replace(made, letter=letter))


def previewed(
    state: Disclosure, command: c.IssueNotice | c.OpenRound, today: date
) -> Letter:
    """Return the letter that `command` would send; nothing is decided."""
    command = cast(c.IssueNotice, prepared(state, command, today))
    return from_json(command.prepared.letter)


def _ladder(state: Disclosure, today: date, calendar: Calendar) -> c.Prepared:
    notice = state.open_notice
    if notice is None:
        return c.Prepared(today=today.isoformat())
    last = date.fromisoformat(notice.due)
    steps = (
        (
            step,
            add_working_days(last, step, calendar).isoformat() if step else notice.due,
        )
        for step in LADDER
    )
    return c.Prepared(today=today.isoformat(), ladder=tuple(steps))


def numbered(ledger: int, events: Sequence[e.Event]) -> list[e.Event]:
    """Return the events with the next number in a notice that is issued among them.

    Takes the ledger's lock, so that numbers are as contiguous as positions; call it
    inside the transaction of the append.
    """
    if not any(isinstance(each, n.NoticeIssued) for each in events):
        return list(events)
    store.lock(ledger)
    return [
        replace(each, number=next_number(ledger, each.year))
        if isinstance(each, n.NoticeIssued)
        else each
        for each in events
    ]
