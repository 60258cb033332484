"""Brings text and checks together: sections from their contents, a run, its outcome."""

import json
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from disclosures.checks.context import Context, Settings
from disclosures.checks.finding import Finding, Run, Severity
from disclosures.checks.memo import Memo
from disclosures.checks.rule import Mark
from disclosures.checks.runner import check
from disclosures.checks.standing import Standing, readings, standings
from disclosures.checks.template import Template, template, usual
from disclosures.figures.model import SectionFigures
from disclosures.models import Campaign, RuleSetting
from disclosures.parse.model import Block, Section, TextBlock
from disclosures.parse.stored import blocks_from_json
from reviews import store
from reviews.domain.decision import Checked, Found, canonical
from reviews.domain.state import Disclosure
from reviews.domain.state import Section as SectionState

MEMOS = 64
"""How many disclosures' last runs a process keeps in memory."""
TEXTS = 20_000
"""How many sections' texts a process keeps in memory."""


def context_of(state: Disclosure, today: date) -> Context:
    """Return what a run over this disclosure is told: its year, template, settings.

    The fiscal year is the one that the document itself names, else the campaign's.
    """
    campaign = Campaign.objects.select_related("template").get(pk=state.campaign)
    return Context(
        kind=state.kind or campaign.kind,
        year=state.year or campaign.year,
        unit_name=state.unit_name,
        template=_template(campaign),
        settings=_settings(campaign.bureau_id, state.department, today),
    )


def _template(campaign: Campaign) -> Template:
    if campaign.template is None or not campaign.template.body:
        return usual(campaign.kind)
    return _stored_template(
        campaign.template.name,
        json.dumps(campaign.template.body, ensure_ascii=False, sort_keys=True),
    )


@lru_cache(maxsize=32)
def _stored_template(name: str, body: str) -> Template:
    return template({"name": name, **json.loads(body)})


def _settings(bureau: int, department: int, today: date) -> Settings:
    """The bureau's settings in force today; a department's own come after."""
    rows = RuleSetting.objects.filter(
        Q(department=None) | Q(department=department), bureau=bureau
    )
    return settled(rows, department, today)


def settled(rows: Iterable[RuleSetting], department: int, today: date) -> Settings:
    """Return what settings of one bureau come to for a department on a day.

    One that is out of date, or another department's, counts for nothing; the
    department's own prevails over the bureau's.
    """
    ours = [
        row
        for row in rows
        if row.department_id in (None, department)
        and (row.until is None or row.until >= today)
    ]
    disabled: set[str] = set()
    severities: dict[str, Severity] = {}
    for row in sorted(ours, key=lambda each: (each.department_id or 0, each.code)):
        (disabled.discard if row.enabled else disabled.add)(row.code)
        if row.severity:
            severities[row.code] = Severity(row.severity)
    return Settings(disabled=frozenset(disabled), severities=severities)


class _Texts:
    """The blocks of contents that this process has read lately: they never change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[Block, ...]] = OrderedDict()

    def known(self, hashes: Sequence[str]) -> dict[str, tuple[Block, ...]]:
        with self._lock:
            found = {name: self._kept[name] for name in hashes if name in self._kept}
            for name in found:
                self._kept.move_to_end(name)
        return found

    def keep(self, blocks: Mapping[str, tuple[Block, ...]]) -> None:
        with self._lock:
            self._kept.update(blocks)
            while len(self._kept) > TEXTS:
                self._kept.popitem(last=False)


_texts = _Texts()
ERASED: tuple[Block, ...] = (TextBlock("（内容已依法删除）"),)
"""What is read in the place of a content that was erased."""


def keep(content: str, blocks: tuple[Block, ...]) -> None:
    """Remember the blocks that a content hash names, so that none reads them anew."""
    _texts.keep({content: blocks})


def blocks_of(hashes: Sequence[str]) -> dict[str, tuple[Block, ...]]:
    """Return the blocks that each content hash names; asks only for what is new."""
    found = _texts.known(hashes)
    missing = [name for name in hashes if name not in found]
    if missing:
        bodies = store.contents(missing)
        read = {name: blocks_from_json(json.loads(b)) for name, b in bodies.items()}
        _texts.keep(read)
        found |= dict.fromkeys(missing, ERASED) | read
    return found


def section_of(section: SectionState, blocks: tuple[Block, ...]) -> Section:
    return Section(
        key=section.key,
        path=section.path,
        level=section.level,
        heading=section.heading,
        blocks=blocks,
        page=section.page or None,
    )


def sections_of(state: Disclosure) -> tuple[Section, ...]:
    """Return the disclosure's sections with their text, in the document's order."""
    blocks = blocks_of([each.content for each in state.sections.values()])
    return tuple(
        section_of(each, blocks[each.content]) for each in state.sections.values()
    )


@dataclass(slots=True)
class _Last:
    """A disclosure's last run, and what was made of its findings and figures.

    Both are known again by identity: the memo gives the same objects while nothing
    about them has changed.
    """

    memo: Memo = field(default_factory=Memo)
    found: dict[int, tuple[Finding, Found]] = field(default_factory=dict)
    digests: dict[int, tuple[SectionFigures, str]] = field(default_factory=dict)


class _Runs:
    """The last run of each disclosure, lent to one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[UUID, _Last] = OrderedDict()

    def take(self, disclosure: UUID) -> _Last:
        with self._lock:
            return self._kept.pop(disclosure, None) or _Last()

    def give_back(self, disclosure: UUID, last: _Last) -> None:
        with self._lock:
            self._kept[disclosure] = last
            while len(self._kept) > MEMOS:
                self._kept.popitem(last=False)


