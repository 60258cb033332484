"""Where a number comes from (数据溯源): from the file to the release, link by link."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from disclosures import services
from disclosures.checks.rule import Mark
from disclosures.figures.model import Figure
from disclosures.parse.model import Block, TableBlock
from reviews import checking, store
from reviews.domain import events as e
from reviews.domain.errors import NotKnown
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure, Release
from reviews.oversight import origins
from reviews.oversight.alignment import Stretch
from reviews.oversight.origins import Box, Origin, Texts, Version
from reviews.queries import judging, reading

UPLOADS = (e.DisclosureSubmitted, e.SourceReplaced)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that brought a number: who sent it and when, where in it it stands.

    `whole` is whether its bytes are there and have the hash that the event names.
    """

    file: str
    whole: bool
    size: int
    sent: e.Recorded
    read: e.Recorded
    parser: str
    page: int
    box: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The chain of one number. `source` is None where somebody's edit brought it."""

    section: str
    figure: Figure
    origin: Origin
    source: Source | None
    checks: tuple[tuple[str, bool], ...]
    findings: tuple[judging.FindingView, ...]
    verdicts: tuple[e.Recorded, ...]
    releases: tuple[Release, ...]


def figures(state: Disclosure, key: str) -> tuple[Figure, ...]:
    """Return the numbers of a section that can be traced, in the text's order."""
    section = _section(state, key)
    blocks = checking.blocks_of([section.content])[section.content]
    return origins.figures(section.heading, key, blocks)


def trace(
    actor: Actor,
    stream: UUID,
    key: str,
    start: int,
    today: date,
    *,
    position: int | None = None,
) -> tuple[Disclosure, Trace]:
    """Return the state and the chain of the number at offset `start` of a section.

    The rules are those of `today`, over the text of the position (now by default).
    Raises `NotKnown` where there is no such number, or nothing that may be seen.
    """
    state = reading.disclosure(actor, stream, position=position)
    section = _section(state, key)
    figure = next((f for f in figures(state, key) if f.start <= start < f.end), None)
    if figure is None:
        raise NotKnown("no-such-figure", "这里没有可以溯源的数字，请从正文重新选择。")
    records = store.load(state.ledger, stream, upto=state.position)
    known = origins.versions(records, key)
    at = next(n for n, v in enumerate(known) if v.version == section.version)
    texts = Texts(known)
    origin = texts.origin(at, Stretch(figure.start, figure.end))
    mark = Mark(key, figure.start, figure.end)
    context = checking.context_of(state, today)
    return state, Trace(
        section=key,
        figure=figure,
        origin=origin,
        source=_source(records, origin, texts, key) if origin.from_file else None,
        checks=checking.rules_reading(
            stream, checking.sections_of(state), context, mark
        ),
        findings=tuple(_findings(state, mark)),
        verdicts=tuple(_verdicts(records, key, origin.version)),
        releases=tuple(_releases(state, key, origin.steps)),
    )


def _section(state: Disclosure, key: str) -> Any:
    section = state.sections.get(key)
    if section is None:
        raise NotKnown("not-known", "没有这一节，或文件更换后已不存在。")
    return section


def _source(
    records: Sequence[e.Recorded], origin: Origin, texts: Texts, key: str
) -> Source:
    read = origin.version.reads[-1]
    event = read.event
    if not isinstance(event, e.DisclosureRead):
        raise TypeError("only a reading reads")
    sent = next(
        each
        for each in reversed(records)
        if each.position < read.position
        and isinstance(each.event, UPLOADS)
        and each.event.file == event.file
    )
    found = origins.section_read(read, key)
    bodies = store.contents([found.places]) if found and found.places else {}
    places = json.loads(next(iter(bodies.values()), b"[]"))
    block, row, column = _cell(texts.blocks(origin.version.content), origin.at.start)
    page, box = origins.box(places, block, row, column)
    size, whole = _bytes(event.file)
    return Source(
        file=event.file,
        whole=whole,
        size=size,
        sent=sent,
        read=read,
        parser=event.parser,
        page=page or (found.page if found else 0),
        box=box,
    )


def _bytes(file: str) -> tuple[int, bool]:
    try:
        return len(services.read_file(file)), True
    except (FileNotFoundError, services.FileDamaged):
        return 0, False


def _cell(blocks: Sequence[Block], place: int) -> tuple[int, int, int]:
    """Return block, row and column of an offset; -1 for both in running text."""
    base = 0
    for number, block in enumerate(blocks):
        if place <= base + len(block.text):
            if not isinstance(block, TableBlock):
                return number, -1, -1
            before = block.text[: place - base]
            return number, before.count("\n"), before.rpartition("\n")[2].count("\t")
        base += len(block.text) + 1
    return len(blocks), -1, -1


def _findings(state: Disclosure, mark: Mark) -> Iterator[judging.FindingView]:
    for view in judging.findings(state, mark.section):
        for each in view.body["evidence"]:
            start = each["offset"]
            end = start + max(len(each["text"]), 1)
            if (
                each["section"] == mark.section
                and start < mark.end
                and end > mark.start
            ):
                yield view
                break


def _verdicts(
    records: Sequence[e.Recorded], key: str, since: Version
) -> Iterator[e.Recorded]:
    """Yield what people said of the section since the number is in it."""
    kinds = (
        e.SectionVerified,
        e.VerificationLapsed,
        e.SectionFlagged,
        e.FlagResolved,
    )
    for record in records:
        event = record.event
        if (
            record.position > since.record.position
            and isinstance(event, kinds)
            and event.section == key
        ):
            yield record


def _releases(
    state: Disclosure, key: str, steps: Sequence[origins.Step]
) -> Iterator[Release]:
    """Yield the releases that hold a version of the section with the number in it."""
    contents = {(key, each.version.version, each.version.content) for each in steps}
    for release in state.releases:
        if contents & set(release.sections):
            yield release
