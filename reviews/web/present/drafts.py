"""Unsaved text: what saving it would clear, leave and raise; suggestions put in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disclosures.parse.model import Block
from reviews.domain import events as e
from reviews.domain.state import Disclosure
from reviews.handlers import Outcome, Preview
from reviews.queries.judging import FindingView
from reviews.web.present.editing import Field, fields_of, locate
from reviews.web.present.rules import title_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """A suggestion put into a field, and the reason to be given for it."""

    field: str
    value: str
    reason: str


def suggestion(
    views: Sequence[FindingView], fields: Sequence[Field], fingerprint: str
) -> Wanted | None:
    """Return a field with a finding's suggestion in place of its first evidence.

    None where there is no such finding, no suggestion, or the words have moved.
    """
    for view in views:
        if view.fingerprint == fingerprint and view.body.get("suggestion"):
            first = view.body["evidence"][0]
            found = locate(fields, first["offset"])
            if found is None:
                return None
            field, at = found
            if field.value[at : at + len(first["text"])] != first["text"]:
                return None
            value = (
                field.value[:at]
                + view.body["suggestion"]
                + field.value[at + len(first["text"]) :]
            )
            return Wanted(field.name, value, f"采纳校核建议：{title_of(view.code)}")
    return None


@dataclass(frozen=True, slots=True)
class Fix:
    """Where the page's script puts a suggestion: code points in a field's value."""

    field: str
    start: int
    end: int
    was: str
    text: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A finding as it would be after saving."""

    code: str
    title: str
    severity: str
    message: str
    where: str
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Delta:
    """What saving would do to the findings, and to sections verified before."""

    clearing: tuple[Foreseen, ...]
    staying: tuple[Foreseen, ...]
    appearing: tuple[Foreseen, ...]
    lapsing: tuple[str, ...]

    @property
    def after(self) -> int:
        return len(self.staying) + len(self.appearing)

    @property
    def before(self) -> int:
        return len(self.staying) + len(self.clearing)


@dataclass(frozen=True, slots=True)
class Typed:
    """The form's fields and the blocks that what was typed into them means."""

    fields: tuple[Field, ...]
    blocks: tuple[Block, ...]

    def fix(self, evidence: Mapping[str, Any], text: str) -> Fix | None:
        """Return where a suggestion goes, if the typed fields still line up."""
        now = fields_of(self.blocks)
        if not text or [f.name for f in now] != [f.name for f in self.fields]:
            return None
        found = locate(now, evidence["offset"])
        if found is None:
            return None
        field, at = found
        was = evidence["text"]
        return Fix(field.name, at, at + len(was), was, text)


def delta(
    state: Disclosure,
    key: str,
    present: Sequence[FindingView],
    foreseen: Preview,
    typed: Typed,
) -> Delta:
    """Return the findings of one section, and those elsewhere that would change."""
    bodies = {
        each.fingerprint: json.loads(foreseen.contents[each.content])
        for each in foreseen.appearing
    }
    known = set(state.findings)
    gone = set(foreseen.clearing)
    here = {view.fingerprint: view for view in present}
    return Delta(
        clearing=tuple(
            _view(state, here[f], None) if f in here else _elsewhere(state, f)
            for f in foreseen.clearing
        ),
        staying=tuple(
            _view(state, view, _fix(bodies.get(f, view.body), key, typed))
            for f, view in here.items()
            if f not in gone
        ),
        appearing=tuple(
            Foreseen(
                each.code,
                title_of(each.code),
                each.severity,
                bodies[each.fingerprint]["message"],
                _where(state, each.section, key),
                _fix(bodies[each.fingerprint], key, typed),
            )
            for each in foreseen.appearing
            if each.fingerprint not in known
        ),
        lapsing=tuple(
            state.sections[each.section].heading for each in foreseen.lapsing
        ),
    )


def _view(state: Disclosure, view: FindingView, fix: Fix | None) -> Foreseen:
    return Foreseen(
        view.code, title_of(view.code), view.severity, view.body["message"], "", fix
    )


def _elsewhere(state: Disclosure, fingerprint: str) -> Foreseen:
    finding = state.findings[fingerprint]
    return Foreseen(
        finding.code,
        title_of(finding.code),
        finding.severity,
        "",
        _where(state, finding.section, ""),
    )


def _where(state: Disclosure, section: str, here: str) -> str:
    if section == here or section not in state.sections:
        return ""
    return state.sections[section].heading


def _fix(body: Mapping[str, Any], key: str, typed: Typed) -> Fix | None:
    first = body["evidence"][0]
    return typed.fix(first, body["suggestion"]) if first["section"] == key else None


def outcome_in_words(outcome: Outcome, key: str) -> str:
    """Say what a save came to: the version, what was cleared, what was raised."""
    edited = any(isinstance(each, e.SectionEdited) for each in outcome.events)
    if not edited and not outcome.repeated:
        return "内容没有变化，未产生新版本。"
    said = f"已保存为第 {outcome.state.sections[key].version} 版"
    for event in outcome.events:
        if isinstance(event, e.ChecksRun):
            said += f"；消除 {len(event.cleared)} 个问题，新增 {len(event.found)} 个"
    lapsed = sum(isinstance(x, e.VerificationLapsed) for x in outcome.events)
    return said + (f"；{lapsed} 节需要复看。" if lapsed else "。")


def carried_over(
    old: Sequence[Field], new: Sequence[Field], typed: Mapping[str, str]
) -> list[tuple[Field, str]]:
    """Return the newest version's fields with my words where the fields line up.

    Where the shape has changed, fields that I did not touch show the newest text.
    """
    if [f.name for f in old] != [f.name for f in new]:
        return [(field, field.value) for field in new]
    merged = []
    for before, now in zip(old, new, strict=True):
        mine = typed.get(before.name, before.value).replace("\r\n", "\n")
        merged.append((now, now.value if mine == before.value else mine))
    return merged
