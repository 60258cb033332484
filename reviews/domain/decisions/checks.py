"""What a run of the checks says and ends: findings, waivers, verifications."""

from collections.abc import Iterable, Mapping

from reviews.domain import events as e
from reviews.domain.decision import Checked, Decision
from reviews.domain.state import Disclosure, Finding, Section


def append_checks(
    state: Disclosure,
    standing: Mapping[str, Section],
    decision: Decision,
    checked: Checked,
) -> None:
    """Say what the run changed, and what it ends: waivers and verifications.

    `standing` are the sections whose content the command leaves as it was.
    """
    found: list[e.RaisedFinding] = []
    for each in checked.findings:
        content = decision.keep(each.body)
        known = state.findings.get(each.fingerprint)
        if known and (known.content, known.severity) == (content, each.severity):
            continue
        found.append(
            e.RaisedFinding(
                fingerprint=each.fingerprint,
                code=each.code,
                severity=each.severity,
                section=each.sections[0],
                sections=each.sections,
                content=content,
            )
        )
    present = {each.fingerprint for each in checked.findings}
    cleared = tuple(f for f in state.findings if f not in present)
    decision.events.append(
        e.ChecksRun(
            ruleset=checked.ruleset,
            found=tuple(found),
            cleared=cleared,
            unchecked=decision.keep(checked.unchecked),
            inputs=tuple(
                (key, inputs)
                for key, inputs in checked.inputs
                if key not in state.sections or state.sections[key].inputs != inputs
            ),
            digests=_changed_digests(state, checked),
        )
    )
    decision.events += [
        e.WaiverLapsed(fingerprint=fingerprint, cause="evidence")
        for fingerprint in cleared
        if fingerprint in state.waivers
    ]
    decision.events += _lapses(state, standing, found, dict(checked.digests))


def _changed_digests(
    state: Disclosure, checked: Checked
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key, digest)
        for key, digest in checked.digests
        if key not in state.sections or state.sections[key].digest != digest
    )


def _lapses(
    state: Disclosure,
    standing: Mapping[str, Section],
    found: Iterable[e.RaisedFinding],
    digests: Mapping[str, str],
) -> list[e.VerificationLapsed]:
    """Verifications elsewhere that this ends: by a new error, by an input that
    changed or is gone."""
    ended: dict[str, e.VerificationLapsed] = {}
    for finding in found:
        known = state.findings.get(finding.fingerprint)
        if finding.severity != "error" or (known and known.severity == "error"):
            continue
        for key in finding.sections:
            if key in standing and standing[key].verification is not None:
                ended.setdefault(
                    key,
                    e.VerificationLapsed(
                        section=key, cause="finding", by=finding.fingerprint
                    ),
                )
    for key, section in standing.items():
        if section.verification is None or key in ended:
            continue
        for other, digest in section.verification.inputs:
            if digests.get(other) != digest:
                ended[key] = e.VerificationLapsed(section=key, cause="input", by=other)
                break
    return list(ended.values())


def drop_empty_check(state: Disclosure, decision: Decision) -> None:
    """A recheck that finds everything as it was is no event."""
    match decision.events:
        case [e.ChecksRun() as run] if (
            run.ruleset == state.ruleset
            and run.unchecked == state.unchecked
            and not (run.found or run.cleared or run.inputs or run.digests)
        ):
            decision.events.clear()
            decision.contents.clear()


def reopened(
    state: Disclosure, findings: Iterable[Finding]
) -> list[e.VerificationLapsed]:
    """The verifications that end since errors are open again."""
    ended = {
        key: finding.fingerprint
        for finding in findings
        if finding.severity == "error"
        for key in finding.sections
        if key in state.sections and state.sections[key].verification
    }
    return [
        e.VerificationLapsed(section=key, cause="finding", by=by)
        for key, by in ended.items()
    ]
