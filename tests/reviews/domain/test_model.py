"""Every way through a small review: no contributor's verdict ever counts.

Four people of every role, one of them from the disclosing department, do everything
that there is to do, in every order, to a depth. States that differ only in positions
are one. What must hold is worked out from the events, not from the folded state.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain import policies
from reviews.domain.errors import Refused
from reviews.domain.notice_commands import NoticeCommand
from reviews.domain.policies import (
    ACTIONS,
    FOUR_EYES,
    RECUSAL,
    SEPARATE_RELEASE,
    Actor,
    Relation,
)
from reviews.domain.state import Disclosure, Stage
from tests.reviews.domain import history
from tests.reviews.domain.desk import (
    DEPARTMENT,
    SYSTEM,
    Desk,
    blocks,
    person,
    reading,
)

ALL = ("reviewer", "publisher", "submitter")
INSIDER = person(1, *ALL, department=DEPARTMENT)
CLERK = person(9, "submitter", department=DEPARTMENT)
PEOPLE = (INSIDER, person(2, *ALL), person(3, *ALL), person(4, *ALL))
OUTSIDERS = (2, 3, 4, 5)
DELEGATES = (
    person(2, *ALL),
    person(4, *ALL),
    person(5, *ALL),
    replace(person(3, *ALL), on_behalf_of=2),
    replace(person(1, *ALL), on_behalf_of=4, own_department=DEPARTMENT),
)
"""Two who act for another: one of the bureau, and one of the disclosing department."""
TEXTS = ("好", "错1")
FLAG = "flag"
NOTICES = {each.ACTION for each in NoticeCommand.__args__}
"""They have a model of their own, see `test_notice_model`."""
EVERYTHING = (
    set(ACTIONS)
    - NOTICES
    - {
        "submit",
        "comment",
        "resolve-thread",
        "reopen-thread",
        "assign",
        "recheck",
        "retry-reading",
        "record-failure",
        "lapse-waivers",
        "stage-release",
        "settle-release",
        "record-files",
    }
)
"""What bears on verdicts; the rest changes neither text nor judgement."""


@dataclass(frozen=True)
class Explored:
    states: int
    steps: int
    done: frozenset[str]
    stages: frozenset[Stage]


def actions(state: Disclosure) -> Iterator[c.Command]:
    """Everything that anybody could ask of this state."""
    for key, section in state.sections.items():
        seen = section.version
        for text in TEXTS:
            yield c.EditSection(
                section=key, based_on=seen, blocks=blocks(text), reason="改"
            )
        yield c.VerifySection(section=key, based_on=seen)
        yield c.FlagSection(flag=FLAG, section=key, remark="看")
    for mark in state.findings:
        yield c.WaiveFinding(fingerprint=mark, reason="可")
        yield c.ConfirmWaiver(fingerprint=mark)
        yield c.RevokeWaiver(fingerprint=mark, reason="否")
    yield c.ResolveFlag(flag=FLAG, remark="好")
    yield c.SendBack(remark="退")
    yield c.Resubmit()
    number = len(state.releases) + 1
    yield c.ReleaseDisclosure(
        release=str(UUID(int=number)), secrecy_review="无", page=b"p"
    )
    yield c.OpenCorrection(reason="更正")
    yield c.WithdrawRelease(reason="撤")
    other = "f2" if state.file == "f1" else "f1"
    yield c.ReplaceSource(file=other, file_name="")


def readings(state: Disclosure) -> Iterator[c.RecordReading]:
    """What a worker may find in the file: the section as it was, another, or none."""
    if state.reading == "pending":
        yield reading({"a": "好"}, file=state.file)
        yield reading({"b": "好"}, file=state.file)


def steps(
    state: Disclosure, people: Sequence[Actor]
) -> Iterator[tuple[Actor, c.Command]]:
    for found in readings(state):
        yield SYSTEM, found
    for actor in people:
        for command in actions(state):
            yield actor, command


def identity(desk: Desk) -> object:
    """What the future depends on, positions and words left out."""
    state = desk.state
    wrote = history.writers(desk.records)
    return (
        tuple(
            (k, s.content, s.version, s.contributors, s.marks, s.inputs)
            + ((s.verification.by, s.verification.version) if s.verification else ())
            for k, s in (*state.sections.items(), *state.gone.items())
        ),
        tuple(state.sections),
        tuple(state.findings),
        tuple(
            (k, w.by, w.confirmed_by, w.others)
            for k, w in sorted(state.waivers.items())
        ),
        tuple((f.flag, f.section) for f in state.flags.values()),
        tuple((r.status, r.sections) for r in state.releases),
        (state.reading, state.file, state.file_by, state.returned, state.revision),
        tuple((key, tuple(sorted(people))) for key, people in sorted(wrote.items())),
        tuple(sorted(history.verifiers(desk.records))),
    )


def explore(begin: Desk, depth: int, people: Sequence[Actor] = PEOPLE) -> Explored:
    """Go every way of at most `depth` steps, and check each step and each state."""
    seen, frontier = {identity(begin)}, [begin]
    taken, done, stages = 0, set(), {begin.state.stage}
    for _ in range(depth):
        reached: list[Desk] = []
        for desk in frontier:
            for actor, command in steps(desk.state, people):
                after = desk.copy()
                try:
                    events = after.do(actor, command)
                except Refused:
                    continue
                if not events:
                    continue
                taken += 1
                done.add(command.ACTION)
                stages.add(after.state.stage)
                check_step(desk, after, actor, events)
                known = identity(after)
                if known not in seen:
                    seen.add(known)
                    check_state(after)
                    reached.append(after)
        frontier = reached
    return Explored(len(seen), taken, frozenset(done), frozenset(stages))


def check_step(
    before: Desk, after: Desk, actor: Actor, events: tuple[e.Event, ...]
) -> None:
    wrote = history.writers(before.records)
    for event in events:
        match event:
            case e.SectionVerified():
                assert actor.people <= set(OUTSIDERS)
                assert not actor.people & wrote[event.section]
            case e.FindingWaived() | e.WaiverConfirmed():
                assert actor.people <= set(OUTSIDERS)
                for key in before.state.findings[event.fingerprint].sections:
                    assert not actor.people & wrote[key]
            case e.DisclosureReleased():
                judged = history.verifiers(before.records)
                assert actor.people <= set(OUTSIDERS)
                assert not any(actor.people & people for people in wrote.values())
                assert not actor.people & judged
                assert not history.open_errors(before.records)
                done = set(history.section_stages(before.records).values())
                assert done <= {"verified", "published"}


def check_state(desk: Desk) -> None:
    """A verdict in force is nobody's on their own work, however it came about."""
    state = desk.state
    wrote = history.writers(desk.records)
    for key, section in state.sections.items():
        if section.verification is not None:
            assert section.verification.by not in wrote[key]
            assert section.verification.behalf not in wrote[key]
            assert section.verification.content == section.content
    for mark, finding in state.findings.items():
        if state.waived(finding):
            said = state.waivers[mark]
            people = {said.by, said.confirmed_by} - {0}
            assert len(people) == (2 if finding.severity == "error" else 1)
            names = [{said.by, said.behalf}, {said.confirmed_by, said.confirmed_behalf}]
            assert names[0] & names[1] <= {0}
            for key in finding.sections:
                assert not said.people & wrote[key]
    if state.reading == "done":
        assert desk.stages() == history.section_stages(desk.records)


