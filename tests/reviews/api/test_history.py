"""The past by HTTP: events, any moment, the ledger that proves itself."""

from datetime import datetime
from hashlib import sha256

import pytest

from reviews.domain import hashing
from tests.reviews import scenarios
from tests.reviews.api.conftest import finding, whole


def test_events_tell_who_did_what_and_why(office, caller):
    scenarios.edited(office)

    said = caller("alice").get(f"{whole(office)}/events/", section="s002").json()

    edit = said["results"][-1]
    assert edit["type"] == "review.section-edited.v1"
    assert edit["by"] == {"id": office.people["bob"].pk, "name": "bob"}
    assert edit["texts"] == {"reason": "核对后更正"}
    assert edit["body"]["version"] == 2


def test_an_earlier_moment_is_as_it_was(office, caller):
    scenarios.pending_waiver(office)
    bob, path = caller("bob"), f"{whole(office)}/as-of/"
    position = office.state.position
    before = bob.get(path, position=position).json()
    office.edit("carol", "s002", scenarios.SUMS)
    office.verify("dave", "s001")

    again = bob.get(path, position=position).json()

    assert again == before
    assert again["disclosure"]["version"] == 4
    found = again["sections"][1]["findings"][0]
    assert (found["status"], found["id"]) == ("pending", found["id"])
    assert bob.get(path, position=office.state.position).json() != before


def test_a_time_is_a_position(office, caller):
    scenarios.read(office)
    moment = caller("bob").get(f"{whole(office)}/events/").json()["results"][0]

    said = caller("bob").get(f"{whole(office)}/as-of/", at=moment["recorded_at"]).json()

    assert said["asked_position"] == moment["position"]
    assert said["disclosure"]["state"] == "reading"


@pytest.mark.parametrize(
    "query",
    [{}, {"position": 1, "at": "2026-01-01"}, {"at": "gestern"}, {"position": "x"}],
)
def test_a_moment_is_one_position_or_one_time(office, caller, query):
    scenarios.read(office)
    assert caller("bob").get(f"{whole(office)}/as-of/", **query).status_code == 422


def test_before_it_was_submitted_there_was_nothing(office, caller):
    scenarios.read(office)
    assert caller("bob").get(f"{whole(office)}/as-of/", position=0).status_code == 404


def test_an_auditor_follows_the_ledger_and_proves_its_chain(office, caller):
    scenarios.verified(office)
    audrey, after, previous = caller("audrey"), 0, hashing.genesis(office.ledger)
    while True:
        page = audrey.get("ledger/events/", after=after, limit=4).json()
        if not page["results"]:
            break
        for each in page["results"]:
            assert each["position"] == after + 1
            assert bytes.fromhex(each["previous_hash"]) == previous
            recorded = datetime.fromisoformat(each["recorded_at"])
            previous = hashing.chained(
                previous,
                each["payload"].encode(),
                each["position"],
                hashing.microseconds(recorded),
            )
            assert each["hash"] == previous.hex()
            after = each["position"]
        assert page["after"] == after
    assert page["head"] == after >= office.state.position


@pytest.mark.parametrize("name", ["alice", "bob", "paul", "adam", "nobody"])
def test_nobody_but_auditors_follows_the_ledger(office, caller, name):
    answer = caller(name).get("ledger/events/")

    assert (answer.status_code, answer.json()["who"]) == (403, "审计员")


def test_the_file_name_and_reasons_are_texts_by_hash(office, caller):
    scenarios.pending_waiver(office)
    events = caller("bob").get(f"{whole(office)}/events/").json()["results"]

    assert events[0]["texts"] == {"file_name": "决算公开.txt"}
    assert events[-1]["texts"] == {"reason": "另有一项未列示"}
    named = events[-1]["body"]["reason"]
    assert named == sha256("另有一项未列示".encode()).hexdigest()
    assert finding(office)
