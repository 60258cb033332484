"""Findings with their bodies, as pages and the API tell them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from reviews import store
from reviews.domain.state import Disclosure, Finding
from reviews.projections.rows import finding_id
from reviews.queries.reading import _id
from reviews.queries.words import _text


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding with its words: `body` holds message, stated, expected, suggestion
    and evidence, see `disclosures.checks.finding.Finding`."""

    id: UUID
    fingerprint: str
    code: str
    severity: str
    status: str
    section: str
    sections: tuple[str, ...]
    body: Mapping[str, Any]
    waived_by: int
    waived_reason: str
    waived_until: str
    waived_behalf: int = 0
    waived_kind: str = ""
    confirmed_by: int = 0
    confirmed_behalf: int = 0
    attachment: str = ""
    attachment_name: str = ""


def findings(state: Disclosure, section: str = "") -> tuple[FindingView, ...]:
    """Return the findings of a disclosure, or those with evidence in one section.

    In the document's order: by the place of the first evidence in the section.
    """
    chosen = [
        f for f in state.findings.values() if not section or section in f.sections
    ]
    reasons = [
        name
        for f in chosen
        if (waiver := state.waivers.get(f.fingerprint))
        for name in (waiver.reason, waiver.attachment_name)
        if name
    ]
    texts = store.contents([f.content for f in chosen] + reasons)
    views = [_finding_view(state, f, texts) for f in chosen]
    order = {key: place for place, key in enumerate(state.sections)}

    def place(view: FindingView) -> tuple[int, int]:
        at = next(
            (
                item["offset"]
                for item in view.body["evidence"]
                if item["section"] == (section or view.section)
            ),
            0,
        )
        return order.get(section or view.section, len(order)), at

    return tuple(sorted(views, key=place))


def finding_bodies(contents: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Return the bodies of findings by their content hash."""
    return {k: json.loads(body) for k, body in store.contents(list(contents)).items()}


ERASED: Mapping[str, Any] = {
    "message": "（内容已依法删除）",
    "stated": "",
    "expected": "",
    "suggestion": "",
    "evidence": [],
}


def _body(texts: Mapping[str, bytes], content: str) -> Mapping[str, Any]:
    body = texts.get(content)
    found: Mapping[str, Any] = ERASED if body is None else json.loads(body)
    return found


def _finding_view(
    state: Disclosure, finding: Finding, texts: Mapping[str, bytes]
) -> FindingView:
    waiver = state.waivers.get(finding.fingerprint)
    return FindingView(
        id=finding_id(_id(state), finding.fingerprint),
        fingerprint=finding.fingerprint,
        code=finding.code,
        severity=finding.severity,
        status=state.finding_status(finding),
        section=finding.section,
        sections=finding.sections,
        body=_body(texts, finding.content),
        waived_by=waiver.by if waiver else 0,
        waived_reason=_text(texts, waiver.reason) if waiver else "",
        waived_until=waiver.until if waiver else "",
        waived_behalf=waiver.behalf if waiver else 0,
        waived_kind=waiver.kind if waiver else "",
        confirmed_by=waiver.confirmed_by if waiver else 0,
        confirmed_behalf=waiver.confirmed_behalf if waiver else 0,
        attachment=waiver.attachment if waiver else "",
        attachment_name=_text(texts, waiver.attachment_name) if waiver else "",
    )