_runs = _Runs()


def standing(
    disclosure: UUID, sections: Sequence[Section], context: Context
) -> Mapping[Mark, Standing]:
    """Return how the figures stand: in relations that hold and that do not."""
    last = _runs.take(disclosure)
    check(sections, context, memo=last.memo)
    found = standings(last.memo)
    _runs.give_back(disclosure, last)
    return found


def rules_reading(
    disclosure: UUID, sections: Sequence[Section], context: Context, place: Mark
) -> tuple[tuple[str, bool], ...]:
    """Return (rule, holds) for each outcome of a run that compared this place."""
    last = _runs.take(disclosure)
    check(sections, context, memo=last.memo)
    found = readings(last.memo, place)
    _runs.give_back(disclosure, last)
    return found


def checked(disclosure: UUID, sections: Sequence[Section], context: Context) -> Checked:
    """Return a run's outcome as `decide` takes it.

    Only what changed since this process's last run is read and checked again.
    """
    last = _runs.take(disclosure)
    outcome = _outcome(check(sections, context, memo=last.memo), last)
    _runs.give_back(disclosure, last)
    return outcome


def supposed(sections: Sequence[Section], context: Context) -> Checked:
    """Return the outcome of a run that leaves this process's last runs alone."""
    last = _Last()
    return _outcome(check(sections, context, memo=last.memo), last)


def _outcome(outcome: Run, last: _Last) -> Checked:
    known = last.found
    last.found = {
        id(each): known.get(id(each)) or (each, _found(each))
        for each in outcome.findings
    }
    figures = [(key, each.figures) for key, each in last.memo.sections.items()]
    before = last.digests
    last.digests = {
        id(each): before.get(id(each)) or (each, digest(each)) for _, each in figures
    }
    return Checked(
        ruleset=outcome.ruleset,
        findings=tuple([found for _, found in last.found.values()]),
        unchecked=canonical(
            {
                "unchecked": [asdict(each) for each in outcome.unchecked],
                "crashed": [list(each) for each in outcome.crashed],
                "outcomes": [list(each) for each in outcome.outcomes],
            }
        ),
        inputs=outcome.reads,
        digests=tuple([(key, last.digests[id(each)][1]) for key, each in figures]),
    )


def _found(finding: Finding) -> Found:
    return Found(
        fingerprint=finding.fingerprint,
        code=finding.code,
        severity=str(finding.severity),
        sections=tuple(dict.fromkeys(each.section for each in finding.evidence)),
        body=canonical(asdict(finding)),
    )


def digest(figures: SectionFigures) -> str:
    """Return a hash of what a section's figures say, whatever the words around."""
    said = [
        (f.text, f.unit, f.subject, str(f.measure), f.period, str(f.direction))
        for f in figures.figures
    ]
    return sha256(canonical(said)).hexdigest()[:16]


def with_blocks(
    sections: Sequence[Section], key: str, blocks: tuple[Block, ...]
) -> tuple[Section, ...]:
    """Return the sections with one section's blocks replaced."""
    return tuple(
        replace(each, blocks=blocks) if each.key == key else each for each in sections
    )
