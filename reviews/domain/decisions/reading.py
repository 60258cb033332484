"""Decisions on files: handed in, replaced, read by a worker."""

from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.decision import Decision, canonical, needed
from reviews.domain.decisions.checks import append_checks
from reviews.domain.errors import NotNow
from reviews.domain.folds.reading import reads_the_same
from reviews.domain.state import Disclosure


def submit(state: Disclosure, command: c.SubmitDisclosure, decision: Decision) -> None:
    if state.exists:
        raise NotNow(
            "already-submitted",
            "本部门在本批次已提交过材料，请在原材料上更换文件。",
            "填报人",
        )
    decision.events.append(
        e.DisclosureSubmitted(
            department=command.department,
            campaign=command.campaign,
            file=command.file,
            file_name=decision.keep_text(command.file_name),
        )
    )


def replace_source(
    state: Disclosure, command: c.ReplaceSource, decision: Decision
) -> None:
    if command.file == state.file and state.reading == "done":
        return
    decision.events.append(
        e.SourceReplaced(
            file=command.file, file_name=decision.keep_text(command.file_name)
        )
    )


def _awaits(state: Disclosure, file: str) -> bool:
    """Whether this file is the one that is to be read: a late worker's is not."""
    return state.reading == "pending" and state.file == file


def retry(state: Disclosure, _command: c.RetryReading, decision: Decision) -> None:
    decision.events.append(e.ReadingRetried(file=state.file))


def record_failure(
    state: Disclosure, command: c.RecordFailure, decision: Decision
) -> None:
    if _awaits(state, command.file):
        decision.events.append(
            e.ReadingFailed(
                file=command.file,
                code=command.code,
                message=decision.keep_text(command.message),
            )
        )


def record_reading(
    state: Disclosure,
    command: c.RecordReading,
    decision: Decision,
) -> None:
    if not _awaits(state, command.file):
        return
    read = tuple(
        e.SectionRead(
            key=each.key,
            path=each.path,
            level=each.level,
            heading=each.heading,
            page=each.page,
            content=decision.keep(canonical(list(each.blocks))),
            places=decision.keep(canonical(each.places)) if each.places else "",
            how=each.how,
        )
        for each in command.sections
    )
    decision.events.append(
        e.DisclosureRead(
            file=command.file,
            parser=command.parser,
            kind=command.kind,
            year=command.year,
            unit_name=command.unit_name,
            notes=command.notes,
            sections=read,
        )
    )
    kept = {
        each.key: state.sections[each.key]
        for each in read
        if each.key in state.sections and reads_the_same(state.sections[each.key], each)
    }
    append_checks(state, kept, decision, needed(decision))
