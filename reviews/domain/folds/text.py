"""What edits and runs of the checks make of the state."""

from reviews.domain import events as e
from reviews.domain.folds.changes import (
    changed,
    people,
    unverified,
    with_section,
    without,
)
from reviews.domain.state import Disclosure, Finding


def edited(state: Disclosure, event: e.SectionEdited, record: e.Recorded) -> Disclosure:
    before = state.sections[event.section]
    section = changed(
        unverified(before, "edited", event.section, record),
        content=event.content,
        version=event.version,
        contributors=people(
            *before.contributors, record.actor or 0, record.on_behalf_of or 0
        ),
    )
    return with_section(state, section)


def checked(state: Disclosure, event: e.ChecksRun, record: e.Recorded) -> Disclosure:
    findings = dict(without(state.findings, event.cleared))
    for found in event.found:
        before = findings.get(found.fingerprint)
        findings[found.fingerprint] = Finding(
            fingerprint=found.fingerprint,
            code=found.code,
            severity=found.severity,
            section=found.section,
            sections=found.sections,
            content=found.content,
            position=before.position if before else record.position,
        )
    sections = dict(state.sections)
    for key, inputs in event.inputs:
        if key in sections and sections[key].inputs != inputs:
            sections[key] = changed(sections[key], inputs=inputs)
    for key, digest in event.digests:
        if key in sections:
            sections[key] = changed(sections[key], digest=digest)
    return changed(
        state,
        ruleset=event.ruleset,
        unchecked=event.unchecked,
        findings=findings,
        sections=sections,
    )
