"""Runs the rules over a disclosure: whole, or only what an edit touched."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from disclosures.checks.context import Context
from disclosures.checks.evidence import recount
from disclosures.checks.finding import Run
from disclosures.checks.memo import Memo, SectionMemory
from disclosures.checks.registry import all_rules
from disclosures.checks.report import report
from disclosures.checks.rule import Material, Outcome, Rule
from disclosures.figures.plain import plain
from disclosures.figures.reading import read_section
from disclosures.parse.model import Section

_NOTHING = object()


def check(
    sections: Sequence[Section], context: Context, *, memo: Memo | None = None
) -> Run:
    """Run every rule that is in force and return what was found.

    With a `memo` of an earlier run only sections that changed are read again and
    only rules whose inputs changed are called; the result is that of a whole run.
    Section keys must differ (ValueError).
    """
    if len({each.key for each in sections}) != len(sections):
        raise ValueError("two sections have the same key")
    rules = in_force(context)
    memo = memo if memo is not None else Memo()
    _begin(memo, context)
    memories = read_into(memo, sections)
    for each in memories:
        _run_on_section(memo, each, rules, context)
    crashed = _run_on_document(memo, memories, rules, context)
    memo.order = tuple(each.key for each in sections)
    memo.changed.clear()
    return report(sections, memories, memo.documents, rules, crashed, context, memo)


def read_into(memo: Memo, sections: Sequence[Section]) -> list[SectionMemory]:
    """Read the sections that the memo does not know and return them all, in order."""
    memories = [_remember(memo, each) for each in sections]
    if len(memo.sections) > len(sections):
        kept = {each.key for each in sections}
        for key in [key for key in memo.sections if key not in kept]:
            del memo.sections[key]
        memo.counts.clear()
    return memories


def in_force(context: Context) -> tuple[Rule, ...]:
    """Return the rules that a run with `context` applies, in code order."""
    off = context.settings.disabled
    return tuple(
        each
        for each in all_rules()
        if each.code not in off and each.in_force(context.year)
    )


def ruleset(context: Context) -> str:
    """Return the hash (64 hex digits) of the rules, the template and the settings."""
    said = {
        "rules": [(each.code, each.version) for each in in_force(context)],
        "template": asdict(context.template),
        "severities": {
            code: str(weight) for code, weight in context.settings.severities.items()
        },
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _begin(memo: Memo, context: Context) -> None:
    if memo.context is not context and memo.context != context:
        memo.documents.clear()
        for each in memo.sections.values():
            each.outcomes.clear()
            each.crashed.clear()
            each.facts.clear()
            each.ran = False
        memo.ruleset = ruleset(context)
    memo.context = context
    memo.reread = memo.rerun = 0


def _remember(memo: Memo, section: Section) -> SectionMemory:
    known = memo.sections.get(section.key)
    if known is not None and (known.section is section or known.section == section):
        return known
    memo.reread += 1
    memo.changed.setdefault(section.key, known)
    figures = read_section(section)
    words = f"{plain(section.heading)}\n{figures.plain}"
    full = f"{section.heading}\n{figures.text}"
    fresh = SectionMemory(section, figures, words=words, full=full)
    recount(memo, known, fresh)
    memo.sections[section.key] = fresh
    return fresh


def _run_on_section(
    memo: Memo, memory: SectionMemory, rules: Iterable[Rule], context: Context
) -> None:
    if memory.ran:
        return
    material = Material(context, (memory.section,), (memory.figures,))
    for each in rules:
        if each.scope != "section" or not each.concerns(memory.words):
            continue
        memo.rerun += 1
        result, wrong = _call(each, material)
        if wrong:
            memory.crashed[each.code] = wrong
        elif result:
            memory.outcomes[each.code] = result
    memory.ran = True


def _run_on_document(
    memo: Memo,
    memories: Sequence[SectionMemory],
    rules: Iterable[Rule],
    context: Context,
) -> dict[str, str]:
    crashed: dict[str, str] = {}
    same = memo.order == tuple(each.section.key for each in memories)
    changed = [
        (memo.changed[each.section.key], each)
        for each in memories
        if each.section.key in memo.changed
    ]
    whole = Material(
        context,
        tuple(each.section for each in memories),
        tuple(each.figures for each in memories),
    )
    for each in rules:
        if each.scope != "document":
            continue
        known = memo.documents.get(each.code)
        if known is not None and same and _as_before(each, changed):
            continue
        try:
            needs = _needs(each, memories, whole)
        except Exception as error:  # noqa: BLE001 - kept in the run, never swallowed
            crashed[each.code] = repr(error)
            continue
        if known is not None and known[0] == needs:
            continue
        memo.rerun += 1
        material = whole
        if each.gather is not None:
            material = Material(context, facts=dict(needs))
        result, wrong = _call(each, material)
        if wrong:
            crashed[each.code] = wrong
            memo.documents.pop(each.code, None)
        else:
            memo.documents[each.code] = (needs, result)
    return crashed


def _as_before(
    each: Rule, changed: Sequence[tuple[SectionMemory | None, SectionMemory]]
) -> bool:
    """Whether the sections that changed give a rule the facts that it had of them."""
    if each.gather is None:
        return not changed
    try:
        return all(
            old is not None
            and each.code in old.facts
            and old.facts[each.code] == _fact(each, new)
            for old, new in changed
        )
    except Exception:  # noqa: BLE001 - comes up again where all is gathered, and is kept
        return False


def _fact(each: Rule, memory: SectionMemory) -> Any:
    """Return what a rule gathers of a section, `_NOTHING` where it has no concern."""
    if each.code not in memory.facts:
        memory.facts[each.code] = (
            each.gather(memory.section, memory.figures)
            if each.gather is not None and each.concerns(memory.words)
            else _NOTHING
        )
    return memory.facts[each.code]


def _needs(
    each: Rule, memories: Sequence[SectionMemory], whole: Material
) -> tuple[Any, ...]:
    if each.gather is None:
        return whole.sections
    facts = []
    for memory in memories:
        fact = _fact(each, memory)
        if fact is not _NOTHING:
            facts.append((memory.section.key, fact))
    return tuple(facts)


def _call(each: Rule, material: Material) -> tuple[tuple[Outcome, ...], str]:
    try:
        return tuple(each.check(material)), ""
    except Exception as error:  # noqa: BLE001 - kept in the run, never swallowed
        return (), repr(error)
