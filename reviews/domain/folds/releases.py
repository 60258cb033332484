"""What returning and releasing make of the state."""

from dataclasses import replace

from reviews.domain import events as e
from reviews.domain.state import Disclosure, Release


def sent_back(state: Disclosure, event: e.SentBack, _record: e.Recorded) -> Disclosure:
    return replace(state, returned=True, returned_remark=event.remark)


def resubmitted(
    state: Disclosure, _event: e.Resubmitted, _record: e.Recorded
) -> Disclosure:
    return replace(state, returned=False, returned_remark="")


def released(
    state: Disclosure, event: e.DisclosureReleased, record: e.Recorded
) -> Disclosure:
    earlier = tuple(
        replace(each, status="superseded") if each.status == "current" else each
        for each in state.releases
    )
    release = Release(
        release=event.release,
        number=event.number,
        page=event.page,
        by=record.actor or 0,
        position=record.position,
        at=record.recorded_at.isoformat(),
        sections=event.sections,
        reason=state.correction_reason,
    )
    return replace(state, releases=(*earlier, release), revision=event.number)


def correction_opened(
    state: Disclosure, event: e.CorrectionOpened, _record: e.Recorded
) -> Disclosure:
    return replace(state, revision=event.revision, correction_reason=event.reason)


def withdrawn(
    state: Disclosure, event: e.ReleaseWithdrawn, _record: e.Recorded
) -> Disclosure:
    releases = tuple(
        replace(each, status="withdrawn", withdrawal=event.reason)
        if each.release == event.release
        else each
        for each in state.releases
    )
    return replace(state, releases=releases)
