"""A disclosure's state from its events. Never refuses, looks at nothing else."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from reviews.domain import events as e
from reviews.domain import notice_events as n
from reviews.domain import release_events as r
from reviews.domain.folds import (
    notice_items,
    notices,
    reading,
    releases,
    text,
    threads,
    verdicts,
    waivers,
)
from reviews.domain.folds.changes import changed
from reviews.domain.state import Disclosure

Fold = Callable[[Disclosure, Any, e.Recorded], Disclosure]

BY_EVENT: Mapping[type[e.Event], Fold] = {
    e.DisclosureSubmitted: reading.submitted,
    e.SourceReplaced: reading.replaced,
    e.ReadingFailed: reading.failed,
    e.ReadingRetried: reading.retried,
    e.DisclosureRead: reading.read,
    e.SectionEdited: text.edited,
    e.ChecksRun: text.checked,
    e.SectionVerified: verdicts.verified,
    e.VerificationLapsed: verdicts.verification_lapsed,
    e.SectionFlagged: verdicts.flagged,
    e.FlagResolved: verdicts.flag_resolved,
    e.SectionCommented: threads.commented,
    e.ThreadResolved: threads.resolved,
    e.ThreadReopened: threads.reopened,
    e.SectionAssigned: verdicts.assigned,
    e.FindingWaived: waivers.waived,
    e.WaiverConfirmed: waivers.confirmed,
    e.WaiverRevoked: waivers.ended,
    e.WaiverLapsed: waivers.ended,
    e.SentBack: releases.sent_back,
    e.Resubmitted: releases.resubmitted,
    e.DisclosureReleased: releases.released,
    e.CorrectionOpened: releases.correction_opened,
    e.ReleaseWithdrawn: releases.withdrawn,
    r.ReleaseStaged: releases.staged,
    r.ReleaseSettled: releases.settled,
    r.FilesRendered: releases.rendered,
    n.NoticeIssued: notices.issued,
    n.NoticeRoundOpened: notices.round_opened,
    n.NoticeRendered: notices.rendered,
    n.NoticeReceived: notices.received,
    n.NoticeAnswered: notice_items.answered,
    n.NoticeItemConfirmed: notice_items.confirmed,
    n.NoticeItemRefused: notice_items.refused,
    n.ExtensionAsked: notices.extension_asked,
    n.ExtensionGranted: notices.extension_granted,
    n.ExtensionRefused: notices.extension_refused,
    n.NoticeOverdue: notices.overdue,
    n.NoticeClosed: notices.closed,
    n.NoticeWithdrawn: notices.withdrawn,
}


def replay(records: Iterable[e.Recorded], onto: Disclosure | None = None) -> Disclosure:
    """Fold `records`, oldest first, onto a state (the empty one by default)."""
    state, last = onto or Disclosure(), None
    for last in records:
        fold = BY_EVENT.get(type(last.event))
        if fold is not None:
            state = fold(state, last.event, last)
    # No fold asks where the state stood: that is written once, after the last.
    return state if last is None else _after(state, last)


def evolve(state: Disclosure, record: e.Recorded) -> Disclosure:
    """Return the state after one more event."""
    return replay([record], onto=state)


def _after(state: Disclosure, record: e.Recorded) -> Disclosure:
    return changed(
        state,
        id=record.stream,
        ledger=record.ledger,
        version=record.version,
        position=record.position,
        updated_at=record.recorded_at.isoformat(),
    )
