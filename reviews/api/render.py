"""What is told of a disclosure and its parts, as plain values for JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from disclosures.models import Campaign, Department
from disclosures.parse.stored import blocks_to_json
from reviews.domain import events as e
from reviews.domain.state import Disclosure, Release, Section
from reviews.projections.rows import finding_id, section_id
from reviews.queries import judging, reading, words

Told = dict[str, Any]
Names = Mapping[int, str]

BLOCKERS: Mapping[str, str] = {
    "unread": "材料还没有读取完成。",
    "no-sections": "材料中没有可审核的章节。",
    "returned": "材料已退回整改，尚未重新报送。",
    "open-notice": "整改通知书还没有办结。",
    "open-error": "还有未决的错误。",
    "open-flag": "还有未解除的标记。",
    "unverified": "本节尚未审核通过。",
}
FREE_TEXT = ("reason", "remark", "quote", "message", "file_name", "secrecy_review")
"""The fields of events that name free text by its hash."""


def summaries(rows: Sequence[Any]) -> list[Told]:
    """Return the rows of a list, with the names of what they point to."""
    departments = Department.objects.in_bulk({row.department for row in rows})
    campaigns = Campaign.objects.in_bulk({row.campaign for row in rows})
    return [
        {
            "id": row.pk,
            "department": department(departments[row.department]),
            "campaign": campaign(campaigns[row.campaign]),
            "state": row.stage,
            "version": row.version,
            "position": row.position,
            "revision": row.revision,
            "counts": {
                name: getattr(row, name)
                for name in (
                    "sections",
                    "draft",
                    "flagged",
                    "verified",
                    "published",
                    "errors",
                    "warnings",
                )
            },
            "submitted_at": row.submitted_at,
            "updated_at": row.updated_at,
        }
        for row in rows
    ]


def department(of: Department) -> Told:
    return {"id": of.pk, "code": of.code, "name": of.name}


def campaign(of: Campaign) -> Told:
    return {"id": of.pk, "kind": of.kind, "year": of.year}


def disclosure(state: Disclosure) -> Told:
    """Return a disclosure with what keeps it from release and how reading goes."""
    stages = [str(stage) for stage in state.section_stages().values()]
    texts = words.texts(
        [
            state.failure[1],
            state.returned_remark,
            *(each.reason for each in state.releases),
            *(each.withdrawal for each in state.releases),
        ]
    )
    progress = reading.progress(state) if state.reading == "pending" else None
    return {
        "id": state.id,
        "department": department(Department.objects.get(pk=state.department)),
        "campaign": campaign(Campaign.objects.get(pk=state.campaign)),
        "state": str(state.stage),
        "version": state.version,
        "position": state.position,
        "revision": state.revision,
        "counts": {
            "sections": len(stages),
            **{
                name: stages.count(name)
                for name in ("draft", "flagged", "verified", "published")
            },
            "errors": len(state.open_errors),
            "warnings": sum(f.severity == "warning" for f in state.open_findings),
        },
        "submitted_at": state.submitted_at,
        "updated_at": state.updated_at,
        "progress": asdict(progress) if progress else None,
        "failure": (
            {"code": state.failure[0], "message": texts.get(state.failure[1], "")}
            if state.reading == "failed"
            else None
        ),
        "blockers": blockers(state),
        "returned": texts.get(state.returned_remark, "") if state.returned else None,
        "releases": [release(each, texts) for each in state.releases],
    }


def blockers(state: Disclosure) -> list[Told]:
    """Return what keeps a disclosure from release, each with the id of what it is."""
    return [
        {
            "code": code,
            "about": _blocking(state, code, about),
            "message": BLOCKERS[code],
        }
        for code, about in state.blockers
    ]


def _blocking(state: Disclosure, code: str, about: str) -> UUID | None:
    if code == "open-notice":
        return UUID(about)
    if code == "open-error":
        return finding_id(_id(state), about)
    if code == "open-flag":
        return section_id(_id(state), state.flags[about].section)
    return section_id(_id(state), about) if about else None


def release(of: Release, texts: Mapping[str, str]) -> Told:
    return {
        "id": of.release,
        "number": of.number,
        "status": of.status,
        "released_at": of.at,
        "sha256": of.page,
        "reason": texts.get(of.reason, ""),
        "withdrawal": texts.get(of.withdrawal, ""),
    }


_ENTRY = [each.name for each in fields(reading.OutlineEntry)]


def outline(entries: Iterable[reading.OutlineEntry]) -> list[Told]:
    """Return the tree of sections."""
    shown = list(entries)
    names = words.names(each.assignee for each in shown)
    return [
        {name: getattr(each, name) for name in _ENTRY}
        | {"assignee": person(each.assignee, names)}
        for each in shown
    ]


def section(state: Disclosure, key: str) -> Told:
    """Return one section with its text, its findings and what people said of it."""
    (told,) = sections(state, [key])
    return told


def sections(state: Disclosure, keys: Sequence[str] | None = None) -> list[Told]:
    """Return sections whole: their text, findings, flags and verification."""
    chosen = list(state.sections) if keys is None else list(keys)
    findings = judging.findings(state, chosen[0] if len(chosen) == 1 else "")
    names = words.names(_people(state, chosen, findings))
    flags = [f for f in state.flags.values() if f.section in chosen]
    texts = words.texts(each for f in flags for each in (f.quote, f.remark))
    entries = {each["key"]: each for each in outline(reading.outline(state, chosen))}
    blocks = reading.blocks_by_key(state, chosen)
    return [
        {
            **entries[key],
            "disclosure": state.id,
            "path": list(state.sections[key].path),
            "page": state.sections[key].page or None,
            "sha256": state.sections[key].content,
            "blocks": blocks_to_json(blocks[key]),
            "findings": [finding(f, names) for f in findings if key in f.sections],
            "open_flags": [
                {
                    "flag": flag.flag,
                    "by": person(flag.by, names),
                    "version": flag.version,
                    "quote": texts.get(flag.quote, ""),
                    "remark": texts.get(flag.remark, ""),
                }
                for flag in flags
                if flag.section == key
            ],
            **_judged(state.sections[key], names),
        }
        for key in chosen
    ]


def _judged(of: Section, names: Names) -> Told:
    verified, lapsed = of.verification, of.lapse
    return {
        "verification": verified
        and {
            "by": person(verified.by, names),
            "on_behalf_of": person(verified.behalf, names),
            "version": verified.version,
            "position": verified.position,
        },
        "lapse": lapsed
        and {
            "cause": lapsed.cause,
            "by": lapsed.by,
            "verifier": person(lapsed.verifier, names),
            "position": lapsed.position,
        },
    }


def _people(
    state: Disclosure, keys: Sequence[str], findings: Iterable[judging.FindingView]
) -> set[int]:
    found = _waivers_people(findings)
    found |= {flag.by for flag in state.flags.values()}
    for key in keys:
        of = state.sections[key]
        if of.verification:
            found |= {of.verification.by, of.verification.behalf}
        if of.lapse:
            found.add(of.lapse.verifier)
    return found


def _waivers_people(findings: Iterable[judging.FindingView]) -> set[int]:
    return {
        person
        for each in findings
        for person in (each.waived_by, each.waived_behalf, each.confirmed_by)
    }


def findings(views: Sequence[judging.FindingView]) -> list[Told]:
    names = words.names(_waivers_people(views))
    return [finding(each, names) for each in views]


def finding(view: judging.FindingView, names: Names) -> Told:
    waiver = {
        "by": person(view.waived_by, names),
        "on_behalf_of": person(view.waived_behalf, names),
        "confirmed_by": person(view.confirmed_by, names),
        "kind": view.waived_kind,
        "reason": view.waived_reason,
        "until": view.waived_until or None,
    }
    return {
        "id": view.id,
        "fingerprint": view.fingerprint,
        "code": view.code,
        "severity": view.severity,
        "status": view.status,
        "section": view.section,
        "sections": list(view.sections),
        **_words(view.body),
        "waiver": waiver if view.waived_by else None,
    }


def raised(state: Disclosure, each: e.RaisedFinding, body: Mapping[str, Any]) -> Told:
    """Return a finding that a preview would raise."""
    return {
        "id": finding_id(_id(state), each.fingerprint),
        "fingerprint": each.fingerprint,
        "code": each.code,
        "severity": each.severity,
        "status": "open",
        "section": each.section,
        "sections": list(each.sections),
        **_words(body),
        "waiver": None,
    }


def _words(body: Mapping[str, Any]) -> Told:
    names = ("message", "stated", "expected", "suggestion", "evidence")
    return {name: body[name] for name in names}


def comments(state: Disclosure, section: str = "") -> list[Told]:
    """Return the remarks on a disclosure, or on one section, oldest first."""
    shown = [each for each in state.comments if section in ("", each.section)]
    names = words.names(
        person for each in shown for person in (each.by, each.behalf, each.resolved_by)
    )
    texts = words.texts(text for each in shown for text in (each.quote, each.remark))
    return [
        {
            "comment": each.comment,
            "section": each.section,
            "parent": each.parent,
            "by": person(each.by, names),
            "on_behalf_of": person(each.behalf, names),
            "resolved_by": person(each.resolved_by, names),
            "version": each.version,
            "quote": texts.get(each.quote, ""),
            "remark": texts.get(each.remark, ""),
            "position": each.position,
        }
        for each in shown
    ]


def events(records: Sequence[e.Recorded]) -> list[Told]:
    """Return events with the free text that they name."""
    names = words.names(
        person for each in records for person in (each.actor, each.on_behalf_of)
    )
    texts = words.texts(text for each in records for text in _free(each.event).values())
    return [
        {
            "position": each.position,
            "version": each.version,
            "type": each.event.TYPE,
            "by": person(each.actor or 0, names),
            "on_behalf_of": person(each.on_behalf_of or 0, names),
            "occurred_at": each.occurred_at,
            "recorded_at": each.recorded_at,
            "command": each.command,
            "body": asdict(each.event),
            "texts": {k: texts[v] for k, v in _free(each.event).items()},
        }
        for each in records
    ]


def _free(event: e.Event) -> dict[str, str]:
    found = {name: getattr(event, name, "") for name in FREE_TEXT}
    return {name: value for name, value in found.items() if value}


def lapsing(state: Disclosure, events: Iterable[e.Event]) -> list[Told]:
    """Return the verifications elsewhere that a command ended."""
    return [
        {
            "section": section_id(_id(state), each.section),
            "cause": each.cause,
            "by": each.by,
        }
        for each in events
        if isinstance(each, e.VerificationLapsed)
    ]


def public(rows: Sequence[Any]) -> list[Told]:
    """Return releases as the public reads them: a tombstone has its reason."""
    departments = Department.objects.in_bulk({row.department for row in rows})
    campaigns = Campaign.objects.in_bulk({row.campaign for row in rows})
    reasons = words.texts(row.reason for row in rows)
    return [
        {
            "id": row.pk,
            "disclosure": row.disclosure,
            "department": department(departments[row.department]),
            "campaign": campaign(campaigns[row.campaign]),
            "number": row.number,
            "status": row.status,
            "released_at": row.released_at,
            "sha256": row.content,
            "reason": reasons.get(row.reason, ""),
        }
        for row in rows
    ]


def person(number: int, names: Names) -> Told | None:
    return {"id": number, "name": names.get(number, "")} if number else None


def _id(state: Disclosure) -> UUID:
    if state.id is None:
        raise TypeError("what is not there has no parts")
    return state.id
