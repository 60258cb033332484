"""What reviewers' words on sections make of the state."""

from dataclasses import replace

from reviews.domain import events as e
from reviews.domain.folds.changes import lapsed, people, with_section, without
from reviews.domain.state import Disclosure, Flag, Verification


def verified(
    state: Disclosure, event: e.SectionVerified, record: e.Recorded
) -> Disclosure:
    who = record.actor or 0
    section = state.sections[event.section]
    verifiers = people(who, record.on_behalf_of or 0)
    others = tuple(m for m in section.marks if m[0] not in verifiers)
    marks = tuple((p, event.version, event.content) for p in verifiers)
    return with_section(
        state,
        replace(
            section,
            verification=Verification(
                by=who,
                behalf=record.on_behalf_of or 0,
                version=event.version,
                content=event.content,
                ruleset=event.ruleset,
                position=record.position,
                inputs=event.inputs,
            ),
            lapse=None,
            marks=(*others, *marks),
        ),
    )


def verification_lapsed(
    state: Disclosure, event: e.VerificationLapsed, record: e.Recorded
) -> Disclosure:
    return lapsed(state, event.section, event.cause, event.by, record)


def flagged(
    state: Disclosure, event: e.SectionFlagged, record: e.Recorded
) -> Disclosure:
    flag = Flag(
        flag=event.flag,
        section=event.section,
        by=record.actor or 0,
        behalf=record.on_behalf_of or 0,
        version=event.version,
        quote=event.quote,
        remark=event.remark,
        position=record.position,
    )
    state = replace(state, flags={**state.flags, event.flag: flag})
    return lapsed(state, event.section, "flag", event.flag, record)


def flag_resolved(
    state: Disclosure, event: e.FlagResolved, _record: e.Recorded
) -> Disclosure:
    return replace(state, flags=without(state.flags, (event.flag,)))


def assigned(
    state: Disclosure, event: e.SectionAssigned, _record: e.Recorded
) -> Disclosure:
    section = state.sections[event.section]
    return with_section(state, replace(section, assignee=event.assignee))
