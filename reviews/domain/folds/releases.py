"""What returning and releasing make of the state."""

from dataclasses import replace

from reviews.domain import events as e
from reviews.domain import release_events as r
from reviews.domain.folds import notices
from reviews.domain.state import Disclosure, Release, Staging


def sent_back(state: Disclosure, event: e.SentBack, _record: e.Recorded) -> Disclosure:
    return replace(state, returned=True, returned_remark=event.remark)


def resubmitted(
    state: Disclosure, _event: e.Resubmitted, record: e.Recorded
) -> Disclosure:
    state = notices.resubmitted(state, record)
    return replace(state, returned=False, returned_remark="")


def released(
    state: Disclosure, event: e.DisclosureReleased, record: e.Recorded
) -> Disclosure:
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
    return _public(state, release)


def _public(state: Disclosure, release: Release) -> Disclosure:
    earlier = tuple(
        replace(each, status="superseded") if each.status == "current" else each
        for each in state.releases
    )
    return replace(
        state,
        releases=(*earlier, release),
        revision=release.number,
        staging=None,
    )


def staged(state: Disclosure, event: r.ReleaseStaged, record: e.Recorded) -> Disclosure:
    people = (record.actor, record.on_behalf_of)
    staging = Staging(
        plan=event.plan,
        release=event.release,
        number=event.number,
        page=event.page,
        sections=event.sections,
        people=tuple(each for each in people if each is not None),
        position=record.position,
        at=record.recorded_at.isoformat(),
    )
    return replace(state, staging=staging)


def settled(
    state: Disclosure, event: r.ReleaseSettled, _record: e.Recorded
) -> Disclosure:
    staging = state.staging
    if staging is None:
        return state
    release = Release(
        release=staging.release,
        number=staging.number,
        page=staging.page,
        by=staging.people[0] if staging.people else 0,
        position=event.position,
        at=event.at,
        sections=staging.sections,
        reason=state.correction_reason,
        plan=event.plan,
    )
    return _public(state, release)


def rendered(
    state: Disclosure, event: r.FilesRendered, _record: e.Recorded
) -> Disclosure:
    return replace(state, files={**state.files, event.page: event.files})


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
