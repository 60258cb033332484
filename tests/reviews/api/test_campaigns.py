"""Campaigns over HTTP: the board, joint releases, many at once, statistics."""

import hashlib
from uuid import uuid4

import pytest

from reviews import joint, occurrences
from reviews.domain.joint import commands as j
from reviews.models import OutboxRecord
from tests.reviews import scenarios
from workers.tasks.perform import perform


def at(office, path):
    return f"/api/v1/campaigns/{office.campaign.pk}/{path}"


def work():
    while rows := OutboxRecord.objects.filter(dead=False).exclude(
        job="read-disclosure"
    ):
        for pk in list(rows.values_list("pk", flat=True)):
            perform(pk)


def plan(office, caller, name="paul", **body):
    body = {
        "departments": [office.department.pk],
        "secrecy_review": "经审查，无涉密内容。",
        "left_out": "其余部门另行公开",
        **body,
    }
    return caller(name).post(at(office, "release/"), body)


def test_the_board_tells_who_stands_where(office, caller):
    scenarios.read(office)

    said = caller("bob").get(at(office, "board/")).json()

    assert said["stages"] == {"reviewing": 1, "missing": 1}
    assert said["problems"] == [{"code": "SM001", "departments": 1}]
    assert [each["stage"] for each in said["results"]] == ["reviewing", "missing"]
    late = caller("bob").get(at(office, "board/?stage=missing&sort=errors")).json()
    assert [each["stage"] for each in late["results"]] == ["missing"]


@pytest.mark.parametrize(
    ("name", "status"), [("bob", 200), ("alice", 200), ("foreigner", 404)]
)
def test_who_may_read_the_board(office, caller, name, status):
    scenarios.read(office)
    assert caller(name).get(at(office, "board/")).status_code == status


@pytest.mark.parametrize("query", ["stage=zz", "rule=1", "sort=zz", "late=vielleicht"])
def test_a_question_that_makes_no_sense_is_refused(office, caller, query):
    assert caller("bob").get(at(office, f"board/?{query}")).status_code == 422


def test_from_the_plan_to_the_public(office, caller):
    scenarios.verified(office)
    made = plan(office, caller).json()
    assert made["status"] == "planned"
    work()
    confirm = at(office, "release/confirm/")
    refused = caller("paul").post(confirm, {"plan": made["plan"]})
    assert (refused.status_code, refused.json()["code"]) == (403, "own-plan")
    held = {"plan": made["plan"], "reason": "等待通知"}
    assert caller("paul").post(at(office, "release/hold/"), held).status_code == 200
    resume = at(office, "release/resume/")
    assert caller("paul").post(resume, {"plan": made["plan"]}).status_code == 200
    said = caller("petra").post(confirm, {"plan": made["plan"]}).json()
    assert (said["status"], said["ready"], said["missing"]) == ("confirmed", 1, [])
    work()

    (told,) = caller("paul").get(at(office, "release/")).json()["results"]
    assert (told["status"], told["ready"]) == ("released", 1)
    (row,) = caller("anybody").get("/api/v1/public/releases/").json()["results"]
    assert row["status"] == "current"


def test_the_same_key_plans_once(office, caller):
    scenarios.verified(office)
    body = {
        "departments": [office.department.pk],
        "secrecy_review": "无",
        "left_out": "另行公开",
    }
    first = caller("paul").post(at(office, "release/"), body, Idempotency_Key="k")
    again = caller("paul").post(at(office, "release/"), body, Idempotency_Key="k")

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["plan"] == again.json()["plan"]
    assert again.headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize(
    ("name", "status"),
    [("bob", 403), ("alice", 403), ("audrey", 403), ("foreigner", 404)],
)
def test_who_may_not_plan_is_refused(office, caller, name, status):
    scenarios.verified(office)
    assert plan(office, caller, name).status_code == status
    assert not joint.load(office.ledger, office.campaign.pk).plans


@pytest.mark.parametrize("what", ["stage", "confirm", "hold", "resume", "abort"])
def test_every_step_of_a_plan_is_refused_to_others(office, caller, what):
    scenarios.verified(office)
    made = plan(office, caller).json()
    body = {"plan": made["plan"], "reason": "因故"}
    for name, status in {"bob": 403, "foreigner": 404}.items():
        answer = caller(name).post(at(office, f"release/{what}/"), body)
        assert answer.status_code == status, name
    unknown = {"plan": str(uuid4()), "reason": "因故"}
    answer = caller("petra").post(at(office, f"release/{what}/"), unknown)
    assert answer.status_code == 404
    assert isinstance(j.StageJointly(plan="p").plan, str)


def test_who_may_see_plans(office, caller):
    scenarios.verified(office)
    plan(office, caller)
    for name, status in {"audrey": 200, "alice": 403, "foreigner": 404}.items():
        assert caller(name).get(at(office, "release/")).status_code == status


def bulk(office, caller, name, **body):
    body = {
        "what": "verify",
        "items": [{"disclosure": str(office.stream)}],
        **body,
    }
    return caller(name).post("/api/v1/bulk/", body)


def test_many_at_once_are_tried_and_done(office, caller):
    scenarios.edited(office)
    tried = bulk(office, caller, "carol", dry_run=True).json()["results"]
    assert {each["outcome"] for each in tried} == {"would"}
    done = bulk(office, caller, "carol").json()["results"]

    assert {each["outcome"] for each in done} == {"done"}
    refused = bulk(office, caller, "bob", what="send-back").json()["results"]
    assert [(e["outcome"], "退回原因" in e["why"]) for e in refused] == [
        ("refused", True)
    ]


def test_many_at_once_are_nobody_else_s(office, caller):
    scenarios.edited(office)

    said = bulk(office, caller, "audrey").json()["results"]
    assert {each["outcome"] for each in said} == {"refused"}
    assert bulk(office, caller, "foreigner").status_code == 404
    assert bulk(office, caller, "bob", what="zz").status_code == 422
    assert bulk(office, caller, "bob", items=[]).status_code == 422


def test_statistics(office, caller):
    scenarios.edited(office)
    occurrences.follow_all()

    said = caller("bob").get("/api/v1/statistics/?by=family").json()

    assert (said["total"]["found"], said["total"]["mended"]) == (1, 1)
    assert [each["key"] for each in said["lines"]] == ["SM"]
    assert caller("alice").get("/api/v1/statistics/").status_code == 403
    assert caller("bob").get("/api/v1/statistics/?by=zz").status_code == 422
    other = caller("foreigner").get("/api/v1/statistics/").json()
    assert other["total"]["found"] == 0


def test_the_files_of_a_release_are_given_by_their_hash(office, caller):
    scenarios.released(office)
    work()
    release = office.state.current_release
    known = {form: sha for form, sha, _size in office.state.files[release.page]}
    address = f"/api/v1/public/releases/{release.release}/files"

    answer = caller("anybody").get(f"{address}/pdf/")

    assert hashlib.sha256(answer.content).hexdigest() == known["pdf"]
    assert caller("anybody").get(f"{address}/exe/").status_code == 404
