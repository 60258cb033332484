"""Whatever is wrong with a request is said in the one form."""

import pytest
from django.core.cache import cache

from disclosures.models import Account
from reviews.api import access
from tests.reviews import scenarios
from tests.reviews.api.conftest import ROOT, section, whole


def said(answer):
    assert answer["Content-Type"].startswith("application/problem+json")
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["title"] and body["detail"]
    assert body["request_id"] == answer["X-Request-ID"]
    return body["code"]


def test_what_is_not_json_is_not_understood(office, caller):
    scenarios.read(office)
    bob = caller("bob")
    for body in (b"{", b"\xff\xfe", b'{"remark": NaN}', b'{"a":'):
        answer = bob.client.post(
            f"{ROOT}/{whole(office)}/send-back/",
            body,
            content_type="application/json",
            headers=bob.headers,
        )
        assert (answer.status_code, said(answer)) == (400, "malformed")


@pytest.mark.parametrize("body", [b"[]", b"null", b"5", b'"text"'])
def test_json_that_is_no_object_is_refused(office, caller, body):
    scenarios.read(office)
    bob = caller("bob")
    answer = bob.client.post(
        f"{ROOT}/{whole(office)}/send-back/",
        body,
        content_type="application/json",
        headers=bob.headers,
    )
    assert (answer.status_code, said(answer)) == (422, "invalid")


def test_another_content_type_is_refused(office, caller):
    scenarios.read(office)
    bob = caller("bob")
    answer = bob.client.post(
        f"{ROOT}/{whole(office)}/send-back/",
        {"remark": "请改"},
        headers=bob.headers,
    )
    assert (answer.status_code, said(answer)) == (415, "unsupported-media-type")


def test_another_method_is_refused(office, caller):
    scenarios.read(office)
    bob = caller("bob")
    answer = bob.client.delete(f"{ROOT}/{whole(office)}/", headers=bob.headers)
    assert (answer.status_code, said(answer)) == (405, "method-not-allowed")
    assert "GET" in answer["Allow"]


def test_an_address_that_is_not_there_is_a_problem_too(office, caller):
    answer = caller("bob").get("nowhere/")
    assert (answer.status_code, said(answer)) == (404, "not_found")


def test_a_token_that_is_none_or_of_somebody_who_left_is_refused(office, caller):
    scenarios.read(office)
    bob = caller("bob")
    Account.objects.filter(pk=office.people["bob"].pk).update(is_active=False)
    gone = bob.get("disclosures/")
    bob.headers["Authorization"] = "Token none"
    none = bob.get("disclosures/")

    for answer in (gone, none):
        assert (answer.status_code, said(answer)) == (401, "not-authenticated")
        assert answer["WWW-Authenticate"] == "Bearer"


def test_a_session_needs_the_token_against_forged_requests(office, caller):
    scenarios.read(office)
    bob = caller("bob")
    bob.client.handler.enforce_csrf_checks = True
    bob.client.force_login(
        office.people["bob"], backend="django.contrib.auth.backends.ModelBackend"
    )
    bob.headers = {}

    assert bob.get(f"{whole(office)}/").status_code == 200
    answer = bob.post(f"{section(office, 's001')}/comments/", {"remark": "请核"})
    assert (answer.status_code, said(answer)) == (403, "not-allowed")


def test_who_calls_too_often_is_told_when_to_come_back(office, caller, monkeypatch):
    monkeypatch.setattr(access.Reading, "rate", "2/min", raising=False)
    cache.clear()
    bob = caller("bob")
    answers = [bob.get("disclosures/") for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert said(answers[2]) == "too-many-requests"
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    cache.clear()


def test_an_account_of_no_bureau_is_told_so(office, caller):
    Account.objects.filter(pk=office.people["bob"].pk).update(bureau=None)

    answer = caller("bob").get("disclosures/")

    assert (answer.status_code, said(answer)) == (404, "no-bureau")


@pytest.mark.parametrize("version", ["x", "1.5", '"1', "*", '"1", "2"', '"' + "9" * 30])
def test_a_version_that_is_none_is_refused(office, caller, version):
    scenarios.read(office)
    path = f"{section(office, 's001')}/verify/"
    answer = caller("bob").post(path, If_Match=version)
    assert (answer.status_code, said(answer)) in [
        (422, "invalid"),
        (412, "out-of-date"),
    ]
