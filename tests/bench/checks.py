"""`make bench-checks`: recall, precision and mutations, document by document."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosures.checks.context import Context
from disclosures.checks.examine import context_of
from disclosures.checks.finding import Finding, Run, Severity
from disclosures.checks.memo import Memo
from disclosures.checks.rule import Looked, Mark
from disclosures.checks.runner import check
from disclosures.figures.model import Figure, Kind
from disclosures.figures.reading import read_section
from disclosures.parse.model import Section
from tests.bench import mutate
from tests.bench.documents import Document, documents
from tests.bench.places import Places

MOST = 160
"""So many mutations a document, spread over all that could be made."""
ARITHMETIC = (
    "sum",
    "share",
    "ratio",
    "yoy",
    "growth_rate",
    "difference",
    "equality",
    "cross_section",
)
HEAD = (
    f"{'document':34}{'must':>9}{'should':>9}{'real':>11}{'on holds':>10}"
    f"{'a cause':>9}{'mutations':>13}{'of holds':>11}"
)


@dataclass
class Measured:
    """What one document gave, with the lists to read afterwards."""

    name: str
    labelled: bool
    tiers: dict[str, list[int]] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    on_holds: list[str] = field(default_factory=list)
    weighty: int = 0
    causes: int = 0
    mutations: Counter[tuple[str, bool]] = field(default_factory=Counter)
    of_holds: Counter[bool] = field(default_factory=Counter)
    unseen: list[str] = field(default_factory=list)


def main() -> None:
    """Print the table, then what was missed and what was wrongly said."""
    wanted = set(sys.argv[1:])
    every = [measure(each) for each in documents() if not wanted or each.name in wanted]
    print(HEAD)
    for each in every:
        print(_row(each))
    for each in every:
        _print_lists(each)


def measure(document: Document) -> Measured:
    """Return everything that is measured on one document."""
    context = context_of(document.outline)
    sections = document.outline.sections
    memo = Memo()
    run = check(sections, context, memo=memo)
    measured = Measured(document.name, document.labelled)
    _against_labels(document, run, Places(sections), measured)
    held = _in_holds(document, Places(sections))
    for each, seen in _tried(_in_relations(memo), sections, context, run, memo):
        measured.mutations[each.kind, seen] += 1
        if not seen:
            measured.unseen.append(f"{each.kind} {each.before} → {each.after}")
    for each, seen in _tried(held, sections, context, run, memo):
        measured.of_holds[seen] += 1
        if not seen:
            measured.unseen.append(f"(holds) {each.kind} {each.before} → {each.after}")
    return measured


def _against_labels(
    document: Document, run: Run, places: Places, measured: Measured
) -> None:
    weighty = [each for each in run.findings if each.severity is not Severity.INFO]
    spans = [places.quotes(label["quotes"]) for label in document.labels]
    for label, where in zip(document.labels, spans, strict=True):
        tier = label["tier"]
        found = [one for one in run.findings if places.overlaps(one, where)]
        counts = measured.tiers.setdefault(tier, [0, 0])
        counts[0] += bool(found)
        counts[1] += 1
        if not found and tier in ("must", "should"):
            said = label.get("stated") or label.get("expected")
            measured.missed.append(f"{tier} {label['id']} {label['family']}: {said}")
    measured.weighty = len(weighty)
    real = [
        (label["id"], where)
        for label, where in zip(document.labels, spans, strict=True)
        if label["tier"] != "never"
    ]
    holds = [span for each in document.holds for span in places.quotes(each["quotes"])]
    matched: list[list[str]] = []
    for each in weighty:
        hits = [name for name, where in real if places.overlaps(each, where)]
        if hits:
            matched.append(hits)
            continue
        measured.false.append(_said(each))
        if each.severity is Severity.ERROR and places.overlaps(each, holds):
            measured.on_holds.append(_said(each))
    measured.causes = len(_causes(matched))


def _causes(matched: Sequence[Sequence[str]]) -> set[str]:
    """Return the labels that findings stand for: one each, as far as that goes.

    A quote often shows several causes, so that a finding beside it overlaps their
    labels too; it is laid to one that no other finding stands for yet.
    """
    causes: set[str] = set()
    for hits in sorted(matched, key=len):
        free = [each for each in hits if each not in causes]
        causes.add((free or list(hits))[0])
    return causes


def _in_holds(document: Document, places: Places) -> set[Mark]:
    """Return the figures of relations that reviewers recomputed and found to hold."""
    spans = [
        span
        for each in document.holds
        if each["family"] in ARITHMETIC
        for span in places.quotes(each["quotes"])
    ]
    return {
        Mark(section.key, figure.start, figure.end)
        for section in document.outline.sections
        for figure in read_section(section).figures
        if figure.kind in (Kind.AMOUNT, Kind.RATE, Kind.SHARE, Kind.SCORE)
        and places.within(section.key, figure.start, figure.end, spans)
    }


def _tried(
    marks: set[Mark],
    sections: Sequence[Section],
    context: Context,
    run: Run,
    memo: Memo,
) -> Iterator[tuple[mutate.Mutation, bool]]:
    """Yield mutations of the figures at `marks`, and whether each is found.

    It is found where a finding that was not there before has the figure in evidence.
    """
    known = {each.fingerprint for each in run.findings}
    made = list(_mutations(sections, marks))
    step = max(len(made) // MOST, 1)
    for each in made[::step]:
        end = each.start + len(each.before)
        edited = mutate.changed(sections, each.section, each.start, end, each.after)
        if edited is not None:
            again = check(edited, context, memo=memo)
            yield each, _seen_in(again, each, known)


def _seen_in(run: Run, each: mutate.Mutation, known: set[str]) -> bool:
    return any(
        one.section == each.section
        and one.offset < each.end
        and each.start < one.offset + len(one.text)
        for finding in run.findings
        if finding.fingerprint not in known
        for one in finding.evidence
    )


def _mutations(
    sections: Sequence[Section], marks: set[Mark]
) -> Iterator[mutate.Mutation]:
    """Yield a mutation of each kind for each figure, and for its direction words."""
    for section in sections:
        read = read_section(section)
        for figure in read.figures:
            if Mark(section.key, figure.start, figure.end) in marks:
                yield from _of_figure(figure, read.text)
        for change in read.changes:
            words = [change.word, change.rate_word]
            for word in words:
                now = change.now
                if word is None or now is None or _nothing(change.amount):
                    continue
                if Mark(section.key, now.start, now.end) not in marks:
                    continue
                said = read.text[word.start : word.end]
                if said in mutate.OPPOSITE and (change.base or change.rate):
                    other = mutate.OPPOSITE[said]
                    start = word.start
                    yield mutate.Mutation(
                        "word", section.key, start, start + len(other), said, other
                    )


def _nothing(amount: Figure | None) -> bool:
    return amount is not None and not amount.value


def _of_figure(figure: Figure, text: str) -> Iterator[mutate.Mutation]:
    start = figure.start
    for kind, other in mutate.of_number(figure.text):
        yield mutate.Mutation(
            kind, figure.section, start, start + len(other), figure.text, other
        )
    unit = text[figure.end : figure.end + 2]
    if figure.kind is Kind.AMOUNT and unit == "万元" and figure.value:
        yield mutate.Mutation(
            "unit",
            figure.section,
            start,
            start + len(figure.text) + 1,
            figure.text + unit,
            figure.text + "元",
        )


def _in_relations(memo: Memo) -> set[Mark]:
    outcomes = [
        one
        for memory in memo.sections.values()
        for yielded in memory.outcomes.values()
        for one in yielded
    ]
    outcomes += [one for _, yielded in memo.documents.values() for one in yielded]
    return {mark for one in outcomes if isinstance(one, Looked) for mark in one.marks}


def _said(each: Finding) -> str:
    return f"{each.code} {each.severity} {each.message}"


def _row(each: Measured) -> str:
    seen = sum(count for (_, found), count in each.mutations.items() if found)
    every = sum(each.mutations.values())
    real = each.weighty - len(each.false)
    return (
        f"{each.name:34}{_part(*each.tiers.get('must', [0, 0])):>9}"
        f"{_part(*each.tiers.get('should', [0, 0])):>9}"
        f"{_part(real, each.weighty) if each.labelled else f'? /{each.weighty}':>11}"
        f"{len(each.on_holds):>10}"
        f"{f'{real / each.causes:.2f}' if each.causes else '-':>9}"
        f"{_part(seen, every):>13}"
        f"{_part(each.of_holds[True], each.of_holds.total()):>11}"
    )


def _part(some: int, every: int) -> str:
    return f"{some}/{every}" if every else "-"


def _seen(each: Measured, kind: str) -> str:
    found, not_found = (each.mutations[kind, seen] for seen in (True, False))
    return _part(found, found + not_found)


def _print_lists(each: Measured) -> None:
    print(f"\n== {each.name}")
    kinds = sorted({kind for kind, _ in each.mutations})
    said = [f"{kind} {_seen(each, kind)}" for kind in kinds]
    print("mutations:", ", ".join(said) or "none")
    for title, lines in (
        ("missed", each.missed),
        ("said without a label" if each.labelled else "said", each.false),
        ("errors on relations that hold", each.on_holds),
        ("mutations not seen", each.unseen),
    ):
        for line in lines:
            print(f"  {title}: {line}")


if __name__ == "__main__":
    main()
