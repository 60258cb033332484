"""Makes the run's report of what the rules yielded: findings, outcomes, reads."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from disclosures.checks.context import Context
from disclosures.checks.doubt import SURE, Doubt, doubt_of, weighed
from disclosures.checks.evidence import Places
from disclosures.checks.finding import Finding, Run, Severity, Unchecked
from disclosures.checks.memo import Kept, Memo, Outcomes, SectionMemory, Told
from disclosures.checks.merge import merged
from disclosures.checks.rule import CouldNot, Draft, Looked, Mark, Rule
from disclosures.parse.model import Section

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}

Drafted = tuple[Rule, Draft]
_T = TypeVar("_T")


def report(
    sections: Sequence[Section],
    memories: Sequence[SectionMemory],
    rules: Sequence[Rule],
    crashed: Mapping[str, str],
    context: Context,
    memo: Memo,
) -> Run:
    """Return the run: drafts of one cause merged, findings in document order."""
    wrong = dict(crashed)
    for memory in memories:
        if memory.crashed:
            wrong.update(memory.crashed)
        if memory.told is None:
            memory.told = told(memory.outcomes)
    across = _across(memo, rules)
    every = [*[each.told for each in memories if each.told], *across]
    order = {each.key: number for number, each in enumerate(sections)}
    places = Places(memo)
    drafts = _in_order(rules, [each.drafts for each in every if each.drafts])
    confirmed = [marks for each in every for marks in each.confirmed]
    kept = memo.findings
    memo.findings = {}
    findings = _once(
        _finding(memo, kept, places, each, draft, context)
        for each, draft in _merged(memo, drafts, confirmed, order)
    )
    doubts = _doubts(memories)
    findings, dropped = weighed(findings, doubts) if doubts else (findings, [])
    findings.sort(
        key=lambda each: (
            order[each.evidence[0].section],
            each.evidence[0].offset,
            _WEIGHT[each.severity],
            each.code,
        )
    )
    unchecked = _in_order(rules, [each.unchecked for each in every if each.unchecked])
    return Run(
        ruleset=memo.ruleset,
        findings=tuple(findings),
        unchecked=tuple(
            dict.fromkeys(
                [
                    *(Unchecked(e.code, o.reason, o.section) for e, o in unchecked),
                    *dropped,
                ]
            )
        ),
        outcomes=_outcomes(rules, every, wrong),
        crashed=tuple(sorted(wrong.items())),
        reads=_reads(sections, across),
    )


def _doubts(memories: Iterable[SectionMemory]) -> dict[str, Doubt]:
    """Return the sections of which something is in doubt, by key."""
    doubts = {}
    for each in memories:
        if each.doubt is None:
            each.doubt = doubt_of(each.section)
        if each.doubt is not SURE:
            doubts[each.section.key] = each.doubt
    return doubts


def _across(memo: Memo, rules: Iterable[Rule]) -> list[Told]:
    """Return what each rule on the document told, with the sections it compared."""
    found = []
    for each in rules:
        known = memo.documents.get(each.code)
        if known is None or not known[1]:
            continue
        result = known[1]
        before = memo.told.get(each.code)
        if before is None or before[0] is not result:
            only = told({each.code: result})
            only = only._replace(together=_together(only))
            before = memo.told[each.code] = (result, only)
        found.append(before[1])
    return found


def _merged(
    memo: Memo,
    drafts: list[Drafted],
    confirmed: list[tuple[Mark, ...]],
    order: dict[str, int],
) -> list[Drafted]:
    """Return the drafts merged: as in the last run, where that had the same ones."""
    given = (drafts, confirmed, order)
    if memo.merged is None or memo.merged[0] != given:
        memo.merged = (given, merged(drafts, confirmed, order))
    return memo.merged[1]


def told(outcomes: Outcomes) -> Told:
    """Return what rules yielded, sorted by what the report makes of it."""
    drafts: list[tuple[str, Draft]] = []
    confirmed: list[tuple[Mark, ...]] = []
    unchecked: list[tuple[str, CouldNot]] = []
    clean: set[str] = set()
    for code, yielded in outcomes.items():
        for each in yielded:
            if isinstance(each, Looked):
                clean.add(code)
                if each.marks:
                    confirmed.append(each.marks)
            elif isinstance(each, Draft):
                drafts.append((code, each))
            else:
                unchecked.append((code, each))
    found = frozenset([code for code, _ in drafts])
    return Told(
        tuple(drafts),
        tuple(confirmed),
        tuple(unchecked),
        found,
        frozenset(clean) - found,
    )


def _together(of_one: Told) -> tuple[frozenset[str], ...]:
    marked = [*(draft.marks for _, draft in of_one.drafts), *of_one.confirmed]
    spans = {frozenset([one.section for one in marks]) for marks in marked}
    return tuple(each for each in spans if len(each) > 1)


def _in_order(
    rules: Iterable[Rule], every: Iterable[Iterable[tuple[str, _T]]]
) -> list[tuple[Rule, _T]]:
    """Return what was told, in the order of the rules and then of the sections."""
    by_code: dict[str, list[_T]] = {}
    for each in every:
        for code, one in each:
            by_code.setdefault(code, []).append(one)
    if not by_code:
        return []
    return [
        (each, one)
        for each in rules
        if each.code in by_code
        for one in by_code[each.code]
    ]


def _outcomes(
    rules: Sequence[Rule], every: Sequence[Told], wrong: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    said = dict.fromkeys([each.code for each in rules], "nothing")
    clean = frozenset[str]().union(*[each.clean for each in every])
    found = frozenset[str]().union(*[each.found for each in every])
    for codes, outcome in ((clean, "clean"), (found, "found"), (wrong, "crashed")):
        said.update(dict.fromkeys(codes, outcome))
    return tuple([(each.code, said[each.code]) for each in rules])


def _finding(
    memo: Memo,
    kept: Kept,
    places: Places,
    each: Rule,
    draft: Draft,
    context: Context,
) -> Finding:
    """Return the finding of the last run while its sections and its quotes stand."""
    key = (each.code, draft)
    standing = [places.memory(one) for one in draft.marks]
    known = kept.get(key)
    if known is None or known[1] != standing:
        known = (finding(each, draft, places, context), standing)
    memo.findings[key] = known
    return known[0]


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


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Keep the first of findings that read the same: a sentence that stands twice."""
    kept: dict[str, Finding] = {}
    for each in findings:
        kept.setdefault(each.fingerprint, each)
    return list(kept.values())


def _reads(
    sections: Sequence[Section], across: Iterable[Told]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return which sections each section was looked at together with."""
    together: dict[str, set[str]] = {}
    for keys in {keys for each in across for keys in each.together}:
        for key in keys:
            together.setdefault(key, set()).update(keys)
    return tuple(
        (each.key, tuple(sorted(together[each.key] - {each.key})))
        for each in sections
        if each.key in together
    )
