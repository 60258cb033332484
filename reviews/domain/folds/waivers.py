"""What waivers, their confirmation and their end make of the state."""

from dataclasses import replace

from reviews.domain import events as e
from reviews.domain.folds.changes import people, without
from reviews.domain.state import Disclosure, Waiver


def waived(state: Disclosure, event: e.FindingWaived, record: e.Recorded) -> Disclosure:
    waiver = Waiver(
        by=record.actor or 0,
        severity=event.severity,
        reason=event.reason,
        until=event.until,
        position=record.position,
        behalf=record.on_behalf_of or 0,
        others=people(record.on_behalf_of or 0),
        kind=event.kind,
        attachment=event.attachment,
        attachment_name=event.attachment_name,
    )
    return replace(state, waivers={**state.waivers, event.fingerprint: waiver})


def confirmed(
    state: Disclosure, event: e.WaiverConfirmed, record: e.Recorded
) -> Disclosure:
    waiver = state.waivers[event.fingerprint]
    others = people(*waiver.others, record.on_behalf_of or 0)
    second = replace(
        waiver,
        confirmed_by=record.actor or 0,
        confirmed_behalf=record.on_behalf_of or 0,
        others=others,
    )
    return replace(state, waivers={**state.waivers, event.fingerprint: second})


def ended(
    state: Disclosure, event: e.WaiverRevoked | e.WaiverLapsed, _record: e.Recorded
) -> Disclosure:
    return replace(state, waivers=without(state.waivers, (event.fingerprint,)))
