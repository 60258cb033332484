"""Events in words, for histories and timelines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reviews.domain import events as e
from reviews.domain.state import Comment, Flag
from reviews.queries import words as words_of
from reviews.web import wording
from reviews.web.present import notices

_TEXTS = ("reason", "remark", "quote", "message", "secrecy_review", "file_name")


@dataclass(frozen=True, slots=True)
class Told:
    """An event as people read it."""

    position: int
    at: datetime
    by: str
    kind: str
    group: str
    verb: str
    about: str
    section: str
    words: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A flag or a comment, with its words."""

    id: str
    by: str
    version: int
    quote: str
    words: str


def texts_of(records: Sequence[e.Recorded]) -> list[str]:
    """Return the hashes of the free text that these events name."""
    found = [getattr(record.event, name, "") for record in records for name in _TEXTS]
    return [each for each in found if each]


def told(
    record: e.Recorded,
    names: Mapping[int, str],
    words: Mapping[str, str],
    headings: Mapping[str, str] | None = None,
) -> Told:
    event = record.event
    kind = type(event).__name__
    key = getattr(event, "section", "")
    said = [
        words.get(getattr(event, name, ""), "")
        for name in ("remark", "reason", "message", "file_name", "secrecy_review")
    ]
    return Told(
        position=record.position,
        at=record.recorded_at,
        by=words_of.name(names, record.actor, record.on_behalf_of) or "系统",
        kind=kind,
        group=wording.GROUP_OF.get(kind, ""),
        verb=str(wording.EVENTS.get(kind, kind)),
        about=_about(event),
        section=(headings or {}).get(key, ""),
        words="；".join(each for each in said if each),
    )


def _about(event: Any) -> str:
    match event:
        case e.SectionEdited() | e.SectionVerified():
            return f"第 {event.version} 版"
        case e.DisclosureRead():
            return f"共 {len(event.sections)} 节"
        case e.ChecksRun():
            return f"新增 {len(event.found)} 个问题，消除 {len(event.cleared)} 个"
        case e.DisclosureReleased():
            return f"第 {event.number} 次公开"
        case e.VerificationLapsed():
            return str(wording.LAPSES.get(event.cause, ""))
        case e.FindingWaived():
            return event.code
    return notices.about(event)


def remark(
    each: Flag | Comment, names: Mapping[int, str], words: Mapping[str, str]
) -> Remark:
    return Remark(
        id=each.flag if isinstance(each, Flag) else each.comment,
        by=words_of.name(names, each.by, each.behalf),
        version=each.version,
        quote=words.get(each.quote, ""),
        words=words.get(each.remark, ""),
    )
