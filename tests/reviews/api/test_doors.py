"""Every action has its door, every door its action, and all give the same answer."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from reviews.api import problems
from reviews.api.doors import Door
from reviews.domain import commands as c
from reviews.domain import policies
from reviews.domain.errors import Refused
from reviews.domain.policies import (
    ACTIONS,
    CAMPAIGN_ACTIONS,
    CAMPAIGN_TABLE,
    LEDGER_ACTIONS,
    LEDGER_TABLE,
    SYSTEM,
    TABLE,
)
from tests.reviews import scenarios
from tests.reviews.api.conftest import finding, section, whole
from tests.reviews.api.test_life import file
from tests.reviews.notices import paths

BY_PEOPLE = {row.action for row in TABLE if set(row.roles) != {SYSTEM}}


def routes(resolver=None, prefix=""):
    """Yield (path, view class) of every route of the API."""
    for each in (resolver or get_resolver()).url_patterns:
        path = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each, path)
        elif isinstance(each, URLPattern) and path.startswith("api/v1/"):
            yield path, each.callback.view_class


def writing(view):
    return {m.upper() for m in ("post", "put", "patch", "delete") if hasattr(view, m)}


def test_every_route_is_a_door():
    assert all(issubclass(view, Door) for _path, view in routes())


def test_every_writing_method_of_every_route_names_an_action_of_the_table():
    for path, view in routes():
        assert set(view.actions) == writing(view), path
        assert set(view.actions.values()) <= {
            *ACTIONS,
            *CAMPAIGN_ACTIONS,
            *LEDGER_ACTIONS,
        }, path


def test_every_action_of_people_has_a_door():
    offered = {action for _path, view in routes() for action in view.actions.values()}

    of_campaigns = {r.action for r in CAMPAIGN_TABLE if set(r.roles) != {SYSTEM}}
    # A package is made when it is asked for: there is nothing to send.
    of_ledgers = {r.action for r in LEDGER_TABLE if set(r.roles) != {SYSTEM}}
    assert offered == BY_PEOPLE | of_campaigns | of_ledgers - {"package"}


def test_the_table_leaves_background_work_to_the_system():
    assert set(ACTIONS) - BY_PEOPLE == {
        "record-reading",
        "record-failure",
        "lapse-waivers",
        "record-documents",
        "remind-overdue",
        "settle-release",
        "record-files",
    }


def talked(office):
    scenarios.read(office)
    office.do("alice", c.CommentSection(comment="t1", section="s001", remark="看"))


def settled(office):
    talked(office)
    office.do("bob", c.ResolveThread(comment="t1"))


# What each door is sent, in a state in which the action is of use to somebody.
DOORS = {
    "replace-source": (scenarios.read, "source/", None),
    "retry-reading": (scenarios.failed, "retry/", {}),
    "recheck": (scenarios.read, "recheck/", {}),
    "send-back": (scenarios.read, "send-back/", {"remark": "请改"}),
    "resubmit": (scenarios.returned, "resubmit/", {}),
    "release": (scenarios.verified, "release/", {"secrecy_review": "无"}),
    "withdraw": (scenarios.released, "withdraw/", {"reason": "有误"}),
    "correct": (scenarios.released, "correct/", {"reason": "有误"}),
    "stage-release": (
        scenarios.verified,
        "stage-release/",
        {"plan": "00000000-0000-4000-8000-000000000007", "secrecy_review": "无"},
    ),
    "edit": (scenarios.read, "SECTION", {"text": "新", "reason": "改"}),
    "verify": (scenarios.edited, "SECTION/verify/", {}),
    "flag": (scenarios.read, "SECTION/flag/", {"remark": "看"}),
    "resolve-flag": (
        scenarios.flagged,
        "SECTION/resolve-flag/",
        {"flag": "k1", "remark": "好"},
    ),
    "assign": (scenarios.read, "SECTION/assign/", {"assignee": 0}),
    "comment": (scenarios.read, "SECTION/comments/", {"remark": "看"}),
    "resolve-thread": (talked, "SECTION/resolve-thread/", {"comment": "t1"}),
    "reopen-thread": (settled, "SECTION/reopen-thread/", {"comment": "t1"}),
    "issue-notice": (
        scenarios.flagged,
        "notices/",
        {"days": 5, "items": [{"kind": "flag", "about": "k1"}]},
    ),
    "receive-notice": (paths.issued, "NOTICE/receive/", {}),
    "answer-notice": (
        paths.received,
        "NOTICE/answers/",
        {"answers": [{"item": 1, "answer": "explained", "remark": "已核对"}]},
    ),
    "confirm-item": (paths.handed_in, "NOTICE/confirm/", {"item": 1}),
    "refuse-item": (paths.handed_in, "NOTICE/refuse/", {"item": 1, "reason": "不符"}),
    "open-round": (paths.refused, "NOTICE/rounds/", {"days": 3}),
    "ask-extension": (
        paths.issued,
        "NOTICE/extension/",
        {"days": 2, "reason": "核对凭证"},
    ),
    "grant-extension": (paths.asked, "NOTICE/extension/grant/", {"days": 2}),
    "refuse-extension": (
        paths.asked,
        "NOTICE/extension/refuse/",
        {"reason": "时间充足"},
    ),
    "withdraw-notice": (paths.issued, "NOTICE/withdraw/", {"reason": "发错了"}),
    "waive": (scenarios.read, "FINDING/waive/", {"reason": "可"}),
    "confirm-waiver": (scenarios.pending_waiver, "FINDING/confirm-waiver/", {}),
    "revoke-waiver": (scenarios.waived, "FINDING/revoke-waiver/", {"reason": "否"}),
}


def call(office, caller, action):
    _scenario, path, body = DOORS[action]
    if body is None:
        return caller.upload(f"{whole(office)}/{path}", file=file("更新"))
    seen = {"If_Match": f'"{office.state.version}"'}
    if path.startswith("SECTION"):
        seen = {"If_Match": f'"{office.state.sections["s001"].version}"'}
        path = section(office, "s001") + path.removeprefix("SECTION")
    elif path.startswith("NOTICE"):
        path = f"notices/{paths.the(office).notice}" + path.removeprefix("NOTICE")
    elif path.startswith("FINDING"):
        path = finding(office) + path.removeprefix("FINDING")
    else:
        path = f"{whole(office)}/{path}"
    if action == "edit":
        return caller.patch(f"{path}/", body, **seen)
    return caller.post(path, body, **seen)


def test_no_door_is_forgotten_here():
    assert set(DOORS) == BY_PEOPLE - {"submit"}


@pytest.mark.parametrize("action", sorted(DOORS))
def test_a_door_answers_as_the_table_says(office, caller, action):
    scenario, _path, _body = DOORS[action]
    scenario(office)
    state = office.state
    about = "s001" if DOORS[action][1].startswith("SECTION") else ""
    for name in ("sam", "nobody", "foreigner"):
        answer = call(office, caller(name), action)
        assert (answer.status_code, answer.json()["code"]) == (404, "not-known"), name
    for name in ("alice", "bob", "paul", "insider", "audrey", "adam"):
        try:
            policies.require(action, office.actor(name), state, about)
        except Refused as refused:
            answer = call(office, caller(name), action)
            said = answer.json()
            status = problems.STATUSES[type(refused)]
            assert (answer.status_code, said["code"]) == (status, refused.code), name
            assert said["who"] == refused.who
    assert office.state == state


@pytest.mark.parametrize("action", sorted(DOORS))
def test_a_door_opens_to_who_may(office, caller, action):
    scenario, _path, _body = DOORS[action]
    scenario(office)
    about = "s001" if DOORS[action][1].startswith("SECTION") else ""
    able = [
        name
        for name in ("alice", "carol", "paul")
        if policies.allows(action, office.actor(name), office.state, about)
    ]

    answer = call(office, caller(able[0]), action)

    assert 200 <= answer.status_code < 300, answer.json()
