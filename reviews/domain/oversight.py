"""What may be done to a ledger as a whole: commands, state and decisions. Pure.

`policies.require_at_ledger` has been asked before. Draws are announced before their
day, so that the seed (the chain's head at the beginning of that day) is in nobody's
hands when a campaign and a size are chosen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from reviews.domain import oversight_events as o
from reviews.domain.decision import Decision, day, short
from reviews.domain.errors import NotAcceptable, NotAllowed, NotKnown, NotNow
from reviews.domain.events import Event, Recorded

MOST_DRAWN = 200
"""Sections that one draw may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceDraw:
    """Announce a draw for a later day; `campaign` 0 takes all campaigns."""

    ACTION: ClassVar[str] = "announce-draw"
    draw: str
    day: str
    campaign: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSample:
    """Record what a draw came to, as `oversight.draws` computed it."""

    ACTION: ClassVar[str] = "draw-sample"
    sample: o.SampleDrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSecondReview:
    ACTION: ClassVar[str] = "record-second-review"
    draw: str
    disclosure: str
    section: str
    agrees: bool
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHealing:
    """Rows were put right in the transaction of this very event."""

    ACTION: ClassVar[str] = "heal"
    tables: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordErasure:
    ACTION: ClassVar[str] = "record-erasure"
    content: str
    certificate: str


LedgerCommand = (
    AnnounceDraw | DrawSample | RecordSecondReview | RecordHealing | RecordErasure
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the second reviewer said; `remark` is a content hash."""

    agrees: bool
    remark: str
    by: int
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A draw; `sample` is None until its day has come and it was drawn."""

    draw: str
    day: str
    campaign: int
    size: int
    by: int
    position: int
    sample: o.SampleDrawn | None = None
    drawn_at: str = ""
    verdicts: Mapping[tuple[str, str], Verdict] = field(default_factory=dict)

    def reviewer(self, disclosure: str, section: str) -> int | None:
        """Return who reviews a drawn section again, None if it was not drawn."""
        drawn = self.sample.drawn if self.sample else ()
        return next((e[5] for e in drawn if e[:2] == (disclosure, section)), None)


Draws = Mapping[str, Draw]


def fold(records: Iterable[Recorded]) -> Draws:
    """Return the draws of a ledger by their id, oldest first."""
    draws: dict[str, Draw] = {}
    for record in records:
        match record.event:
            case o.DrawAnnounced() as event:
                draws[event.draw] = Draw(
                    draw=event.draw,
                    day=event.day,
                    campaign=event.campaign,
                    size=event.size,
                    by=record.actor or 0,
                    position=record.position,
                )
            case o.SampleDrawn() as event:
                at = record.recorded_at.isoformat()
                draws[event.draw] = replace(
                    draws[event.draw], sample=event, drawn_at=at
                )
            case o.SecondReviewDone() as event:
                known = draws[event.draw]
                verdict = Verdict(
                    agrees=event.agrees,
                    remark=event.remark,
                    by=record.actor or 0,
                    at=record.recorded_at.isoformat(),
                )
                about = (event.disclosure, event.section)
                draws[event.draw] = replace(
                    known, verdicts={**known.verdicts, about: verdict}
                )
    return draws


def decide(
    draws: Draws, command: LedgerCommand, decision: Decision, today: str
) -> tuple[Event, ...]:
    """Return what `command` does, on the day `today` (ISO), or raise why not."""
    match command:
        case AnnounceDraw():
            return _announce(draws, command, today)
        case DrawSample():
            return _draw(draws, command, today)
        case RecordSecondReview():
            return _second(draws, command, decision)
        case RecordHealing():
            if not command.tables:
                return ()
            return (o.ReadModelsHealed(tables=command.tables),)
        case RecordErasure():
            return (
                o.ContentErased(
                    content=command.content, certificate=command.certificate
                ),
            )


def _announce(draws: Draws, command: AnnounceDraw, today: str) -> tuple[Event, ...]:
    on = day(command.day)
    if not on or on <= today:
        raise NotAcceptable(
            "day-not-ahead",
            "抽查日必须晚于今天：种子取自抽查日零点的账本，公告时谁也不知道。",
        )
    if not 1 <= command.size <= MOST_DRAWN:
        raise NotAcceptable("bad-size", f"抽取数量请填 1 到 {MOST_DRAWN}。")
    if any((d.day, d.campaign) == (on, command.campaign) for d in draws.values()):
        raise NotNow("already-announced", "这一天、这个批次的抽查已经公告过。")
    return (
        o.DrawAnnounced(
            draw=command.draw, day=on, campaign=command.campaign, size=command.size
        ),
    )


def _draw(draws: Draws, command: DrawSample, today: str) -> tuple[Event, ...]:
    known = draws.get(command.sample.draw)
    if known is None:
        raise NotKnown("no-such-draw", "没有这次抽查。")
    if known.sample is not None:
        return ()
    if today < known.day:
        raise NotNow("day-not-come", f"抽查日 {known.day} 还没有到。")
    return (command.sample,)


def _second(
    draws: Draws, command: RecordSecondReview, decision: Decision
) -> tuple[Event, ...]:
    known = draws.get(command.draw)
    reviewer = known and known.reviewer(command.disclosure, command.section)
    if known is None or reviewer is None:
        raise NotKnown("not-drawn", "这一节不在抽查样本中。")
    if decision.actor.id != reviewer or decision.actor.on_behalf_of is not None:
        raise NotAllowed("not-yours", "这一节的复核分给了另一位审核员。", "审核员")
    if (command.disclosure, command.section) in known.verdicts:
        raise NotNow("already-said", "这一节的复核意见已经填写，不能再改。")
    remark = short(command.remark.strip(), "复核意见")
    if not command.agrees and not remark:
        raise NotAcceptable("required", "不同意原结论时，请写明理由。")
    return (
        o.SecondReviewDone(
            draw=command.draw,
            disclosure=command.disclosure,
            section=command.section,
            agrees=command.agrees,
            remark=decision.keep_text(remark),
        ),
    )
