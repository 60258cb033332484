"""Random work on several disclosures of one bureau, through the one door."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from uuid import UUID

from reviews.domain import commands as c
from reviews.domain import policies
from reviews.domain.errors import Refused
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure
from tests import builders
from tests.reviews import scenarios
from tests.reviews.scenarios import (
    DUTIES,
    SHARES,
    SUMS,
    WRONG_SHARES,
    WRONG_SUMS,
    Office,
)

PEOPLE = ("alice", "bob", "carol", "dave", "paul", "petra", "system")
TEXTS = (
    SUMS,
    WRONG_SUMS,
    SHARES,
    WRONG_SHARES,
    DUTIES,
    DUTIES + "另有办公用房120平方米。",
)
FILES = (
    {},
    {"s002": SUMS, "s003": WRONG_SHARES},
    {"s001": DUTIES + "内设3个科室。", "s003": SHARES},
)


def desks(office: Office, count: int) -> list[Office]:
    """Return desks of several departments at one bureau, each with a first file."""
    _actors.clear()
    made = [office]
    for number in range(1, count):
        department = builders.department(f"3{number:02}", of=office.bureau)
        office.campaign.departments.add(department)
        submitter = builders.account(
            "submitter", username=f"clerk-{number}", department=department
        )
        people = {**office.people, "alice": submitter}
        made.append(replace(office, department=department, people=people))
    for desk in made:
        desk.submit()
        desk.read()
    return made


def work(offices: list[Office], chance: Random) -> Iterator[Office]:
    """Yield the desk of each command that was carried out, for ever."""
    while True:
        desk = chance.choice(offices)
        if chance.random() < 0.04:
            yield from _finished(desk, chance)
        elif _move(desk, chance):
            yield desk


def _move(desk: Office, chance: Random) -> bool:
    state = desk.state
    command = chance.choice(list(_everything(state, chance)))
    section = getattr(command, "section", "")
    for name in chance.sample(PEOPLE, k=len(PEOPLE)):
        # Asked here first: what is sure to be refused teaches nothing here.
        if policies.allows(command.ACTION, _actor(desk, name), state, section):
            return _attempt(desk, name, command, chance)
    return False


def _actor(desk: Office, name: str) -> Actor:
    known = _actors.setdefault(id(desk), {})
    if name not in known:
        known[name] = desk.actor(name)
    return known[name]


_actors: dict[int, dict[str, Actor]] = {}


def _attempt(desk: Office, name: str, command: c.Command, chance: Random) -> bool:
    try:
        key = UUID(int=chance.getrandbits(128))
        return bool(desk.do(name, command, key=key).events)
    except Refused:
        return False


def _finished(desk: Office, chance: Random) -> Iterator[Office]:
    """Mend, verify and release, so that releases and corrections come about."""
    for key, text in (("s002", SUMS), ("s003", SHARES), ("s001", DUTIES)):
        if key in desk.state.sections:
            edit = scenarios.edit(desk.state, key, text)
            if _attempt(desk, "bob", edit, chance):
                yield desk
    for flag in tuple(desk.state.flags):
        if _attempt(desk, "bob", c.ResolveFlag(flag=flag, remark="已改"), chance):
            yield desk
    for key, section in desk.state.sections.items():
        verify = c.VerifySection(section=key, based_on=section.version)
        if _attempt(desk, "carol", verify, chance):
            yield desk
    release = scenarios.release(chance.getrandbits(64))
    if _attempt(desk, "paul", release, chance):
        yield desk


def _everything(state: Disclosure, chance: Random) -> Iterator[c.Command]:
    """Yield one command of each kind that makes sense at all."""
    word = str(chance.randrange(1000))
    if state.reading == "pending":
        found = {
            key: (head, chance.choice(FILES).get(key, text))
            for key, (head, text) in scenarios.TEXTS.items()
            if key != "s003" or chance.random() < 0.8
        }
        yield scenarios.reading(state.file, found)
        return
    yield c.ReplaceSource(file=scenarios.file_of(word), file_name=f"更新{word}.txt")
    yield c.Recheck()
    yield c.SendBack(remark=f"请核对{word}")
    yield c.Resubmit(remark=f"已核对{word}")
    yield c.OpenCorrection(reason=f"有误{word}")
    yield c.WithdrawRelease(reason=f"撤下{word}")
    yield from _of_sections(state, chance, word)
    yield from _of_findings(state, chance, word)


def _of_sections(state: Disclosure, chance: Random, word: str) -> Iterator[c.Command]:
    key = chance.choice(sorted(state.sections))
    section = state.sections[key]
    yield scenarios.edit(state, key, chance.choice(TEXTS))
    yield scenarios.edit(state, key, chance.choice(TEXTS))
    yield c.VerifySection(section=key, based_on=section.version)
    yield c.VerifySection(section=key, based_on=section.version)
    yield c.FlagSection(flag=f"k{word}", section=key, remark=f"看{word}", quote="收入")
    yield c.CommentSection(comment=f"c{word}", section=key, remark=f"说{word}")
    yield c.AssignSection(section=key, assignee=0)
    if state.flags:
        yield c.ResolveFlag(flag=chance.choice(sorted(state.flags)), remark=f"好{word}")


def _of_findings(state: Disclosure, chance: Random, word: str) -> Iterator[c.Command]:
    if not state.findings:
        return
    mark = chance.choice(sorted(state.findings))
    yield c.WaiveFinding(fingerprint=mark, reason=f"可以{word}")
    yield c.ConfirmWaiver(fingerprint=mark)
    if state.waivers:
        revoked = chance.choice(sorted(state.waivers))
        yield c.RevokeWaiver(fingerprint=revoked, reason=f"不行{word}")
