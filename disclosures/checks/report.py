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
    for each in rules:
        outcome = "nothing"
        for yielded in _yielded(each, memories, documents):
            match yielded:
                case Draft():
                    drafts.append((each, yielded))
                    outcome = "found"
                case Looked(marks):
                    confirmed.append(marks)
                    outcome = "clean" if outcome == "nothing" else outcome
                case CouldNot(reason, section):
                    unchecked.append(Unchecked(each.code, reason, section))
        outcomes.append((each.code, "crashed" if each.code in wrong else outcome))
    order = {each.key: number for number, each in enumerate(sections)}
    texts = {each.section.key: each.figures.text for each in memories}
    places = Places(sections, texts)
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
        reads=_reads(sections, drafts, confirmed),
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


def _yielded(
    each: Rule,
    memories: Sequence[SectionMemory],
    documents: Mapping[str, tuple[object, tuple[Outcome, ...]]],
) -> Iterable[Outcome]:
    if each.scope == "document":
        yield from documents.get(each.code, ((), ()))[1]
        return
    for memory in memories:
        yield from memory.outcomes.get(each.code, ())


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Keep the first of findings that read the same: a sentence that stands twice."""
    kept: dict[str, Finding] = {}
    for each in findings:
        kept.setdefault(each.fingerprint, each)
    return list(kept.values())


def _reads(
    sections: Sequence[Section],
    drafts: Iterable[Drafted],
    confirmed: Iterable[tuple[Mark, ...]],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    together: dict[str, set[str]] = {}
    groups = [draft.marks for _, draft in drafts]
    for marks in (*groups, *confirmed):
        keys = {one.section for one in marks}
        if len(keys) > 1:
            for key in keys:
                together.setdefault(key, set()).update(keys)
    return tuple(
        (each.key, tuple(sorted(together[each.key] - {each.key})))
        for each in sections
        if each.key in together
    )
