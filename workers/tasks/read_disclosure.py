"""Reads a submitted file into sections, and has the reading or its failure recorded."""

import time
from collections.abc import Sequence, Set
from itertools import count
from uuid import UUID

from django.utils import timezone

from disclosures import services
from disclosures.ingest.model import Unreadable
from disclosures.ingest.sandbox import read_safely
from disclosures.parse.match import Matched, match
from disclosures.parse.model import Outline, Section
from disclosures.parse.outline import outline
from disclosures.parse.stored import blocks_to_json, places_to_json
from reviews import checking, handlers, store
from reviews.domain import commands as c
from reviews.domain.errors import Refused
from reviews.domain.state import Disclosure
from workers import outbox

BETWEEN_REPORTS = 0.2
"""Seconds; progress that comes faster is not written down."""
GAVE_UP = (
    "系统多次尝试都没能读完这份文件。文件已经保存，请点“重新读取”再试一次；"
    "仍不成功时请联系管理员。"
)


def run(work: outbox.Work) -> None:
    """Read the file that `work` names; nothing if it is no longer waited for.

    A file that cannot be read ends in `RecordFailure` with the sentence for the
    submitter. Raises what is nobody's file's fault, to be tried again.
    """
    state = _waiting(work)
    if state is None:
        return
    try:
        read = _read(work, _file_name(state))
    except Unreadable as why:
        _record(work, _failure(work, why.code, why.message))
    else:
        _report(work, "checking", 0, 0)
        _record(work, _reading(work, read, state))


def give_up(work: outbox.Work) -> None:
    """Tell the submitter that the file was tried often and in vain."""
    if _waiting(work) is not None:
        _record(work, _failure(work, "gave_up", GAVE_UP))


def _waiting(work: outbox.Work) -> Disclosure | None:
    state = handlers.load(work.ledger, _stream(work))
    waits = state.reading == "pending" and state.file == work.arguments["file"]
    return state if waits else None


def _read(work: outbox.Work, name: str) -> Outline:
    last = 0.0

    def progress(step: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= BETWEEN_REPORTS:
            last = time.monotonic()
            _report(work, step, done, total)

    _report(work, "opening", 0, 0)
    data = services.read_file(work.arguments["file"])
    return outline(read_safely(data, name, progress=progress))


def _report(work: outbox.Work, step: str, done: int, total: int) -> None:
    outbox.report(work, step, done, total)


def _reading(work: outbox.Work, read: Outline, state: Disclosure) -> c.RecordReading:
    found = match(checking.sections_of(state), read.sections).matched
    keys = keys_of(found, {*state.sections, *state.gone})
    return c.RecordReading(
        file=work.arguments["file"],
        parser=read.parser,
        kind=read.kind,
        year=read.year or 0,
        unit_name=read.unit_name,
        notes=read.notes,
        sections=tuple(
            _section(each, keys[each.key], matched.how)
            for each, matched in zip(read.sections, found, strict=True)
        ),
    )


def keys_of(found: Sequence[Matched], used: Set[str]) -> dict[str, str]:
    """Return each new section's key: the old one's where matched, else an unused one.

    A key names one section for ever, so that of a section that is gone stays unused.
    """
    fresh = (key for n in count(1) if (key := f"s{n:03}") not in used)
    return {each.new_key: each.old_key or next(fresh) for each in found}


def _section(read: Section, key: str, how: str) -> c.ReadSection:
    return c.ReadSection(
        key=key,
        path=read.path,
        level=read.level,
        heading=read.heading,
        page=read.page or 0,
        blocks=tuple(blocks_to_json(read.blocks)),
        places=tuple(places_to_json(read.blocks, read.place)),
        how=how,
    )


def _failure(work: outbox.Work, code: str, message: str) -> c.RecordFailure:
    return c.RecordFailure(file=work.arguments["file"], code=code, message=message)


def _record(work: outbox.Work, command: c.RecordReading | c.RecordFailure) -> None:
    """Have it recorded; that it was recorded before is as good."""
    envelope = handlers.Envelope(
        actor=handlers.system(work.ledger),
        command=work.command,
        at=timezone.now(),  # noqa: TID251 - the shell reads the clock
    )
    try:
        handlers.execute(_stream(work), command, envelope)
    except Refused as refused:
        if refused.code != "key-reused":
            raise
    except store.SameCommand:
        return


def _file_name(state: Disclosure) -> str:
    """Return the name that the file came under, '' if it was erased."""
    body = store.contents([state.file_name]).get(state.file_name, b"")
    return body.decode()


def _stream(work: outbox.Work) -> UUID:
    return UUID(work.arguments["disclosure"])
