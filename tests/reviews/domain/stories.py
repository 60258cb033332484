"""Long histories of one disclosure, each made by a seed: what is allowed happens.

Now and then everybody does their duty, so that releases and corrections come about.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from random import Random
from uuid import UUID

from reviews.domain import commands as c
from reviews.domain.errors import Refused
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure
from tests.reviews.domain import notice_moves
from tests.reviews.domain.desk import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    INSIDER,
    PAUL,
    SYSTEM,
    Desk,
    blocks,
    edit,
    opened,
    reading,
)

PEOPLE = (ALICE, BOB, CAROL, DAVE, PAUL, INSIDER, replace(BOB, on_behalf_of=DAVE.id))
PLAN = str(UUID(int=900))
TEXTS = ("好", "错1", "疑1 错1", "疑1 y=1", "y=1", "y=2", "y=2 错2")
FILES = (
    {"a": "好", "b": "y=1", "c": "y=1"},
    {"a": "好", "c": "y=2"},
    {"b": "错1", "a": "疑1", "d": "y=1"},
)


@cache
def story(seed: int, moves: int = 60) -> Desk:
    """Return a disclosure after so many moves; a refused one changes nothing."""
    chance = Random(seed)
    desk = opened(**FILES[0])
    for _ in range(moves):
        if chance.random() < 0.1:
            finish(desk)
        elif chance.random() < 0.1:
            notice_moves.quarrel(desk, attempt)
        else:
            move(desk, chance)
    return desk


def move(desk: Desk, chance: Random) -> None:
    """Let somebody, in a random order, do one thing of a random kind."""
    ways: dict[str, list[c.Command]] = {}
    for each in everything(desk.state):
        ways.setdefault(each.ACTION, []).append(each)
    command = chance.choice(ways[chance.choice(sorted(ways))])
    people = chance.sample((*PEOPLE, SYSTEM), k=len(PEOPLE) + 1)
    any(attempt(desk, actor, command) for actor in people)


def finish(desk: Desk) -> None:
    """Let everybody do their duty, up to the release."""
    if desk.state.reading == "pending":
        attempt(desk, SYSTEM, reading(FILES[0], file=desk.state.file))
    attempt(desk, ALICE, c.Resubmit())
    notice_moves.settle(desk, attempt)
    for flag in tuple(desk.state.flags):
        attempt(desk, BOB, c.ResolveFlag(flag=flag, remark="已处理"))
    for finding in desk.state.open_errors:
        mark = finding.fingerprint
        attempt(desk, DAVE, c.WaiveFinding(fingerprint=mark, reason="已核对"))
        attempt(desk, CAROL, c.ConfirmWaiver(fingerprint=mark))
    stages = desk.state.section_stages()
    for key in [key for key, stage in stages.items() if stage == "flagged"]:
        attempt(desk, BOB, edit(desk.state, key, "好"))
    for key, section in desk.state.sections.items():
        for actor in (CAROL, DAVE):
            attempt(desk, actor, c.VerifySection(section=key, based_on=section.version))
    notice_moves.settle(desk, attempt)
    release = str(UUID(int=len(desk.state.releases) + 1))
    if len(desk.records) % 3 == 0:
        _together(desk, release)
    asked = c.ReleaseDisclosure(release=release, secrecy_review="无", page=b"p")
    attempt(desk, PAUL, asked)


def _together(desk: Desk, release: str) -> None:
    """Let it go public as a member of a joint release."""
    stage = c.StageRelease(plan=PLAN, release=release, secrecy_review="无", page=b"p")
    files = c.RecordFiles(page=sha256(b"p").hexdigest(), files=(("pdf", "f" * 64, 1),))
    settle = c.SettleRelease(plan=PLAN, position=1, at=desk.state.updated_at)
    for actor, command in ((PAUL, stage), (SYSTEM, files), (SYSTEM, settle)):
        attempt(desk, actor, command)


def attempt(desk: Desk, actor: Actor, command: c.Command) -> bool:
    """Return whether anything came of it."""
    before, length = desk.state, len(desk.records)
    try:
        return bool(desk.do(actor, command))
    except Refused:
        assert (desk.state, len(desk.records)) == (before, length)
        return False


def everything(state: Disclosure) -> Iterator[c.Command]:
    if state.reading == "pending":
        for texts in FILES:
            yield reading(texts, file=state.file)
        yield c.RecordFailure(file=state.file, code="damaged", message="文件已损坏。")
    yield from _about_sections(state)
    yield from _about_findings(state)
    yield from notice_moves.about_notices(state)
    for flag in state.flags:
        yield c.ResolveFlag(flag=flag, remark="已处理")
    for name in ("f1", "f2"):
        yield c.ReplaceSource(file=name, file_name=name)
    release = str(UUID(int=len(state.releases) + 1))
    yield c.ReleaseDisclosure(release=release, secrecy_review="无", page=b"p")
    yield c.StageRelease(plan=PLAN, release=release, secrecy_review="无", page=b"p")
    yield c.SettleRelease(plan=PLAN, position=1, at=state.updated_at)
    yield c.RecordFiles(page=sha256(b"p").hexdigest(), files=(("pdf", "f" * 64, 1),))
    yield c.SendBack(remark="请补充")
    yield c.Resubmit(remark="已补充")
    yield c.Recheck()
    yield c.RetryReading()
    yield c.OpenCorrection(reason="更正")
    yield c.WithdrawRelease(reason="撤下")


def _about_sections(state: Disclosure) -> Iterator[c.Command]:
    for key, section in state.sections.items():
        seen = section.version
        for text in TEXTS:
            yield c.EditSection(
                section=key, based_on=seen, blocks=blocks(text), reason="改"
            )
        yield c.VerifySection(section=key, based_on=seen)
        yield c.FlagSection(
            flag=f"flag-{key}-{state.version}", section=key, remark="看"
        )
        yield c.CommentSection(comment=f"c{state.version}", section=key, remark="请核")
        said = [each for each in state.comments if each.section == key]
        for each in said[-2:]:
            yield c.ResolveThread(comment=each.comment, remark="已核")
            yield c.ReopenThread(comment=each.comment)
        yield c.AssignSection(section=key, assignee=CAROL.id or 0)
        yield c.AssignSection(section=key, assignee=0)


def _about_findings(state: Disclosure) -> Iterator[c.Command]:
    for mark in state.findings:
        yield c.WaiveFinding(fingerprint=mark, reason="已核对", until="2026-06-30")
        yield c.ConfirmWaiver(fingerprint=mark)
    for mark in state.waivers:
        yield c.RevokeWaiver(fingerprint=mark, reason="再看")
    yield c.LapseWaivers(today="2026-07-01")
