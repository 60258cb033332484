"""What is on record of a disclosure at a position, as JSON and as CSV."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from disclosures.parse.model import Block, TableBlock
from disclosures.parse.stored import blocks_from_json
from reviews.domain import events as e
from reviews.domain.state import Disclosure
from reviews.ledger.bodies import named
from reviews.oversight import people

_FORMULA = re.compile(r"^(?:[=@\t\r]|[+-](?![\d.,]))")


def plain(value: Any) -> Any:
    """Return a state or an event as plain values: ids as text, moments in UTC."""
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, UUID) else value


def whole(
    state: Disclosure, records: Sequence[e.Recorded], texts: Mapping[str, bytes]
) -> dict[str, Any]:
    """Return the records as (file name → value for JSON, or text for CSV)."""
    at = records[-1].recorded_at
    stages = {key: str(stage) for key, stage in state.section_stages().items()}
    approvals = list(_approvals(state, records))
    findings = list(_findings(state, texts))
    waivers = list(_waivers(state, texts))
    return {
        "records/disclosure.json": {
            "state": plain(state),
            "stage": str(state.stage),
            "section_stages": stages,
            "department": people.department(state.department, at),
            "campaign": people.campaign(state.campaign, at),
            "recorded_at": plain(at),
        },
        "records/people.json": people.accounts(_people(records), at),
        "records/texts.json": _words(records, texts),
        "records/rules.json": _versions(records),
        "records/findings.json": findings,
        "records/waivers.json": waivers,
        "records/approvals.json": approvals,
        "records/sections.csv": table(_sections(state, stages)),
        "records/findings.csv": table(findings),
        "records/waivers.csv": table(waivers),
        "records/approvals.csv": table(approvals),
        "records/events.csv": table(_events(records)),
        **dict(tables([(s.key, s.content) for s in state.sections.values()], texts)),
    }


def tables(
    sections: Iterable[tuple[str, str]], texts: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
    """Yield (file name, CSV) of each table of `sections`, (key, content hash) each."""
    for key, content in sections:
        body = texts.get(content)
        if body is not None:
            yield from tables_of(key, blocks_from_json(json.loads(body)))


def tables_of(key: str, blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    found = [each for each in blocks if isinstance(each, TableBlock)]
    for number, each in enumerate(found, start=1):
        yield f"tables/{key}-{number}.csv", lines(each.rows)


def table(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows with the same keys as CSV, the keys on top; '' for none."""
    listed = list(rows)
    if not listed:
        return ""
    values = ([_cell(each) for each in row.values()] for row in listed)
    return lines([list(listed[0]), *values])


def lines(rows: Iterable[Sequence[str]]) -> str:
    """Return CSV; what a spreadsheet would take for a formula is marked as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow(
            f"'{each}" if _FORMULA.match(each) else each for each in map(str, row)
        )
    return out.getvalue()


def _cell(value: Any) -> str:
    return (
        value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False, sort_keys=True)
    )


def _people(records: Sequence[e.Recorded]) -> set[int]:
    return {
        person
        for record in records
        for person in (
            record.actor,
            record.on_behalf_of,
            getattr(record.event, "assignee", None),
        )
        if person
    }


def _words(
    records: Sequence[e.Recorded], texts: Mapping[str, bytes]
) -> dict[str, str | None]:
    """Return the free text that events name, by its hash; None for what was erased."""
    leave = {"content", "places", "unchecked", "page", "letter"}
    wanted = {
        name
        for record in records
        for key, value in plain(record.event).items()
        if key not in leave
        for name in named({key: value})
    }
    return {
        name: texts[name].decode() if name in texts else None
        for name in sorted(wanted)
        if name not in texts or _is_text(texts[name])
    }


def _is_text(body: bytes) -> bool:
    try:
        return not isinstance(json.loads(body), dict | list)
    except ValueError:
        return True


def _versions(records: Sequence[e.Recorded]) -> dict[str, Any]:
    """Return which rules and which readers were at work, and from when on."""
    rules: list[dict[str, Any]] = []
    for record in records:
        if isinstance(record.event, e.ChecksRun) and (
            not rules or rules[-1]["ruleset"] != record.event.ruleset
        ):
            rules.append({"position": record.position, "ruleset": record.event.ruleset})
    readings = [
        {
            "position": record.position,
            "file": record.event.file,
            "parser": record.event.parser,
        }
        for record in records
        if isinstance(record.event, e.DisclosureRead)
    ]
    return {"rules": rules, "readings": readings}


def _sections(state: Disclosure, stages: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for key, each in state.sections.items():
        yield {
            "key": key,
            "heading": each.heading,
            "level": each.level,
            "page": each.page,
            "version": each.version,
            "sha256": each.content,
            "stage": stages[key],
            "verified_by": each.verification.by if each.verification else 0,
            "contributors": list(each.contributors),
        }


def _findings(
    state: Disclosure, texts: Mapping[str, bytes]
) -> Iterator[dict[str, Any]]:
    for mark in sorted(state.findings):
        each = state.findings[mark]
        body = json.loads(texts[each.content]) if each.content in texts else {}
        yield {
            "fingerprint": mark,
            "code": each.code,
            "severity": each.severity,
            "status": state.finding_status(each),
            "section": each.section,
            "message": body.get("message"),
            "stated": body.get("stated"),
            "expected": body.get("expected"),
            "since_position": each.position,
            "sha256": each.content,
        }


def _waivers(state: Disclosure, texts: Mapping[str, bytes]) -> Iterator[dict[str, Any]]:
    for mark in sorted(state.waivers):
        each = state.waivers[mark]
        reason = texts.get(each.reason)
        yield {
            "fingerprint": mark,
            "by": each.by,
            "confirmed_by": each.confirmed_by,
            "reason": reason.decode() if reason is not None else None,
            "until": each.until,
            "position": each.position,
        }


def _approvals(
    state: Disclosure, records: Sequence[e.Recorded]
) -> Iterator[dict[str, Any]]:
    for record in records:
        event = record.event
        if not isinstance(event, e.SectionVerified):
            continue
        section = state.sections.get(event.section)
        now = section.verification if section else None
        yield {
            "position": record.position,
            "recorded_at": plain(record.recorded_at),
            "section": event.section,
            "version": event.version,
            "sha256": event.content,
            "by": record.actor or 0,
            "on_behalf_of": record.on_behalf_of or 0,
            "ruleset": event.ruleset,
            "stands": now is not None and now.position == record.position,
        }


def _events(records: Sequence[e.Recorded]) -> Iterator[dict[str, Any]]:
    for each in records:
        yield {
            "position": each.position,
            "version": each.version,
            "type": each.event.TYPE,
            "recorded_at": plain(each.recorded_at),
            "by": each.actor or 0,
            "on_behalf_of": each.on_behalf_of or 0,
            "section": getattr(each.event, "section", ""),
        }
