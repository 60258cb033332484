"""Every address that writes is a door of the policy table, and answers as it says."""

from html import escape
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, reverse
from django.urls.converters import (
    IntConverter,
    SlugConverter,
    StringConverter,
    UUIDConverter,
)

from reviews.domain import commands as c
from reviews.domain import policies
from reviews.domain.errors import NotKnown, Refused
from reviews.web import oversight_urls
from reviews.web.urls import urlpatterns
from reviews.web.views.desk import STATUSES
from tests.reviews import scenarios
from tests.reviews.conftest import office  # noqa: F401 - the office, proved after

OWN = {
    "sign-in",
    "sign-out",
    "password",
    "settings",
    "tokens",
    "revoke-token",
    "save-view",
    "forget-view",
    "delegations",
    "revoke-delegation",
    "acting",
    "reminders-read",
    "draft",
}
"""What a person does to their own things: no action of the table."""
MANY = {"bulk", "bulk-run", "bulk-choose", "verdict", "undo-waivers"}
"""Many commands in one form, each through the same door (their own tests walk them)."""
READS = {"preview", "home"}
"""Take a POST and store nothing: one looks at what is typed, one leads on."""
SAMPLES = {
    UUIDConverter: UUID(int=1),
    IntConverter: 1,
    SlugConverter: "x",
    StringConverter: "x",
}


def talked(desk):
    scenarios.read(desk)
    desk.do("alice", c.CommentSection(comment="t1", section="s001", remark="看"))


def settled(desk):
    talked(desk)
    desk.do("bob", c.ResolveThread(comment="t1"))


def source(_desk):
    return {"file": SimpleUploadedFile("新.txt", "更新".encode())}


def released_as(desk):
    return {"secrecy_review": "无", "confirm": desk.department.name}


# The address, the action, the state in which it is of use, what is sent.
DOORS = {
    "replace": ("replace-source", scenarios.read, source),
    "retry": ("retry-reading", scenarios.failed, {}),
    "recheck": ("recheck", scenarios.read, {}),
    "send-back": ("send-back", scenarios.read, {"remark": "请改"}),
    "resubmit": ("resubmit", scenarios.returned, {}),
    "release": ("release", scenarios.verified, released_as),
    "correct": ("correct", scenarios.released, {"reason": "有误"}),
    "withdraw": ("withdraw", scenarios.released, {"reason": "有误"}),
    "edit": ("edit", scenarios.read, {"based_on": 1, "b0": "新", "reason": "改"}),
    "verify": ("verify", scenarios.edited, {"based_on": 1}),
    "flag": ("flag", scenarios.read, {"remark": "看"}),
    "resolve-flag": ("resolve-flag", scenarios.flagged, {"remark": "好"}),
    "comment": ("comment", scenarios.read, {"remark": "看"}),
    "resolve-thread": ("resolve-thread", talked, {}),
    "reopen-thread": ("reopen-thread", settled, {}),
    "assign": ("assign", scenarios.read, {"assignee": "0"}),
    "waive": ("waive", scenarios.read, {"reason": "可"}),
    "confirm-waiver": ("confirm-waiver", scenarios.pending_waiver, {}),
    "revoke-waiver": ("revoke-waiver", scenarios.waived, {"reason": "否"}),
}
THINGS = {"resolve-flag": "k1", "resolve-thread": "t1", "reopen-thread": "t1"}
FINDINGS = {"waive", "confirm-waiver", "revoke-waiver"}
WHOLE = {
    "replace",
    "retry",
    "recheck",
    "send-back",
    "resubmit",
    "release",
    "correct",
    "withdraw",
}
# Doors that are walked where what they act on is built.
ELSEWHERE = {
    "submit": "submit",
    "joint-stage": "stage-release",
    "notice-form": "issue-notice",
    "notice-round": "open-round",
    "notice-receive": "receive-notice",
    "notice-answer": "answer-notice",
    "notice-confirm": "confirm-item",
    "notice-confirm-gone": "confirm-item",
    "notice-refuse": "refuse-item",
    "notice-ask": "ask-extension",
    "notice-grant": "grant-extension",
    "notice-deny": "refuse-extension",
    "notice-withdraw": "withdraw-notice",
}
OF_CAMPAIGNS = "joint-"
"""How the addresses of the campaigns' own table begin."""


def enter(client, account):
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    return client


def routes():
    return [each for each in urlpatterns if isinstance(each, URLPattern)]


def address(route):
    given = {
        name: SAMPLES[type(converter)]
        for name, converter in route.pattern.converters.items()
    }
    return reverse(f"web:{route.name}", kwargs=given)


def writing(client, account):
    """Return the names of the addresses that take a POST at all."""
    return {
        route.name
        for route in routes()
        if enter(client, account).post(address(route)).status_code != 405
    }


def test_every_address_that_writes_is_known_here(office, client):  # noqa: F811
    client.raise_request_exception = False
    found = writing(client, office.people["bob"])

    of_ledgers = {each.name for each in oversight_urls.urlpatterns}
    known = {*DOORS, *ELSEWHERE, *OWN, *MANY, *READS, *of_ledgers}
    unknown = {n for n in found - known if not n.startswith(OF_CAMPAIGNS)}
    assert unknown == set()
    assert {*DOORS, *OWN, *MANY, *READS} <= found


def test_every_action_of_people_has_an_address():
    by_people = {
        row.action for row in policies.TABLE if set(row.roles) != {policies.SYSTEM}
    }
    offered = {action for action, *_ in DOORS.values()} | set(ELSEWHERE.values())

    assert offered == by_people


def send(desk, client, name, who):
    _action, _scenario, fields = DOORS[name]
    sent = fields(desk) if callable(fields) else dict(fields)
    args = [desk.stream]
    if name in FINDINGS:
        args += ["s002", desk.mark()]
    elif name not in WHOLE:
        args += ["s001"]
    if name in THINGS:
        args.append(THINGS[name])
    sent["command"] = uuid4()
    return enter(client, desk.people[who]).post(reverse(f"web:{name}", args=args), sent)


def about(name):
    return "" if name in WHOLE | FINDINGS else "s001"


@pytest.mark.parametrize("name", sorted(DOORS))
def test_a_door_answers_as_the_table_says_and_names_who_could(
    office,  # noqa: F811
    client,
    name,
):
    action, scenario, _fields = DOORS[name]
    scenario(office)
    state = office.state
    for who in ("sam", "nobody", "foreigner", "alice", "bob", "paul", "insider"):
        try:
            policies.require(action, office.actor(who), state, about(name))
        except Refused as refused:
            answer = send(office, client, name, who)
            assert answer.status_code == STATUSES[type(refused)], (name, who)
            shown = answer.content.decode()
            assert escape(refused.message) in shown, (name, who)
            if not isinstance(refused, NotKnown):
                assert refused.who and refused.who in shown, (name, who)
    assert office.state == state


@pytest.mark.parametrize("name", sorted(DOORS))
def test_a_door_opens_to_who_may(office, client, name):  # noqa: F811
    action, scenario, _fields = DOORS[name]
    scenario(office)
    state = office.state
    able = next(
        who
        for who in ("carol", "paul", "alice")
        if policies.allows(action, office.actor(who), state, about(name))
    )

    answer = send(office, client, name, able)

    assert answer.status_code == 302, (name, able)
