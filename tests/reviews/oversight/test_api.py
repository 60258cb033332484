"""The API of what proves: the same answers as the pages, for the same people."""

import zipfile
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone

from reviews.models import OutboxRecord, SectionRow
from reviews.oversight import draws
from tests.reviews import scenarios
from tests.reviews.api.conftest import Caller, whole
from workers.tasks.perform import perform


@pytest.fixture
def caller(office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    cache.clear()
    return lambda name: Caller(office, name)


def test_the_chain_of_a_number(office, caller):
    scenarios.released(office)
    bob = caller("bob")
    listed = bob.get(f"{whole(office)}/figures/", section="s002").json()
    figure = next(f for f in listed["results"] if f["text"] == "40.00")

    told = bob.get(
        f"{whole(office)}/provenance/", section="s002", start=figure["start"]
    ).json()

    assert told["source"] is None or told["source"]["sha256"] == office.state.file
    assert [(s["before"], s["after"]) for s in told["steps"]] == [
        (None, "30.00"),
        ("30.00", "40.00"),
    ]
    assert [v["what"] for v in told["verdicts"]] == ["review.section-verified.v1"]
    assert [r["number"] for r in told["releases"]] == [1]
    assert {"code": "SM001", "holds": True} in told["checks"]


@pytest.mark.parametrize(
    "path", ["figures/?section=s001", "provenance/?section=s002&start=3", "package/"]
)
def test_who_must_not_know_learns_nothing(office, caller, path):
    scenarios.read(office)
    for name in ("sam", "nobody", "foreigner"):
        answer = caller(name).get(f"{whole(office)}/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not-known"), name
    assert caller("anybody").get(f"{whole(office)}/{path}").status_code == 401


def test_a_package_is_asked_for_and_taken(office, caller):
    scenarios.released(office)
    OutboxRecord.objects.all().delete()
    assert caller("bob").get(f"{whole(office)}/package/").status_code == 403
    assert caller("audrey").get(f"{whole(office)}/package/").json()["built"] is False
    missing = caller("audrey").get(f"{whole(office)}/package.zip")
    assert (missing.status_code, missing.json()["code"]) == (404, "not-built")
    (row,) = OutboxRecord.objects.all()
    perform(row.pk)

    told = caller("audrey").get(f"{whole(office)}/package/").json()
    given = caller("audrey").get(f"{whole(office)}/package.zip")
    body = b"".join(given.streaming_content)

    assert (told["built"], told["size"]) == (True, len(body))
    assert given["ETag"] == f'"{told["sha256"]}"'
    assert "manifest.json" in zipfile.ZipFile(BytesIO(body)).namelist()


def test_anybody_takes_the_public_part(office, caller):
    scenarios.released(office)
    OutboxRecord.objects.all().delete()
    (release,) = office.state.releases
    path = f"public/releases/{release.release}/package.zip"

    assert caller("anybody").get(path).json()["code"] == "not-built"
    perform(OutboxRecord.objects.get().pk)

    assert caller("anybody").get(path)["Content-Type"] == "application/zip"


def test_self_checks_and_healing(office, caller):
    scenarios.edited(office)
    OutboxRecord.objects.all().delete()
    SectionRow.objects.filter(key="s001").update(version=9)

    assert caller("bob").get("ledger/self-checks/").status_code == 403
    asked = caller("audrey").post("ledger/self-checks/")
    assert (asked.status_code, asked.json()["under_way"]) == (202, True)
    perform(OutboxRecord.objects.get().pk)
    (record,) = caller("audrey").get("ledger/self-checks/").json()["results"]
    assert record["healthy"] is False

    assert caller("audrey").post("ledger/heal/").status_code == 403
    healed = caller("adam").post("ledger/heal/").json()
    assert healed == {"tables": {"sections": 1}}


def test_a_draw_over_http(office, caller, monkeypatch):
    scenarios.verified(office)
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    body = {"day": day, "size": 1}
    key = {"Idempotency_Key": str(uuid4())}

    assert caller("bob").post("draws/", body).status_code == 403
    assert caller("alice").get("draws/").status_code == 403
    made = caller("audrey").post("draws/", body, **key)
    assert (made.status_code, made.json()["sample"]) == (201, None)
    again = caller("audrey").post("draws/", body, **key)
    assert (again.status_code, again["Idempotency-Replayed"]) == (201, "true")
    late = caller("audrey").post("draws/", {"day": "2020-01-01", "size": 1})
    assert late.status_code == 422
    elsewhere = caller("audrey").post("draws/", {**body, "campaign": 99})
    assert elsewhere.status_code == 404

    (known,) = draws.due(office.ledger, timezone.now() + timedelta(days=1))
    envelope = office.envelope("system")
    envelope = type(envelope)(
        actor=envelope.actor, command=uuid4(), at=timezone.now() + timedelta(days=1)
    )
    draws.draw(office.ledger, known, envelope)
    told = caller("audrey").get(f"draws/{known.draw}/").json()
    (drawn,) = told["sample"]["drawn"]
    name = next(n for n, a in office.people.items() if a.pk == drawn["reviewer"]["id"])
    verdict = {
        "disclosure": drawn["disclosure"],
        "section": drawn["section"],
        "agrees": True,
    }
    path = f"draws/{known.draw}/second-reviews/"
    assert caller("audrey").post(path, verdict).status_code == 403
    said = caller(name).post(path, verdict).json()
    assert said["sample"]["drawn"][0]["verdict"]["agrees"] is True
    assert caller(name).post(path, verdict).status_code == 409
    assert caller("audrey").get(f"draws/{uuid4()}/").status_code == 404


def test_a_moment_as_today_s_rules_see_it(office, caller):
    scenarios.read(office)
    position = office.state.position
    office.edit("bob", "s002", scenarios.SUMS)

    told = (
        caller("bob")
        .get(f"{whole(office)}/as-of/", position=position, rules="today")
        .json()
    )
    plain = caller("bob").get(f"{whole(office)}/as-of/", position=position).json()

    (finding,) = told["today"]["findings"]
    assert (finding["recorded"], told["today"]["gone"]) == (True, [])
    assert plain["today"] is None
    assert {**told, "today": None} == plain