def test_no_contributors_verdict_counts_whatever_is_done() -> None:
    found = explore(Desk().submit(CLERK).read(a="错1"), 6)

    assert found.states > 5_000
    assert found.done == EVERYTHING
    assert found.stages == set(Stage) - {Stage.FAILED}


def test_no_contributors_verdict_counts_around_a_release() -> None:
    begin = Desk().submit(CLERK).read(a="好")
    begin.verify(PEOPLE[1], "a")
    begin.release(PEOPLE[2])

    found = explore(begin, 6)

    assert found.done >= {"correct", "release", "withdraw", "replace-source"}
    assert found.states > 1_000


def test_no_verdict_on_ones_own_work_counts_under_either_name() -> None:
    found = explore(Desk().submit(CLERK).read(a="错1"), 6, DELEGATES)

    assert found.states > 2_000
    assert found.done >= {"verify", "waive", "confirm-waiver", "edit", "release"}


def test_the_checker_notices_a_name_that_does_not_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        policies.Actor, "people", property(lambda actor: frozenset({actor.id}))
    )

    with pytest.raises(AssertionError):
        explore(Desk().submit(CLERK).read(a="好"), 4, DELEGATES)


@pytest.mark.parametrize("relation", [FOUR_EYES, SEPARATE_RELEASE, RECUSAL])
def test_the_checker_notices_a_relation_that_is_missing(
    relation: Relation, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tuple(
        replace(row, relations=tuple(r for r in row.relations if r is not relation))
        for row in policies.TABLE
    )
    monkeypatch.setattr(policies, "TABLE", table)

    with pytest.raises(AssertionError):
        explore(Desk().submit(CLERK).read(a="好"), 4)
