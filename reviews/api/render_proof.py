"""What is told of provenance, draws, self-checks and packages."""

from collections.abc import Sequence
from typing import Any

from disclosures.figures.model import Figure
from reviews.api import render
from reviews.domain import oversight as o
from reviews.domain.state import Disclosure
from reviews.oversight import provenance
from reviews.queries import words

Told = dict[str, Any]


def figures(found: Sequence[Figure]) -> list[Told]:
    return [
        {
            "start": each.start,
            "end": each.end,
            "text": each.text,
            "unit": each.unit,
            "subject": each.subject,
            "measure": str(each.measure),
            "period": each.period,
        }
        for each in found
    ]


def trace(state: Disclosure, found: provenance.Trace) -> Told:
    """Return the chain of a number, from its file to its releases."""
    people = words.names(
        each.record.actor for step in found.origin.steps for each in (step.version,)
    )
    verdict_people = words.names(each.actor for each in found.verdicts)
    (figure,) = figures([found.figure])
    return {
        "figure": figure,
        "section": found.section,
        "position": state.position,
        "source": _source(found.source) if found.source else None,
        "steps": [
            {
                "version": step.version.version,
                "sha256": step.version.content,
                "position": step.version.record.position,
                "at": step.version.record.recorded_at,
                "by": render.person(step.version.record.actor or 0, people),
                "what": step.version.record.event.TYPE,
                "before": step.before or None,
                "after": step.after,
            }
            for step in found.origin.steps
        ],
        "checks": [{"code": code, "holds": holds} for code, holds in found.checks],
        "findings": render.findings(found.findings),
        "verdicts": [
            {
                "position": each.position,
                "at": each.recorded_at,
                "by": render.person(each.actor or 0, verdict_people),
                "what": each.event.TYPE,
            }
            for each in found.verdicts
        ],
        "releases": [
            {
                "id": each.release,
                "number": each.number,
                "status": each.status,
                "released_at": each.at,
                "sha256": each.page,
            }
            for each in found.releases
        ],
    }


def _source(found: provenance.Source) -> Told:
    sent, read = found.sent, found.read
    names = words.names([sent.actor])
    return {
        "sha256": found.file,
        "intact": found.whole,
        "size": found.size,
        "sent_by": render.person(sent.actor or 0, names),
        "sent_at": sent.recorded_at,
        "sent_position": sent.position,
        "read_at": read.recorded_at,
        "read_position": read.position,
        "parser": found.parser,
        "page": found.page or None,
        "box": list(found.box[1:]) if found.box else None,
    }


def package(found: Any) -> Told:
    """Return where a package stands; its bytes have an address of their own."""
    return {
        "built": found is not None,
        "position": found.position if found else None,
        "sha256": found.sha256 if found else None,
        "size": found.size if found else None,
    }


def self_checks(records: Sequence[Any]) -> list[Told]:
    return [
        {
            "id": each.pk,
            "started_at": each.started_at,
            "finished_at": each.finished_at,
            "whole": each.whole,
            "healthy": each.healthy,
            "position": each.position,
            "head": each.head,
            "signature": each.signature,
            "items": each.report["items"],
        }
        for each in records
    ]


def draws(found: Sequence[o.Draw]) -> list[Told]:
    names = words.names(_people(found))
    remarks = words.texts(v.remark for d in found for v in d.verdicts.values())
    return [
        {
            "id": each.draw,
            "day": each.day,
            "campaign": each.campaign or None,
            "size": each.size,
            "announced_by": render.person(each.by, names),
            "announced_position": each.position,
            "sample": each.sample
            and {
                "method": each.sample.method,
                "cutoff": each.sample.cutoff,
                "head": each.sample.head,
                "seed": each.sample.seed,
                "candidates": each.sample.candidates,
                "weight": each.sample.weight,
                "drawn_at": each.drawn_at,
                "drawn": [
                    {
                        "disclosure": stream,
                        "section": key,
                        "version": version,
                        "sha256": content,
                        "weight": weight,
                        "reviewer": render.person(reviewer, names),
                        "verdict": _verdict(each, (stream, key), remarks),
                    }
                    for stream, key, version, content, weight, reviewer in (
                        each.sample.drawn
                    )
                ],
            },
        }
        for each in found
    ]


def _people(found: Sequence[o.Draw]) -> set[int]:
    people = {each.by for each in found}
    for each in found:
        people |= {drawn[5] for drawn in (each.sample.drawn if each.sample else ())}
    return people


def _verdict(
    draw: o.Draw, about: tuple[str, str], remarks: dict[str, str]
) -> Told | None:
    said = draw.verdicts.get(about)
    if said is None:
        return None
    return {
        "agrees": said.agrees,
        "remark": remarks.get(said.remark, ""),
        "at": said.at,
    }
