"""Makes the run's report of what the rules yielded: findings, outcomes, reads."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from disclosures.checks.context import Context
from disclosures.checks.evidence import Places
from disclosures.checks.finding import Finding, Run, Severity, Unchecked
from disclosures.checks.memo import Memo, SectionMemory
from disclosures.checks.merge import merged
from disclosures.checks.rule import CouldNot, Draft, Looked, Mark, Outcome, Rule
from disclosures.parse.model import Section

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}

Drafted = tuple[Rule, Draft]


def report(
    sections: Sequence[Section],
    memories: Sequence[SectionMemory],
    documents: Mapping[str, tuple[object, tuple[Outcome, ...]]],
    rules: Sequence[Rule],
    crashed: Mapping[str, str],
    context: Context,
    memo: Memo,
) -> Run:
    """Return the run: drafts of one cause merged, findings in document order."""
    wrong = dict(crashed)
    for memory in memories:
        wrong.update(memory.crashed)
    drafts: list[Drafted] = []
    confirmed: list[tuple[Mark, ...]] = []
    unchecked: list[Unchecked] = []
    outcomes: list[tuple[str, str]] = []
    across: list[tuple[Mark, ...]] = []
    by_code = _by_code(memories)
    for each in rules:
        outcome = "nothing"
        document = each.scope == "document"
        found = documents.get(each.code, ((), ()))[1] if document else ()
        for yielded in found or by_code.get(each.code, ()):
            match yielded:
                case Draft():
                    drafts.append((each, yielded))
                    across += [yielded.marks] if document else []
                    outcome = "found"
                case Looked(marks):
                    confirmed.append(marks)
                    across += [marks] if document else []
                    outcome = "clean" if outcome == "nothing" else outcome
                case CouldNot(reason, section):
                    unchecked.append(Unchecked(each.code, reason, section))
        outcomes.append((each.code, "crashed" if each.code in wrong else outcome))
    order = {each.key: number for number, each in enumerate(sections)}
    places = Places(memo, memories)
    findings = [
        finding(each, draft, places, context)
        for each, draft in merged(drafts, confirmed, order)
    ]
    findings = _once(findings)
    findings.sort(
        key=lambda each: (
            order[each.evidence[0].section],
            each.evidence[0].offset,
            _WEIGHT[each.severity],
            each.code,
        )
    )
    return Run(
        ruleset=memo.ruleset,
        findings=tuple(findings),
        unchecked=tuple(dict.fromkeys(unchecked)),
        outcomes=tuple(outcomes),
        crashed=tuple(sorted(wrong.items())),
        reads=_reads(sections, across),
    )


def finding(each: Rule, draft: Draft, places: Places, context: Context) -> Finding:
    """Return the finding that a draft of the rule `each` becomes."""
    marks = tuple(dict.fromkeys(draft.marks))
    severity = context.settings.severities.get(
        each.code, draft.severity or each.severity
    )
    identity = "\n".join([each.code, *(places.as_it_reads(one) for one in marks)])
    return Finding(
        code=each.code,
        severity=severity,
        message=draft.message,
        evidence=tuple(places.evidence(one) for one in marks),
        stated=draft.stated,
        expected=draft.expected,
        suggestion=draft.suggestion,
        fingerprint=hashlib.sha256(identity.encode()).hexdigest(),
    )


def _by_code(memories: Sequence[SectionMemory]) -> dict[str, list[Outcome]]:
    """Return what the rules on sections yielded, section after section."""
    found: dict[str, list[Outcome]] = {}
    for memory in memories:
        for code, yielded in memory.outcomes.items():
            found.setdefault(code, []).extend(yielded)
    return found


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Keep the first of findings that read the same: a sentence that stands twice."""
    kept: dict[str, Finding] = {}
    for each in findings:
        kept.setdefault(each.fingerprint, each)
    return list(kept.values())


def _reads(
    sections: Sequence[Section], across: Iterable[tuple[Mark, ...]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return which sections each section was looked at together with."""
    together: dict[str, set[str]] = {}
    for marks in across:
        keys = {one.section for one in marks}
        if len(keys) > 1:
            for key in keys:
                together.setdefault(key, set()).update(keys)
    return tuple(
        (each.key, tuple(sorted(together[each.key] - {each.key})))
        for each in sections
        if each.key in together
    )
