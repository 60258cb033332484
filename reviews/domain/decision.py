"""What a decision is made from and comes to, and how people's words are taken."""

import json
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from reviews.domain import events as e
from reviews.domain.errors import NotAcceptable, OutOfDate, said
from reviews.domain.policies import Actor
from reviews.domain.state import Section

MOST_TEXT = 2_000
"""Characters that a reason or a remark may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding as the checks give it; `body` is its canonical JSON."""

    fingerprint: str
    code: str
    severity: str
    sections: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The outcome of a run over the text as it will be after the command."""

    ruleset: str
    findings: tuple[Found, ...]
    unchecked: bytes
    inputs: tuple[tuple[str, tuple[str, ...]], ...] = ()
    digests: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Decision:
    """What happens: the events, and the contents that they name by their hash.

    `actor` asks; `checked` is the outcome of the checks where the command needs one.
    """

    actor: Actor
    checked: Checked | None = None
    events: list[e.Event] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)

    def keep(self, body: bytes) -> str:
        name = sha256(body).hexdigest()
        self.contents[name] = body
        return name

    def keep_text(self, text: str) -> str:
        """Keep free text; '' stays ''."""
        return self.keep(text.encode()) if text else ""


def canonical(value: Any) -> bytes:
    """Return JSON with sorted keys and no white space, as UTF-8."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def seen(section: Section, based_on: int) -> None:
    if based_on != section.version:
        raise OutOfDate(
            "out-of-date",
            said(
                "本节已有第 %(present)s 版，您看到的是第 %(seen)s 版；"
                "您的内容没有丢失，请对照后再提交。",
                present=section.version,
                seen=based_on,
            ),
        )


def needed(decision: Decision) -> Checked:
    """Return the outcome of the checks that this command cannot do without."""
    if decision.checked is None:
        raise TypeError("this command needs the outcome of the checks")
    return decision.checked


def required(text: str, name: str) -> str:
    if not text.strip():
        raise NotAcceptable("required", said("请填写%(name)s。", name=name))
    return short(text.strip(), name)


def short(text: str, name: str) -> str:
    if len(text) > MOST_TEXT:
        raise NotAcceptable(
            "too-long",
            said("%(name)s不能超过 %(most)s 字。", name=name, most=MOST_TEXT),
        )
    return text.replace("\x00", "")


def day(text: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise NotAcceptable("bad-date", "日期请写成 2026-12-31 的样子。") from error
