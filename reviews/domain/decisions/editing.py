"""Decisions on text: an edit of a section and what it ends."""

from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.decision import Checked, Decision, canonical, needed, required, seen
from reviews.domain.decisions.checks import append_checks, drop_empty_check, reopened
from reviews.domain.state import Disclosure


def edit(
    state: Disclosure,
    command: c.EditSection,
    decision: Decision,
) -> None:
    section = state.sections[command.section]
    content = decision.keep(canonical(list(command.blocks)))
    if content == section.content:
        decision.contents.clear()
        return
    seen(section, command.based_on)
    reason = required(command.reason, "修改原因")
    decision.events.append(
        e.SectionEdited(
            section=section.key,
            version=section.version + 1,
            content=content,
            reason=decision.keep_text(reason),
        )
    )
    others = {k: s for k, s in state.sections.items() if k != section.key}
    checked = needed(decision)
    append_checks(state, others, decision, checked)
    _lapse_own_waivers(state, section.key, decision, checked)


def _lapse_own_waivers(
    state: Disclosure, section: str, decision: Decision, checked: Checked
) -> None:
    """End the waivers that who writes here has given or confirmed for this section.

    From now on it is their own work, and nobody's word on their own work counts.
    """
    judged = [
        each
        for each in checked.findings
        if section in each.sections
        and each.fingerprint in state.waivers
        and not decision.actor.people.isdisjoint(state.waivers[each.fingerprint].people)
    ]
    decision.events += [
        e.WaiverLapsed(fingerprint=each.fingerprint, cause="author") for each in judged
    ]
    lapsed = {
        each.section
        for each in decision.events
        if isinstance(each, e.VerificationLapsed)
    }
    known = [state.findings[each.fingerprint] for each in judged]
    decision.events += [
        each
        for each in reopened(state, known)
        if each.section not in lapsed | {section}
    ]


def recheck(state: Disclosure, _command: c.Recheck, decision: Decision) -> None:
    append_checks(state, state.sections, decision, needed(decision))
    drop_empty_check(state, decision)
