"""What the read models hold for a state of a disclosure: derived, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from reviews.domain.state import Disclosure, SectionStage, Stage
from reviews.projections import notice_rows

Row = Mapping[str, Any]

WAITING = (SectionStage.FLAGGED, SectionStage.DRAFT)
"""What a reviewer has still to look at."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one disclosure, by primary key, a mapping for each read model."""

    disclosures: Mapping[UUID, Row] = field(default_factory=dict)
    sections: Mapping[UUID, Row] = field(default_factory=dict)
    findings: Mapping[UUID, Row] = field(default_factory=dict)
    releases: Mapping[UUID, Row] = field(default_factory=dict)
    notices: Mapping[UUID, Row] = field(default_factory=dict)


@lru_cache(maxsize=65_536)
def section_id(disclosure: UUID, key: str) -> UUID:
    """The section's own id, the same for as long as its key is."""
    return uuid5(disclosure, f"section/{key}")


@lru_cache(maxsize=65_536)
def finding_id(disclosure: UUID, fingerprint: str) -> UUID:
    return uuid5(disclosure, f"finding/{fingerprint}")


def rows_of(state: Disclosure) -> Rows:
    """Return every row that `state` means; none for a disclosure not yet there."""
    if not state.exists or state.id is None:
        return Rows()
    stages = state.section_stages()
    return Rows(
        disclosures={state.id: _disclosure(state, stages)},
        sections=_sections(state, state.id, stages),
        findings=_findings(state, state.id),
        releases=_releases(state, state.id),
        notices=notice_rows.rows(state),
    )


def _disclosure(state: Disclosure, stages: Mapping[str, SectionStage]) -> Row:
    counted = list(stages.values())
    return {
        "ledger": state.ledger,
        "department": state.department,
        "campaign": state.campaign,
        "stage": str(state.stage),
        "version": state.version,
        "position": state.position,
        "revision": state.revision,
        "sections": len(state.sections),
        **{str(stage): counted.count(stage) for stage in SectionStage},
        "errors": len(state.open_errors),
        "warnings": sum(f.severity == "warning" for f in state.open_findings),
        "waivers_until": _first_end(state),
        "submitted_by": state.submitted_by or None,
        "submitted_at": datetime.fromisoformat(state.submitted_at),
        "updated_at": datetime.fromisoformat(state.updated_at),
    }


def _first_end(state: Disclosure) -> date | None:
    ends = [each.until for each in state.waivers.values() if each.until]
    return date.fromisoformat(min(ends)) if ends else None


def _sections(
    state: Disclosure, disclosure: UUID, stages: Mapping[str, SectionStage]
) -> dict[UUID, Row]:
    errors: dict[str, int] = {}
    warnings: dict[str, int] = {}
    for finding in state.open_findings:
        tally = {"error": errors, "warning": warnings}.get(finding.severity)
        if tally is not None:
            for key in finding.sections:
                tally[key] = tally.get(key, 0) + 1
    at_work = state.stage in (Stage.REVIEWING, Stage.READY)
    flags: dict[str, int] = {}
    for flag in state.flags.values():
        flags[flag.section] = flags.get(flag.section, 0) + 1
    return {
        section_id(disclosure, key): {
            "disclosure": disclosure,
            "ledger": state.ledger,
            "key": key,
            "place": place,
            "level": section.level,
            "heading": section.heading[:300],
            "state": str(stages[key]),
            "version": section.version,
            "content": section.content,
            "assignee": section.assignee or None,
            "campaign": state.campaign,
            "department": state.department,
            "waiting": at_work and stages[key] in WAITING,
            "contributors": _bars(section.contributors),
            "errors": errors.get(key, 0),
            "warnings": warnings.get(key, 0),
            "flags": flags.get(key, 0),
        }
        for place, (key, section) in enumerate(state.sections.items())
    }


def _bars(people: tuple[int, ...]) -> str:
    """Return numbers as |3|12|, so that a query can look for one."""
    return "".join(["|", *(f"{person}|" for person in people[:100])])[:1000]


def _findings(state: Disclosure, disclosure: UUID) -> dict[UUID, Row]:
    return {
        finding_id(disclosure, finding.fingerprint): {
            "disclosure": disclosure,
            "ledger": state.ledger,
            "section": finding.section,
            "fingerprint": finding.fingerprint,
            "code": finding.code,
            "severity": finding.severity,
            "status": state.finding_status(finding),
            "content": finding.content,
        }
        for finding in state.findings.values()
    }


def _releases(state: Disclosure, disclosure: UUID) -> dict[UUID, Row]:
    rows: dict[UUID, Row] = {
        UUID(release.release): {
            "disclosure": disclosure,
            "ledger": state.ledger,
            "department": state.department,
            "campaign": state.campaign,
            "number": release.number,
            "content": release.page,
            "reason": release.withdrawal or release.reason,
            "status": release.status,
            "position": release.position,
            "released_at": datetime.fromisoformat(release.at),
            "plan": UUID(release.plan) if release.plan else None,
            "files": _files(state, release.page),
        }
        for release in state.releases
    }
    if state.staging is not None:
        rows[UUID(state.staging.release)] = {
            "disclosure": disclosure,
            "ledger": state.ledger,
            "department": state.department,
            "campaign": state.campaign,
            "number": state.staging.number,
            "content": state.staging.page,
            "reason": state.correction_reason,
            "status": state.staging_status,
            "position": state.staging.position,
            "released_at": datetime.fromisoformat(state.staging.at),
            "plan": UUID(state.staging.plan),
            "files": _files(state, state.staging.page),
        }
    return rows


def _files(state: Disclosure, page: str) -> list[list[str | int]]:
    return [list(each) for each in state.files.get(page, ())]
