"""Notices over the API: issued, read, answered, judged, listed."""

import hashlib
import json

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.domain import notice_commands as n
from reviews.letters import pdf
from reviews.models import NoticeRow
from tests.reviews import scenarios
from tests.reviews.api.conftest import whole
from tests.reviews.notices import paths


def test_a_notice_goes_its_way_over_the_api(office, caller):
    scenarios.flagged(office)
    bob, alice, carol = caller("bob"), caller("alice"), caller("carol")
    asked = {
        "days": 5,
        "items": [{"kind": "flag", "about": "k1", "demand": "附三定方案"}],
    }
    made = bob.post(f"{whole(office)}/notices/", asked, Idempotency_Key="one")
    again = bob.post(f"{whole(office)}/notices/", asked, Idempotency_Key="one")
    assert (made.status_code, again.json()) == (201, made.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    here = made.headers["Location"]
    told = made.json()
    assert (told["waiting"], told["items"][0]["demand"]) == ("department", "附三定方案")
    assert told["items"][0]["standing"] == "open"

    alice.post(f"{here}receive/")
    answers = [{"item": 1, "answer": "explained", "remark": "已调整"}]
    alice.post(f"{here}answers/", {"answers": answers})
    alice.post(f"{whole(office)}/resubmit/")
    done = carol.post(f"{here}confirm/", {"item": 1})

    assert done.json()["status"] == "closed"
    said = [each["what"] for each in done.json()["items"][0]["said"]]
    assert said == ["explained", "confirmed"]
    assert alice.get(here).json() == done.json()
    assert alice.get(f"{whole(office)}/notices/").json() == [done.json()]


def test_shapes_are_checked_before_anything_else(office, caller):
    paths.issued(office)
    here = f"notices/{paths.the(office).notice}"
    for path, body in (
        ("answers/", {"answers": []}),
        ("answers/", {"answers": [{"item": 0, "answer": "mended"}]}),
        ("answers/", {"answers": [{"item": 1, "answer": "perhaps"}]}),
        ("extension/", {"days": 0, "reason": "x"}),
        ("confirm/", {}),
    ):
        answer = caller("alice").post(f"{here}/{path}", body)
        assert answer.status_code == 422, (path, body)
        assert answer.json()["errors"]


def test_what_blocks_the_release_names_the_notice(office, caller):
    paths.issued(office)
    told = caller("bob").get(f"{whole(office)}/").json()

    blockers = {each["code"]: each["about"] for each in told["blockers"]}
    assert blockers["open-notice"] == paths.the(office).notice


def test_the_list_is_filtered_and_needs_as_many_queries_for_many(office, caller):
    paths.issued(office)
    bob = caller("bob")

    def queries():
        bob.get("notices/")
        with CaptureQueriesContext(connection) as captured:
            found = bob.get("notices/").json()["results"]
        return len(captured), len(found)

    few, one = queries()
    for _ in range(3):
        last = paths.the(office).notice
        office.do("carol", n.WithdrawNotice(notice=last, reason="重发"))
        paths.issue(office)
    many, four = queries()

    assert (few, one, four) == (many, 1, 4)
    open_ones = bob.get("notices/", status="open").json()["results"]
    assert [each["reference"] for each in open_ones] == [paths.the(office).reference]
    late = bob.get("notices/", late="true").json()["results"]
    assert [each["days_left"] < 0 for each in late] == [True]
    assert caller("sam").get("notices/").json()["results"] == []


def test_documents_are_the_bytes_that_the_event_names(office, caller, monkeypatch):
    monkeypatch.setattr(pdf, "converter", lambda: None)
    paths.issued(office)
    here = f"notices/{paths.the(office).notice}/documents/1"
    assert caller("bob").get(f"{here}/docx/").json()["code"] == "no-document"
    paths.render(office)
    for form in ("docx", "xlsx"):
        got = caller("alice").get(f"{here}/{form}/")
        name = hashlib.sha256(got.content).hexdigest()
        assert name == getattr(paths.the(office).round, form)
    assert caller("sam").get(f"{here}/docx/").status_code == 404
    assert NoticeRow.objects.count() == 1


def test_the_past_is_told_with_its_notices_events(office, caller):
    paths.handed_in(office)
    told = caller("bob").get(f"{whole(office)}/events/", limit=200).json()["results"]
    kinds = [each["type"] for each in told]

    assert kinds.count("review.notice-issued.v1") == 1
    assert kinds.count("review.notice-answered.v1") == 2
    answered = next(e for e in told if e["type"] == "review.notice-answered.v1")
    assert answered["texts"] == {"remark": "已核对原始凭证"}
    assert json.dumps(told)
