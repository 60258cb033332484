"""Many items, one action: what would happen to each, and then each as its own command.

Every item goes through the same policy as by itself. A command's id follows from the
batch and the item, so that a batch sent again does only what was not done.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from django.db import DatabaseError

from reviews import handlers
from reviews.domain import commands as c
from reviews.domain import policies
from reviews.domain.errors import NotAcceptable, NotKnown, Refused
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure

MOST = 500
"""How many commands one batch may come to."""

ASSIGN, CLAIM, VERIFY, WAIVE, RECHECK, SEND_BACK = (
    "assign",
    "claim",
    "verify",
    "waive-info",
    "recheck",
    "send-back",
)
ACTIONS: Mapping[str, str] = {
    ASSIGN: "assign",
    CLAIM: "assign",
    VERIFY: "verify",
    WAIVE: "waive",
    RECHECK: "recheck",
    SEND_BACK: "send-back",
}
"""What may be asked for many at once: the action of the policy table."""
OF_WHOLE = (RECHECK, SEND_BACK)
"""What is done to a disclosure, whichever of its sections was picked."""

FAILED = "系统出错，这一项没有办理，请再次提交。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be done to all: `words` is the reason or remark where one is due."""

    what: str
    words: str = ""
    assignee: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Pick:
    """One item: a disclosure, a section of it, or a finding in that section.

    `version` is the section's as the person saw it, 0 for as it is.
    """

    stream: UUID
    section: str = ""
    version: int = 0
    fingerprint: str = ""

    def __str__(self) -> str:
        return f"{self.stream}/{self.section}/{self.version}/{self.fingerprint}"

    @classmethod
    def read(cls, said: str) -> "Pick":
        """Return the pick that a form sent; raises `NotAcceptable`."""
        stream, section, version, mark = [*said.split("/"), "", "", ""][:4]
        try:
            return cls(UUID(stream), section, int(version or 0), mark)
        except ValueError as error:
            raise NotAcceptable("bad-item", "所选项目无法识别，请重新选择。") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What would happen, or happened, to one pick.

    `outcome` is would, nothing (already so), refused; done, before (in an earlier
    try of the same batch), failed. `why` says why not.
    """

    pick: Pick
    department: int
    heading: str
    outcome: str
    why: str = ""


def preview(
    actor: Actor, asked: Asked, picks: Iterable[Pick], envelope: handlers.Envelope
) -> list[Item]:
    """Say of each item what would happen; nothing is written."""
    return [
        _tried(state, pick, asked, actor, envelope)
        for state, pick in _expanded(actor, asked, picks)
    ]


def run(
    actor: Actor, asked: Asked, picks: Iterable[Pick], envelope: handlers.Envelope
) -> list[Item]:
    """Carry out each item by itself; what fails does not keep the others back.

    `envelope.command` is the batch's id.
    """
    return [
        _done(state, pick, asked, actor, envelope)
        for state, pick in _expanded(actor, asked, picks)
    ]


def _expanded(
    actor: Actor, asked: Asked, picks: Iterable[Pick]
) -> Iterator[tuple[Disclosure, Pick]]:
    """Yield the items that picks come to, each once, with their disclosure's state.

    Raises `NotAcceptable` for too many, `NotKnown` for what the person must not know.
    """
    if asked.what not in ACTIONS:
        raise NotAcceptable("no-such-action", "请选择要办理的事项。")
    found: dict[Pick, Disclosure] = {}
    for stream, own in _by_stream(picks).items():
        state = handlers.load(actor.ledger, stream)
        if not state.exists or not policies.may_see(actor, state):
            raise NotKnown("not-known", "没有这份材料，或您无权查看。")
        for pick in own:
            found |= dict.fromkeys(_items(state, pick, asked), state)
        if len(found) > MOST:
            raise NotAcceptable("too-many", f"一次最多办理 {MOST} 项，请分几次选择。")
    if not found:
        raise NotAcceptable(
            "nothing-picked", "请至少选择一项，或所选材料里没有可办理的内容。"
        )
    yield from ((state, pick) for pick, state in found.items())


def _by_stream(picks: Iterable[Pick]) -> dict[UUID, list[Pick]]:
    found: dict[UUID, list[Pick]] = {}
    for pick in picks:
        found.setdefault(pick.stream, []).append(pick)
    return found


def _items(state: Disclosure, pick: Pick, asked: Asked) -> Sequence[Pick]:
    if asked.what in OF_WHOLE:
        return [Pick(pick.stream)]
    keys = [pick.section] if pick.section else list(state.sections)
    sections = [
        replace(pick, section=key, version=pick.version or state.sections[key].version)
        for key in keys
        if key in state.sections
    ]
    if asked.what != WAIVE:
        return sections
    if pick.fingerprint:
        return [pick]
    return [
        replace(each, fingerprint=finding.fingerprint)
        for each in sections
        for finding in state.open_findings
        if finding.severity == "info" and finding.section == each.section
    ]


def _command(pick: Pick, asked: Asked, actor: Actor) -> c.Command:
    match asked.what:
        case "claim":
            return c.AssignSection(
                section=pick.section, assignee=actor.on_behalf_of or actor.id or 0
            )
        case "assign":
            return c.AssignSection(section=pick.section, assignee=asked.assignee)
        case "verify":
            return c.VerifySection(section=pick.section, based_on=pick.version)
        case "waive-info":
            return c.WaiveFinding(fingerprint=pick.fingerprint, reason=asked.words)
        case "send-back":
            return c.SendBack(remark=asked.words)
        case _:
            return c.Recheck()


def _tried(
    state: Disclosure,
    pick: Pick,
    asked: Asked,
    actor: Actor,
    envelope: handlers.Envelope,
) -> Item:
    """Decide without writing; a recheck is not run, only asked of the policy."""
    command = _command(pick, asked, actor)
    try:
        if asked.what == RECHECK:
            policies.require(command.ACTION, actor, state)
            return _item(state, pick, "would")
        decision = handlers.rehearse(pick.stream, command, envelope)
    except Refused as refused:
        return _item(state, pick, "refused", _said(refused))
    return _item(state, pick, "would" if decision.events else "nothing")


def _done(
    state: Disclosure,
    pick: Pick,
    asked: Asked,
    actor: Actor,
    envelope: handlers.Envelope,
) -> Item:
    command = _command(pick, asked, actor)
    own = replace(envelope, command=uuid5(envelope.command, f"{asked.what}/{pick}"))
    try:
        outcome = handlers.execute(pick.stream, command, own)
    except Refused as refused:
        return _item(state, pick, "refused", _said(refused))
    except DatabaseError:
        return _item(state, pick, "failed", FAILED)
    if outcome.repeated:
        return _item(state, pick, "before")
    return _item(state, pick, "done" if outcome.events else "nothing")


def _said(refused: Refused) -> str:
    return str(refused.message)


def _item(state: Disclosure, pick: Pick, outcome: str, why: str = "") -> Item:
    section = state.sections.get(pick.section)
    return Item(
        pick=pick,
        department=state.department,
        heading=section.heading if section else "",
        outcome=outcome,
        why=why,
    )
