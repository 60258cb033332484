"""A review desk in memory: policy, decision and folding as the handler joins them.

Checks are a toy whose findings follow from the words of a text: `错1` is an error in
its section, `疑1` a warning, and two sections that both say `y=…` must say the same
(an error of both). So a test says what is found by what it writes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain import notice_commands as n
from reviews.domain import policies
from reviews.domain.decide import decide
from reviews.domain.decision import Checked, Found, canonical
from reviews.domain.fold import evolve
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure

LEDGER, DEPARTMENT, CAMPAIGN = 1, 101, 9
STREAM = UUID("00000000-0000-4000-8000-000000000001")
BEGAN = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)


def person(number: int, *roles: str, department: int | None = None) -> Actor:
    return Actor(
        id=number, ledger=LEDGER, roles=frozenset(roles), department=department
    )


ALICE = person(1, "submitter", department=DEPARTMENT)
BOB = person(2, "reviewer")
CAROL = person(3, "reviewer")
DAVE = person(4, "reviewer")
PAUL = person(5, "publisher")
INSIDER = person(6, "reviewer", "publisher", department=DEPARTMENT)
AUDITOR = person(7, "auditor")
STRANGER = person(8, "submitter", department=202)
SYSTEM = Actor(id=None, ledger=LEDGER, roles=frozenset({policies.SYSTEM}))


def blocks(text: str) -> c.Blocks:
    return ({"p": text},)


def content(text: str) -> str:
    return sha256(canonical(list(blocks(text)))).hexdigest()


def fingerprint(code: str, *words: str) -> str:
    return sha256("/".join((code, *words)).encode()).hexdigest()


def error_in(key: str, word: str = "错1") -> str:
    return fingerprint("AA001", key, word)


def warning_in(key: str, word: str = "疑1") -> str:
    return fingerprint("BB001", key, word)


def check(texts: Mapping[str, str], *, severe: bool = False) -> Checked:
    """Run the toy checks; `severe` weighs warnings as errors."""
    found = [
        _found("AA001", "error", (key,), fingerprint("AA001", key, word))
        for key, text in texts.items()
        for word in re.findall(r"错\d", text)
    ]
    found += [
        _found(
            "BB001",
            "error" if severe else "warning",
            (key,),
            fingerprint("BB001", key, word),
        )
        for key, text in texts.items()
        for word in re.findall(r"疑\d", text)
    ]
    stated = {key: m[1] for key, t in texts.items() if (m := re.search(r"y=(\d)", t))}
    if len(set(stated.values())) > 1:
        said = [f"{key}={value}" for key, value in stated.items()]
        found.append(
            _found("CC001", "error", tuple(stated), fingerprint("CC001", *said))
        )
    return Checked(
        ruleset="severe" if severe else "usual",
        findings=tuple(found),
        unchecked=b"{}",
        inputs=tuple(
            (key, tuple(k for k in stated if k != key) if key in stated else ())
            for key in texts
        ),
        digests=tuple((key, f"y{stated.get(key, '')}") for key in texts),
    )


def _found(code: str, severity: str, sections: tuple[str, ...], mark: str) -> Found:
    return Found(
        fingerprint=mark,
        code=code,
        severity=severity,
        sections=sections,
        body=f"{code} {mark} {severity}".encode(),
    )


def reading(
    texts: Mapping[str, str],
    *,
    file: str = "f1",
    headings: Mapping[str, str] | None = None,
) -> c.RecordReading:
    headings = headings or {}
    return c.RecordReading(
        file=file,
        parser="toy",
        kind="决算",
        year=2025,
        unit_name="",
        sections=tuple(
            c.ReadSection(
                key=key,
                path=(),
                level=1,
                heading=headings.get(key, key),
                page=1,
                blocks=blocks(text),
            )
            for key, text in texts.items()
        ),
    )


@dataclass(slots=True)
class Desk:
    """One disclosure, its events so far, and the texts by content hash."""

    state: Disclosure = field(default_factory=Disclosure)
    records: list[e.Recorded] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)
    severe: bool = False

    def copy(self) -> "Desk":
        return Desk(
            state=self.state,
            records=list(self.records),
            written=self.written,
            severe=self.severe,
        )

    def do(self, actor: Actor, command: c.Command) -> tuple[e.Event, ...]:
        """Carry out a command and return its events; raises the refusal."""
        state = self.state
        if isinstance(command, c.SubmitDisclosure) and not state.exists:
            state = replace(
                state,
                id=STREAM,
                ledger=LEDGER,
                department=command.department,
                campaign=command.campaign,
            )
        policies.require(command.ACTION, actor, state, section_of(state, command))
        decision = decide(state, command, actor=actor, checked=self._checked(command))
        for event in decision.events:
            self._record(event, actor)
        return tuple(decision.events)

    def texts(self) -> dict[str, str]:
        return {k: self.written[s.content] for k, s in self.state.sections.items()}

    def _checked(self, command: c.Command) -> Checked | None:
        match command:
            case c.EditSection():
                self._write(command.blocks)
                new = {command.section: command.blocks[0]["p"]}
                return check({**self.texts(), **new}, severe=self.severe)
            case c.RecordReading():
                for each in command.sections:
                    self._write(each.blocks)
                read = {each.key: each.blocks[0]["p"] for each in command.sections}
                return check(read, severe=self.severe)
            case c.Recheck():
                return check(self.texts(), severe=self.severe)
            case _:
                return None

    def _write(self, written: c.Blocks) -> None:
        text = written[0]["p"]
        self.written[content(text)] = text

    def _record(self, event: e.Event, actor: Actor) -> None:
        number = len(self.records) + 1
        at = BEGAN + timedelta(minutes=number)
        record = e.Recorded(
            event=event,
            ledger=LEDGER,
            position=number,
            stream=STREAM,
            version=number,
            actor=actor.id,
            on_behalf_of=actor.on_behalf_of,
            command=UUID(int=number),
            occurred_at=at,
            recorded_at=at,
        )
        self.records.append(record)
        self.state = evolve(self.state, record)

    # Short forms, so that a test reads as its story.

    def submit(self, actor: Actor = ALICE, file: str = "f1") -> "Desk":
        self.do(
            actor,
            c.SubmitDisclosure(
                department=DEPARTMENT,
                campaign=CAMPAIGN,
                file=file,
                file_name="决算.txt",
            ),
        )
        return self

    def read(self, file: str = "", **texts: str) -> "Desk":
        self.do(SYSTEM, reading(texts, file=file or self.state.file))
        return self

    def replace_source(self, file: str, actor: Actor = ALICE, **texts: str) -> "Desk":
        self.do(actor, c.ReplaceSource(file=file, file_name="更新.txt"))
        return self.read(file, **texts)

    def edit(self, actor: Actor, section: str, text: str) -> tuple[e.Event, ...]:
        return self.do(actor, edit(self.state, section, text))

    def verify(self, actor: Actor, *sections: str) -> None:
        for section in sections:
            seen = self.state.sections[section].version
            self.do(actor, c.VerifySection(section=section, based_on=seen))

    def waive(self, actor: Actor, mark: str) -> tuple[e.Event, ...]:
        return self.do(actor, c.WaiveFinding(fingerprint=mark, reason="已核对原始凭证"))

    def confirm(self, actor: Actor, mark: str) -> tuple[e.Event, ...]:
        return self.do(actor, c.ConfirmWaiver(fingerprint=mark))

    def release(self, actor: Actor, number: int = 1) -> tuple[e.Event, ...]:
        command = c.ReleaseDisclosure(
            release=str(UUID(int=number)), secrecy_review="无涉密内容", page=b"page"
        )
        return self.do(actor, command)

    def stages(self) -> dict[str, str]:
        return {k: str(stage) for k, stage in self.state.section_stages().items()}


def edit(state: Disclosure, section: str, text: str) -> c.EditSection:
    return c.EditSection(
        section=section,
        based_on=state.sections[section].version,
        blocks=blocks(text),
        reason="更正",
    )


def section_of(state: Disclosure, command: c.Command) -> str:
    """The key of the section that a command is about, '' for none."""
    if isinstance(command, c.ResolveFlag):
        flag = state.flags.get(command.flag)
        return flag.section if flag else ""
    if isinstance(command, n.ConfirmItem):
        named = [each for each in state.notices if each.notice == command.notice]
        item = named[0].item(command.item) if named else None
        return item.section if item and item.section in state.sections else ""
    return getattr(command, "section", "")


def opened(**texts: str) -> Desk:
    """Return a disclosure that Alice submitted and a worker read."""
    return Desk().submit().read(**(texts or {"a": "y=1", "b": "y=1"}))


def kinds(events: Iterable[e.Event]) -> Sequence[str]:
    return [type(each).__name__ for each in events]
