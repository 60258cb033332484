"""Runs the rules over a disclosure: whole, or only what an edit touched."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from disclosures.checks.context import Context
from disclosures.checks.dispatch import dispatch
from disclosures.checks.evidence import recount
from disclosures.checks.finding import Run
from disclosures.checks.memo import Memo, SectionMemory
from disclosures.checks.report import report
from disclosures.checks.rule import Gather, Material, Outcome, Rule
from disclosures.checks.ruleset import in_force, ruleset
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
    keys = tuple([each.key for each in sections])
    if len(set(keys)) != len(keys):
        raise ValueError("two sections have the same key")
    rules = in_force(context)
    memo = memo if memo is not None else Memo()
    _begin(memo, context)
    memories = read_into(memo, sections)
    fresh = [each for each in memories if not each.ran]
    if fresh:
        _run_on_sections(memo, fresh, rules, context)
    crashed = _run_on_document(memo, memories, keys, rules, context)
    memo.order = keys
    memo.changed.clear()
    return report(sections, memories, rules, crashed, context, memo)


def read_into(memo: Memo, sections: Sequence[Section]) -> list[SectionMemory]:
    """Read the sections that the memo does not know and return them all, in order."""
    known = memo.sections.get
    memories = [
        kept
        if (kept := known(each.key)) is not None and kept.section is each
        else _remember(memo, each)
        for each in sections
    ]
    if len(memo.sections) > len(sections):
        left = {each.key for each in sections}
        for key in [key for key in memo.sections if key not in left]:
            del memo.sections[key]
        memo.counts.clear()
        memo.findings.clear()
    return memories


def _begin(memo: Memo, context: Context) -> None:
    if memo.context is not context and memo.context != context:
        memo.documents.clear()
        memo.told.clear()
        memo.findings.clear()
        for each in memo.sections.values():
            each.outcomes.clear()
            each.crashed.clear()
            each.facts.clear()
            each.unread.clear()
            each.material = None
            each.told = None
            each.ran = False
        memo.ruleset = ruleset(context)
    memo.context = context
    memo.reread = memo.rerun = 0


def _remember(memo: Memo, section: Section) -> SectionMemory:
    known = memo.sections.get(section.key)
    if known is not None and (known.section == section):
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


def _run_on_sections(
    memo: Memo,
    memories: Sequence[SectionMemory],
    rules: tuple[Rule, ...],
    context: Context,
) -> None:
    """Check sections one by one, and gather from them for rules on the document.

    A rule goes over all its sections before the next one begins: its code and its
    patterns then stay in the processor's cache, which takes a third off the time.
    """
    table = dispatch(rules)
    concerned: defaultdict[Rule, list[SectionMemory]] = defaultdict(list)
    for memory in memories:
        for each in table.concerned(memory.section, memory.figures, memory.words):
            concerned[each].append(memory)
        memory.ran = True
    for each, looked_at in concerned.items():
        if each.gather is not None:
            _gather(each, each.gather, looked_at)
        else:
            memo.rerun += len(looked_at)
            _check(each, looked_at, context)


def _gather(each: Rule, gather: Gather, memories: Iterable[SectionMemory]) -> None:
    code = each.code
    for memory in memories:
        try:
            memory.facts[code] = gather(memory.section, memory.figures)
        except Exception as error:  # noqa: BLE001 - kept in the run, never swallowed
            memory.unread[code] = repr(error)


def _check(each: Rule, memories: Iterable[SectionMemory], context: Context) -> None:
    code, look = each.code, each.check
    for memory in memories:
        material = memory.material
        if material is None:
            material = Material(context, (memory.section,), (memory.figures,))
            memory.material = material
        try:
            if result := tuple(look(material)):
                memory.outcomes[code] = result
        except Exception as error:  # noqa: BLE001 - kept in the run, never swallowed
            memory.crashed[code] = repr(error)


def _run_on_document(
    memo: Memo,
    memories: Sequence[SectionMemory],
    keys: tuple[str, ...],
    rules: Iterable[Rule],
    context: Context,
) -> dict[str, str]:
    crashed: dict[str, str] = {}
    for memory in memories:
        if memory.unread:
            crashed = {**memory.unread, **crashed}
    changed = _changed(memo) if memo.order == keys else None
    for each in rules:
        if each.scope != "document":
            continue
        if each.code in crashed:
            memo.documents.pop(each.code, None)
            continue
        known = memo.documents.get(each.code)
        if known is not None and changed is not None and _as_before(each, changed):
            continue
        needs = _needs(each, memories)
        if known is not None and known[0] == needs:
            continue
        memo.rerun += 1
        result, wrong = _call(each, _material(each, context, memories, needs))
        if wrong:
            crashed[each.code] = wrong
            memo.documents.pop(each.code, None)
        else:
            memo.documents[each.code] = (needs, result)
    return crashed


def _changed(memo: Memo) -> list[tuple[SectionMemory, SectionMemory]] | None:
    """Return what changed since the last run, was and is; None for a new section."""
    changed = []
    for key, old in memo.changed.items():
        if old is None:
            return None
        changed.append((old, memo.sections[key]))
    return changed


def _as_before(
    each: Rule, changed: Sequence[tuple[SectionMemory, SectionMemory]]
) -> bool:
    """Whether the sections that changed give a rule the facts that it had of them."""
    if each.gather is None:
        return not changed
    code = each.code
    for old, new in changed:
        if old.facts.get(code, _NOTHING) != new.facts.get(code, _NOTHING):
            return False
    return True


def _needs(each: Rule, memories: Sequence[SectionMemory]) -> tuple[Any, ...]:
    """Return what a rule's result depends on: its facts, or else all sections."""
    code = each.code
    if each.gather is None:
        return tuple(memory.section for memory in memories)
    return tuple(
        [
            (memory.section.key, memory.facts[code])
            for memory in memories
            if code in memory.facts
        ]
    )


def _material(
    each: Rule,
    context: Context,
    memories: Sequence[SectionMemory],
    needs: tuple[Any, ...],
) -> Material:
    if each.gather is not None:
        return Material(context, facts=dict(needs))
    return Material(context, needs, tuple(memory.figures for memory in memories))


def _call(each: Rule, material: Material) -> tuple[tuple[Outcome, ...], str]:
    try:
        return tuple(each.check(material)), ""
    except Exception as error:  # noqa: BLE001 - kept in the run, never swallowed
        return (), repr(error)
